import { type Palette, THEME } from "../../engine/figures/theme.js";
import { withTags } from "./compact-svg.js";

/** What a page has beside its figures: a raised surface, links and warnings. */
const PAGE = {
  light: { raised: "#f3f5f7", link: "#005a8d", warning: "#d55e00" },
  dark: { raised: "#20252c", link: "#6bb8ec", warning: "#f07f3a" },
};

/** The colours of a palette by the names of their variables. */
function colours({
  ink,
  muted,
  grid,
  surface,
  series,
}: Palette): readonly (readonly [name: string, colour: string])[] {
  const lines = series.map((colour, i) => [`series-${i}`, colour] as const);
  return [["ink", ink], ["muted", muted], ["grid", grid], ["surface", surface], ...lines];
}

function declarations(of: keyof typeof THEME): string {
  return [...colours(THEME[of]), ...Object.entries(PAGE[of])]
    .map(([name, colour]) => `--${name}:${colour};`)
    .join("");
}

/** The variables of both palettes: light, dark for readers who have chosen that, and light on paper. */
export function themeVariables(): string {
  return [
    `:root{color-scheme:light dark;${declarations("light")}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${declarations("dark")}}}`,
  ].join("\n");
}

/** The colours that figures have on paper, by the variables that stand for them. */
export function colourOfVariable(): Readonly<Record<string, string>> {
  return Object.fromEntries(colours(THEME.light).map(([name, colour]) => [`--${name}`, colour]));
}

const PAINT = /( (?:fill|stroke)=")(#[0-9a-f]{6})"/g;

/** A drawing that takes its colours from the variables of the page that it is in. */
export function themed(svg: string): string {
  const variables = new Map(colours(THEME.light).map(([name, colour]) => [colour, `var(--${name})`]));
  return withTags(svg, (tag) =>
    tag.replaceAll(
      PAINT,
      (_, attribute: string, colour: string) => `${attribute}${variables.get(colour) ?? colour}"`,
    ),
  );
}

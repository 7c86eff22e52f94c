import { describe, expect, it } from "vitest";
import { CONTINUOUS, type Palette, THEME } from "#engine/figures/library.js";
import { contrast, luminance } from "../../support/contrast.js";

function coloursOf({ ink, muted, grid, surface, series }: Palette): string[] {
  return [ink, muted, grid, surface, ...series];
}

describe.each(Object.entries(THEME))("the %s palette", (_, palette) => {
  // WCAG 2.2: 4.5 for text, 3 for what has to be told apart.
  it("has text and series that stand out from the surface", () => {
    for (const text of [palette.ink, palette.muted]) {
      expect(contrast(text, palette.surface)).toBeGreaterThanOrEqual(4.5);
    }
    for (const colour of palette.series) expect(contrast(colour, palette.surface)).toBeGreaterThanOrEqual(3);
  });

  it("has a literal of its own for each role, so that one can be put in the place of another", () => {
    const all = [...coloursOf(palette), ...CONTINUOUS];
    expect(new Set(all).size).toBe(all.length);
    for (const colour of all) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  });
});

describe("the theme", () => {
  it("has as many series in light as in dark", () => {
    expect(THEME.dark.series).toHaveLength(THEME.light.series.length);
  });

  it("has continuous colours that ascend in luminance, so that grey says the same", () => {
    const ascending = CONTINUOUS.map(luminance);
    expect([...ascending].sort((a, b) => a - b)).toEqual(ascending);
  });
});

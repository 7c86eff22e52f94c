import { describe, expect, it } from "vitest";
import { CONTINUOUS, type Palette, THEME } from "#engine/figures/library.js";

/** The relative luminance of a colour. @see WCAG 2.2 */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

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

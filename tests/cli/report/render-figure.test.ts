import { describe, expect, it } from "vitest";
import { figureSvg } from "#cli/report/render-figure.js";
import { themed } from "#cli/report/theme-variables.js";
import { pngOf } from "#cli/report/png.js";
import * as figures from "#engine/figures/figures.js";
import { decode } from "fast-png";
import { expectWellFormed } from "../../support/well-formed.js";

const ODD_NAME = `a<b & "c" 'd' é𝒳 s̄ </svg><script>`;

/** A figure with names that would end an element if they could. */
function oddFigure() {
  return figures.utilities({ runs: [{ label: ODD_NAME, utility: 0.5, standardError: 0.01 }] });
}

describe("a figure that is drawn", () => {
  it("is a well-formed SVG whatever its labels are, and says them to those who cannot see", async () => {
    const svg = await figureSvg(oddFigure());
    expectWellFormed(svg);
    expect(svg).toContain("a&lt;b &amp;");
    expect(svg).not.toContain("<script");
    expect(svg).toContain('role="img" aria-labelledby="utilities-title"');
    expect(svg).toMatch(/<title id="utilities-title">[^<]+<\/title><desc id="utilities-desc">[^<]+<\/desc>/);
  });

  it.each([`class="b"`, `fill="#0072b2"`, `x2="0" $& $1`, `id="clip0"`])(
    "leaves a label as it is that looks like what is changed around it: %s",
    async (label) => {
      const figure = figures.utilities({ runs: [{ label, utility: 0.5, standardError: 0.01 }] });
      const text = themed(await figureSvg(figure)).replaceAll(/<[^>]+>/g, "\n");
      const [drawn, described] = ["&quot;", '"'].map((quote) => label.replaceAll('"', quote));
      expect(text.replaceAll("&amp;", "&")).toContain(described);
      expect(text.replaceAll("&amp;", "&")).toContain(drawn);
    },
  );

  it("has the same bytes whatever was drawn before it", async () => {
    const first = await figureSvg(oddFigure());
    await figureSvg(figures.timeSteps({ steps: [{ dt: 0.01, utility: 0.9, standardError: 0.001 }] }));
    expect(await figureSvg(oddFigure())).toBe(first);
  });

  it("names its definitions after itself, so that two figures of a page share none", async () => {
    const history = [0, 1, 2].map((generation) => ({
      ...{ generation, best: 0.1 * generation, mean: 0, std: 0.05 },
      ...{ patternEntropy: 0.5, reproducibilityEntropy: 0.2, distinctPatterns: 3 },
    }));
    const names = new Set<string>();
    for (const figure of [figures.fitness({ history }), figures.entropies({ history })]) {
      const svg = await figureSvg(figure);
      const defined = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
      expect(defined.every((id) => id.startsWith(`${figure.name}-`))).toBe(true);
      defined.forEach((id) => expect(names.has(id) || !names.add(id)).toBe(false));
    }
  });

  it("has its text in the pixels of a PNG, with the fonts that the program ships alone", async () => {
    const figure = oddFigure();
    const svg = await figureSvg(figure);
    const drawn = decode(await pngOf(svg));
    const bare = decode(await pngOf(svg.replaceAll(/<text.*?<\/text>/g, "")));
    expect([drawn.width, drawn.height]).toEqual([bare.width, bare.height]);
    const ink = ({ data, channels }: typeof drawn): number => {
      let dark = 0;
      for (let at = 0; at < data.length; at += channels)
        if (data[at]! + data[at + 1]! + data[at + 2]! < 300) dark++;
      return dark;
    };
    // A letter of 11 pixels at twice the scale has dozens of dark ones; the label alone has 30 letters.
    expect(ink(drawn) - ink(bare)).toBeGreaterThan(500);
  });
});

import { describe, expect, it } from "vitest";
import { CONTINUOUS, type Figure, figures, THEME } from "#engine/figures/library.js";
import { draw } from "../../support/draw-figure.js";
import { RECORDS } from "../../support/figure-records.js";

/** Every figure of its small records, by its name in the library. */
const FIGURES: readonly (readonly [name: string, figure: Figure])[] = [
  ["adjointNorms", figures.adjointNorms(RECORDS.adjointNorms)],
  ["attainment", figures.attainment(RECORDS.attainment)],
  ["cellTrajectories", figures.cellTrajectories(RECORDS.cellTrajectories)],
  ["convergence", figures.convergence(RECORDS.convergence)],
  ["distribution", figures.distribution(RECORDS.distribution)],
  ["entropies", figures.entropies(RECORDS.entropies)],
  ["estimators", figures.estimators(RECORDS.estimators)],
  ["fateProbability", figures.fateProbability(RECORDS.fateProbability)],
  ["fitness", figures.fitness(RECORDS.fitness)],
  ["gradientAgreement", figures.gradientAgreement(RECORDS.gradientAgreement)],
  ["gradientNorms", figures.gradientNorms(RECORDS.gradientNorms)],
  ["gradientPassage", figures.gradientPassage(RECORDS.gradientPassage)],
  ["gradientSignal", figures.gradientSignal(RECORDS.gradientSignal)],
  ["heatMap", figures.heatMap(RECORDS.heatMap)],
  ["histories", figures.histories(RECORDS.histories)],
  ["information", figures.information(RECORDS.information)],
  ["landscape", figures.landscape(RECORDS.landscape)],
  ["raster", figures.raster(RECORDS.raster)],
  ["regulation", figures.regulation(RECORDS.regulation)],
  ["regulations", figures.regulations(RECORDS.regulations)],
  ["sharesOverTime", figures.sharesOverTime(RECORDS.sharesOverTime)],
  ["softUtility", figures.softUtility(RECORDS.softUtility)],
  ["spaceTime", figures.spaceTime(RECORDS.spaceTime)],
  ["spectrum", figures.spectrum(RECORDS.spectrum)],
  ["timeSteps", figures.timeSteps(RECORDS.timeSteps)],
  ["training", figures.training(RECORDS.training)],
  ["utilities", figures.utilities(RECORDS.utilities)],
  ["utilityCurves", figures.utilityCurves(RECORDS.utilityCurves)],
];

const ROLES = [THEME.light.ink, THEME.light.muted, THEME.light.grid, THEME.light.surface];
/** What stays as it is whatever the theme: the ends of the continuous colours are those of two fates. */
const FIXED = ["none", "transparent", ...CONTINUOUS];

/** The colours of an SVG, each once. */
function coloursOf(svg: string): string[] {
  const named = svg.matchAll(/(?:fill|stroke|stop-color)="(?!url\()([^"]+)"/g);
  return [...new Set([...named].map(([, colour]) => colour!))];
}

/** All numbers within a value, and those that texts in it name. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value === "string") return (value.match(/\d+(\.\d+)?/g) ?? []).map(Number);
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values<unknown>({ ...value }).flatMap(numbersIn);
  return Array.isArray(value) ? [value.length, ...inner] : inner;
}

/** A number in every way in which a caption may have it. */
function spellings(value: number): string[] {
  const size = Math.abs(value);
  return [size.toFixed(4), Number(size.toPrecision(4)).toString(), size.toExponential(2).replace("e+", "e")];
}

describe("the figures of the library", () => {
  it("are all tested here", () => {
    expect(FIGURES.map(([name]) => name).sort()).toEqual(Object.keys(figures).sort());
    expect(new Set(FIGURES.map(([, { name }]) => name)).size).toBe(FIGURES.length);
  });
});

describe.each(FIGURES)("%s", (name, figure) => {
  const drawn = draw(figure.spec);

  it("is named in kebab-case and has the columns of its table in each row", () => {
    expect(figure.name).toBe(name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    expect(new Set(figure.table.columns).size).toBe(figure.table.columns.length);
    for (const row of figure.table.rows) expect(row).toHaveLength(figure.table.columns.length);
  });

  it("has a specification that is plain JSON and the same as ever", () => {
    const { config, ...own } = figure.spec;
    expect(config).toBeDefined();
    expect(JSON.parse(JSON.stringify(figure.spec))).toEqual(figure.spec);
    expect(own).toMatchSnapshot();
  });

  it("is drawn without a warning, twice with the same bytes, in the width of a column", async () => {
    const { svg, warnings } = await drawn;
    expect(warnings).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect((await draw(figure.spec)).svg).toBe(svg);
    const [, width] = /<svg [^>]*width="(\d+)"/.exec(svg) ?? [];
    expect(Number(width)).toBeLessThanOrEqual(480);
  });

  it("has no colour but those of the theme and the continuous ones", async () => {
    const { svg } = await drawn;
    const known = [...ROLES, ...THEME.light.series, ...FIXED];
    const others = coloursOf(svg).filter((colour) => !known.includes(colour));
    // What lies between two of the continuous colours.
    expect(others.filter((colour) => !colour.startsWith("rgb("))).toEqual([]);
    const isContinuous = JSON.stringify(figure.spec).includes(JSON.stringify(CONTINUOUS));
    expect(others.length === 0 || isContinuous).toBe(true);
  });

  it("says in its caption no number that is not of its records or its table", () => {
    const known = new Set(
      [...numbersIn(RECORDS[name as keyof typeof RECORDS]), ...numbersIn(figure.table)].flatMap(spellings),
    );
    const said = figure.caption.match(/\d+(\.\d+)?(e\d+)?/g) ?? [];
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((number) => !known.has(number) && !known.has(Number(number).toString()))).toEqual([]);
  });
});

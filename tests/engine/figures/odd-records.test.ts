import { describe, expect, it } from "vitest";
import { type Figure, figures } from "#engine/figures/library.js";
import { draw } from "../../support/draw-figure.js";
import { diagnosed, generation, HISTORY, MEASURES, RECORDS } from "../../support/figure-records.js";

/** Bytes of a specification, whatever it is made from. */
const MOST_BYTES = 130e3;

const LONG = Array.from({ length: 20_000 }, (_, i) => generation(i, (i * 0.618) % 1)).map((record) => ({
  ...record,
  distinctPatterns: 1 + (record.generation % 128),
}));
const VALUELESS = [0, 1, 2].map((i) => generation(i, null));
const HOSTILE = `</svg><script>&"'\\\u0007 ünïcödé 日本語 ${"x".repeat(200)}`;

/** Trajectories of that many frames, cells and replicates. */
function trajectories(
  frames: number,
  cells: number,
  replicates: number,
): { trajectories: (typeof RECORDS.spaceTime)["trajectories"] } {
  const states = Float32Array.from(
    { length: frames * cells * replicates },
    (_, i) => ((i * 7919) % 997) / 996,
  );
  return {
    trajectories: { cells, replicates, times: Array.from({ length: frames }, (_, i) => i / 8), states },
  };
}

/** Measures of that many different patterns of so many cells, each seen once. */
function measuresOf(count: number, cells: number): (typeof RECORDS.spectrum)["measures"] {
  const patterns = Array.from({ length: count }, (_, i) => ({
    pattern: i.toString(2).padStart(cells, "0"),
    count: 1,
  }));
  return { cells, fates: 2, replicates: count, distinctPatterns: count, patterns };
}

const nothing = { utility: null, standardError: null };
const ODD: readonly (readonly [name: string, figure: Figure, said: RegExp])[] = [
  ["one generation", figures.fitness({ history: HISTORY.slice(0, 1) }), /is 0\.2500 bits in generation 0/],
  ["no generation", figures.fitness({ history: [] }), /has no value in any generation/],
  [
    "no fitness in any generation",
    figures.fitness({ history: VALUELESS, champion: { generation: 2, ...nothing } }),
    /has no value in any generation.*unknown/,
  ],
  ["entropies without a value", figures.entropies({ history: VALUELESS }), /has no value in any/],
  [
    "fitness of 20,000 generations",
    figures.fitness({ history: LONG }),
    /Of 20000 generations, 500 are drawn/,
  ],
  ["entropies of 20,000 generations", figures.entropies({ history: LONG }), /Of 20000 generations/],
  [
    "a hundred and one histories",
    figures.histories({
      runs: Array.from({ length: 101 }, (_, i) => ({ label: `${i}`, history: LONG.slice(0, 300) })),
    }),
    /Of 101 runs, 100 are drawn/,
  ],
  [
    "histories without a value",
    figures.histories({ runs: [{ label: HOSTILE, history: VALUELESS }] }),
    /No individual/,
  ],
  [
    "a landscape of one cell and a path without an end",
    figures.landscape({
      landscape: {
        ...{ cells: 1, steepness: 7, bandwidth: 0.5 },
        points: [0, 1].map((onCells) => ({
          ...{ onCells, fateRatio: onCells, distinctPatterns: 1 },
          ...{ hard: { utility: 0 }, soft: { utility: 0 } },
        })),
      },
      history: VALUELESS,
    }),
    /0\.0000 bits with 0 of 1 cells on/,
  ],
  [
    "the path of 20,000 generations",
    figures.landscape({ ...RECORDS.landscape, history: LONG }),
    /200 are drawn/,
  ],
  ["one frame of one cell", figures.spaceTime(trajectories(1, 1, 1)), /1 cell in 1 replicate/],
  ["lines of one frame of one cell", figures.cellTrajectories(trajectories(1, 1, 1)), /at time 0/],
  ["4096 cells", figures.spaceTime(trajectories(40, 4096, 2)), /Of 4096 cells, 128 are drawn/],
  ["lines of 4096 cells", figures.cellTrajectories(trajectories(40, 4096, 2)), /Of 4096 cells, 8 are drawn/],
  [
    "thousands of frames",
    figures.spaceTime(trajectories(5001, 7, 10)),
    /Of 10 replicates, 4.*Of 5001 frames, 715/,
  ],
  [
    "one replicate of one cell",
    figures.raster({ patterns: ["1"], fates: 2 }),
    /the pattern of the only one is 1\./,
  ],
  [
    "a raster of 4096 cells",
    figures.raster({ patterns: Array.from({ length: 500 }, (_, i) => `${i % 2}`.repeat(4096)), fates: 2 }),
    /a long pattern, is that of 15 of 30; 1 other pattern comes.*Of 500 replicates, 30.*Of 4096 cells, 342/,
  ],
  [
    "replicates that are all alike, of ten fates",
    figures.raster({ patterns: Array.from({ length: 30 }, () => "0123456789"), fates: 10 }),
    /the pattern of all 30 is 0123456789/,
  ],
  [
    "5000 patterns of 32 cells",
    figures.spectrum({ measures: measuresOf(5000, 32) }),
    /5000 distinct patterns.*Of 5000 patterns, 20/,
  ],
  [
    "one pattern",
    figures.spectrum({ measures: measuresOf(1, 1) }),
    /There is 1 distinct pattern in 1 replicate/,
  ],
  [
    "fates of 4096 cells",
    figures.fateProbability({ measures: measuresOf(50, 4096) }),
    /Of 4096 cells, 90 are drawn/,
  ],
  ["fates of one cell", figures.fateProbability({ measures: measuresOf(2, 1) }), /0\.5000 in cell 0/],
  [
    "patterns that are not all listed",
    figures.fateProbability({ measures: { ...measuresOf(50, 8), replicates: 60 } }),
    /Of 60 replicates, 50 are drawn/,
  ],
  [
    "a utility without a value",
    figures.training({ ...RECORDS.training, before: { ...RECORDS.training.before, ...nothing } }),
    /Untrained, unknown/,
  ],
  [
    "time steps without a value",
    figures.timeSteps({ steps: [{ dt: 0.01, ...nothing }] }),
    /unknown at dt 0\.01/,
  ],
  [
    "estimators without a value",
    figures.estimators({
      measures: {
        ...MEASURES,
        estimators: {
          ...{ "plug-in": null, "miller-madow": null, grassberger: null },
          ...{ "chao-shen": null, "james-stein": null, nsb: null },
        },
      },
    }),
    /No estimator has a value/,
  ],
  [
    "names that are hostile, long and alike",
    figures.utilities({
      runs: [0.1, 0.2, 0.3].map((utility) => ({ label: HOSTILE, utility, standardError: 0 })),
    }),
    /0\.3000 bits;/,
  ],
  [
    "300 utilities",
    figures.utilities({ runs: Array.from({ length: 300 }, (_, i) => ({ label: `${i}`, ...nothing })) }),
    /None has a utility.*300 of 300 have none.*Of 300 utilities, 40/,
  ],
  [
    "information without a value",
    figures.information({
      subjects: [{ label: HOSTILE, measures: { ...MEASURES, ...nothing, correlationalInformation: null } }],
    }),
    /CI unknown, together unknown/,
  ],
  [
    "a function that is 0, alone",
    figures.regulation({
      champion: { generation: 0, values: [0, 0] },
      zeros: [],
      fit: null,
      visited: { replicates: 1, shares: [0, 0] },
    }),
    /between 0\.0000 and 0\.0000.*no zero/,
  ],
  [
    "a map of 60 times 50 values that are all the same",
    figures.heatMap({
      quantity: { title: "cost" },
      x: { title: "x", scale: "linear", values: Array.from({ length: 60 }, (_, i) => i) },
      y: { title: HOSTILE, scale: "ordinal", values: Array.from({ length: 50 }, () => HOSTILE) },
      values: Array.from({ length: 50 }, () => Array.from({ length: 60 }, () => 3)),
    }),
    /The highest cost, 3, is.*Of 3000 values, 1600 are drawn/,
  ],
  [
    "a map of one value that is none",
    figures.heatMap({
      quantity: { title: "cost" },
      x: { title: "x", scale: "logarithmic", values: [2] },
      y: { title: "y", scale: "linear", values: [0] },
      values: [[null]],
    }),
    /There is no cost/,
  ],
  [
    "distributions of one value, and of nine groups without any",
    figures.distribution({
      quantity: { title: "cost" },
      groups: Array.from({ length: 10 }, (_, i) => ({ label: HOSTILE, values: i === 0 ? [2] : [] })),
    }),
    /1 value from 2 to 2.*has no values.*Of 10 groups, 6/,
  ],
  [
    "20 functions that are 0, four times",
    figures.regulations({
      groups: Array.from({ length: 4 }, () => ({
        label: HOSTILE,
        curves: Array.from({ length: 20 }, () => Array.from({ length: 500 }, () => 0)),
      })),
    }),
    /Of 4 groups, 3 are drawn\..*Of 60 functions, 48 are drawn/,
  ],
  [
    "errors that are exactly 0",
    figures.convergence({
      curves: [
        {
          label: HOSTILE,
          points: [{ dt: 0.01, error: 0, standardError: 0 }],
          order: { order: 0, standardError: 0 },
        },
      ],
    }),
    /to the power 0 ± 0/,
  ],
  [
    "gradients of no generation",
    figures.gradientNorms({ generations: [] }),
    /gradient, in bits per unit of a parameter, has no value/,
  ],
  ["adjoints of no generation", figures.adjointNorms({ generations: [] }), /No generation was diagnosed/],
  [
    "a gradient that is 0 in the only generation",
    figures.gradientNorms({ generations: [diagnosed(0, 0)] }),
    /is 0 in generation 0.*exactly 0 in 1 of 1 generations/,
  ],
  [
    "one generation's signal to noise, of which nothing is known",
    figures.gradientSignal({ generations: [{ ...diagnosed(0, 0), score: null, antithetic: null }] }),
    /standard error has no value/,
  ],
  [
    "adjoints that are 0 throughout",
    figures.adjointNorms({
      generations: [{ ...diagnosed(0, 0), adjoint: { steps: [0, 1], norms: [0, 0] } }],
    }),
    /is 0 at the end/,
  ],
  [
    "gradients of 20,000 generations",
    figures.gradientPassage({ generations: LONG.map(({ generation: g }) => diagnosed(g, g % 3)) }),
    /Of 20000 generations, 500 are drawn/,
  ],
  [
    "adjoints of many steps and generations",
    figures.adjointNorms({
      generations: LONG.slice(0, 50).map(({ generation: g }) => ({
        ...diagnosed(g, 1),
        adjoint: {
          steps: Array.from({ length: 201 }, (_, i) => 10 * i),
          norms: Array.from({ length: 201 }, (_, i) => 1 / (1 + i)),
        },
      })),
    }),
    /Of 50 generations, 6 are drawn/,
  ],
  [
    "no run that reached a target",
    figures.attainment({ cases: [{ ...RECORDS.attainment.cases[0]!, case: HOSTILE, distribution: [] }] }),
    /0 of 4 runs reached 0\.5 bits/,
  ],
  [
    "what runs took of another kind",
    figures.attainment({ ...RECORDS.attainment, costs: HOSTILE }),
    /runs reached 0\.5 bits/,
  ],
];

describe.each(ODD)("a figure of %s", (_, figure, said) => {
  it("is drawn without a warning, is small, and says what it is of", async () => {
    expect(figure.caption).toMatch(said);
    expect(JSON.stringify(figure.spec).length).toBeLessThanOrEqual(MOST_BYTES);
    const { svg, warnings } = await draw(figure.spec);
    expect(warnings).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|<script/);
  });
});

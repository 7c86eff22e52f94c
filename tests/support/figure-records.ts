import type * as library from "#engine/figures/library.js";

type Figures = typeof library.figures;
/** What a figure of that name is made from. */
export type RecordsOf<Name extends keyof Figures> = Parameters<Figures[Name]>[0];

const measured = { utility: 0.75, standardError: 0.02 };

/** Of one generation. */
export function generation(index: number, best: number | null): RecordsOf<"fitness">["history"][number] {
  return {
    generation: index,
    best,
    mean: best === null ? null : best / 2,
    std: best === null ? null : 0.125,
    patternEntropy: best === null ? null : best + 0.125,
    reproducibilityEntropy: best === null ? null : 0.125,
    distinctPatterns: best === null ? 0 : 5 - index,
  };
}

export const HISTORY = [generation(0, 0.25), generation(1, null), generation(2, 0.5), generation(3, 0.625)];

export const MEASURES: RecordsOf<"spectrum">["measures"] &
  RecordsOf<"estimators">["measures"] &
  RecordsOf<"information">["subjects"][number]["measures"] = {
  ...{ cells: 3, fates: 2, replicates: 8, distinctPatterns: 2, coverage: 0.875 },
  ...{ utility: 0.625, standardError: 0.0625, estimator: "plug-in" },
  ...{ positionalInformation: 0.5, correlationalInformation: 0.125 },
  patterns: [
    { pattern: "010", count: 6 },
    { pattern: "110", count: 2 },
  ],
  estimators: {
    "plug-in": { wholePatternEntropy: 0.8125, utility: 0.625 },
    "miller-madow": { wholePatternEntropy: 0.875, utility: 0.6125 },
    grassberger: { wholePatternEntropy: 0.9, utility: 0.61 },
    "chao-shen": { wholePatternEntropy: 0.8125, utility: 0.605 },
    "james-stein": { wholePatternEntropy: 1, utility: 0.55 },
    nsb: null,
  },
};

const trajectories = {
  ...{ cells: 3, replicates: 2, times: [0, 0.5, 1, 1.5] },
  states: Float32Array.from({ length: 24 }, (_, i) => (i % 7) / 6),
};

const estimate = { norm: 2.5, signalToNoise: 12.5 };

/** Of one generation of a training whose pathwise gradient vanishes. */
export function diagnosed(index: number, norm: number): RecordsOf<"gradientNorms">["generations"][number] {
  const silent = norm === 0;
  return {
    ...{ generation: index, utility: 0.25, softUtility: 0.375 },
    pathwise: { norm, signalToNoise: silent ? null : 8 * norm },
    ...{ score: estimate, antithetic: { norm: 3.5, signalToNoise: 1.125 } },
    cosines: {
      pathwiseScore: silent ? null : 0.875,
      pathwiseAntithetic: silent ? null : -0.125,
      scoreAntithetic: 0.0625,
    },
    adjoint: { steps: [0, 10, 20, 30], norms: silent ? [0, 0, 0.5, 0.25] : [2, 1, 0.5, 0.25] },
    ...{ clipped: 0.5, saturated: silent ? 1 : 0.125, kernel: { mean: 0.1875, gradientLeft: 0.0625 } },
  };
}

const gradients = { generations: [diagnosed(0, 1.5), diagnosed(1, 0.75), diagnosed(2, 0), diagnosed(4, 0)] };

/** Small records for every figure. */
export const RECORDS: { readonly [Name in keyof Figures]: RecordsOf<Name> } = {
  adjointNorms: gradients,
  attainment: {
    cases: [
      {
        ...{ case: "plain", condition: "open", target: 0.5, runs: 4, cellSteps: { median: 2e7 } },
        distribution: [
          { cost: 1e6, share: 0.25 },
          { cost: 2e7, share: 0.5 },
        ],
      },
      {
        ...{ case: "cma", condition: null, target: null, runs: 2, cellSteps: { median: null } },
        distribution: [],
      },
    ],
  },
  cellTrajectories: { trajectories },
  convergence: {
    curves: [
      {
        label: "inside",
        points: [
          { dt: 0.01, error: 0.025, standardError: 0.005 },
          { dt: 0.02, error: 0.05, standardError: 0.005 },
        ],
        order: { order: 1.25, standardError: 0.125 },
      },
      {
        label: "at a wall",
        points: [
          { dt: 0.01, error: -0.125, standardError: 0.25 },
          { dt: 0.04, error: 0, standardError: 0.005 },
        ],
        order: { order: 0.5, standardError: 0.0625 },
      },
    ],
  },
  distribution: {
    quantity: { title: "utility", unit: "bits" },
    groups: [
      { label: "gentle", values: [0.125, 0.125, 0.25, 0.0625] },
      { label: "wide", values: [0.125, 0.75, 0.5] },
      { label: "none", values: [] },
    ],
    shares: "logarithmic",
  },
  entropies: { history: HISTORY },
  estimators: { measures: MEASURES, standardErrors: { "plug-in": 0.0625, grassberger: 0.125 }, bound: 0.75 },
  fateProbability: { measures: MEASURES },
  fitness: { history: HISTORY, champion: { generation: 3, ...measured }, bound: 0.875 },
  gradientAgreement: gradients,
  gradientNorms: gradients,
  gradientPassage: gradients,
  gradientSignal: gradients,
  heatMap: {
    quantity: { title: "utility", unit: "bits" },
    x: { title: "noise strength", scale: "logarithmic", values: [0.1, 0.2, 0.4] },
    y: { title: "boundary", scale: "ordinal", values: ["open", "pinned"] },
    values: [
      [0.25, 0.5, null],
      [0.75, 0.875, 0.125],
    ],
    standardErrors: [
      [0.0625, 0.03125, null],
      [0.0625, 0.015625, null],
    ],
  },
  histories: {
    runs: [
      { label: "one", history: HISTORY },
      { label: "other", history: HISTORY.slice(0, 2) },
    ],
  },
  information: {
    subjects: [
      { label: "champion", measures: MEASURES },
      { label: "untrained", measures: { ...MEASURES, correlationalInformation: null, utility: null } },
    ],
  },
  landscape: {
    landscape: {
      ...{ cells: 2, steepness: 7, bandwidth: 0.5 },
      points: [
        { onCells: 0, fateRatio: 0, distinctPatterns: 1, hard: { utility: 0 }, soft: { utility: 0.125 } },
        { onCells: 1, fateRatio: 0.5, distinctPatterns: 1, hard: { utility: 1 }, soft: { utility: 0.875 } },
        { onCells: 1, fateRatio: 0.5, distinctPatterns: 2, hard: { utility: 0.5 }, soft: { utility: 0.25 } },
        { onCells: 2, fateRatio: 1, distinctPatterns: 1, hard: { utility: 0 }, soft: { utility: 0.125 } },
      ],
    },
    history: HISTORY,
  },
  raster: { patterns: ["010", "010", "110"], fates: 2 },
  regulation: {
    champion: { generation: 3, values: [2, 0.5, -1] },
    earlier: [
      { generation: 0, values: [0.5, 0.25, -0.25] },
      { generation: 2, values: [1, 0.25, -0.5] },
    ],
    fit: { amplitude: 1.5, gain: 4, centre: 0.625, residual: 0.125 },
    zeros: [
      { at: 0.25, stable: false },
      { at: 0.6875, stable: true },
    ],
    visited: { replicates: 2, shares: [0.25, 0.75, 0, 0] },
  },
  regulations: {
    groups: [
      {
        label: "gentle",
        curves: [
          [0.5, 0.25, -0.25],
          [-0.125, 0, 0.375],
        ],
      },
      { label: "wide", curves: [[20, -8, 4]] },
    ],
  },
  sharesOverTime: {
    times: [0, 0.5, 1],
    curves: [
      { label: "010", shares: [0.125, 0.5, 0.75] },
      { label: "110", shares: [0.25, 0.375, 0.0625] },
    ],
  },
  softUtility: gradients,
  spaceTime: { trajectories },
  spectrum: { measures: MEASURES },
  timeSteps: {
    steps: [
      { dt: 0.01, ...measured },
      { dt: 0.005, utility: 0.5, standardError: 0.03125 },
      { dt: 0.0025, utility: null, standardError: null },
    ],
  },
  training: {
    before: { patterns: ["000", "101", "010"], replicates: 8, utility: 0.0625, standardError: 0.03125 },
    after: { patterns: ["010", "010", "010"], replicates: 8, ...measured },
    fates: 2,
  },
  utilities: {
    runs: [
      { label: "seed 1", ...measured },
      { label: "seed 2", utility: 0.5, standardError: null },
      { label: "seed 3", utility: null, standardError: null },
    ],
    bound: 0.875,
  },
  utilityCurves: {
    axis: { title: "gain", logarithmic: true },
    curves: [
      {
        label: "open",
        points: [
          { x: 1, ...measured },
          { x: 10, utility: 0.5, standardError: null },
        ],
      },
      {
        label: "pinned",
        points: [
          { x: 1, utility: null, standardError: null },
          { x: 10, utility: 0.8125, standardError: 0.03125 },
        ],
      },
    ],
    bound: 0.875,
    reference: { label: "untrained", utility: 0.125 },
  },
};

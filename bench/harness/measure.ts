import benny from "benny";

import type { Case, Suite, SuiteOptions } from "./suite.js";

/** The times of one case, nanoseconds per unit of work. */
export interface Row {
  readonly name: string;
  /** The least of all samples: what the machine can do when nothing else interferes. */
  readonly minimum: number;
  readonly median: number;
  /** (upper − lower quartile) / median: how far to trust differences. */
  readonly spread: number;
  readonly samples: number;
}

/**
 * Times a suite's cases in several rounds, so that a disturbance of the machine meets all of them alike; every
 * other round runs backwards.
 */
export async function measure({ title, cases }: Suite, { quick }: SuiteOptions): Promise<Row[]> {
  const rounds = quick ? 2 : 4;
  const samples = new Map<Case, number[]>(cases.map((one) => [one, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? cases : cases.toReversed();
    const { results } = await quietly(() =>
      benny.suite(
        title,
        ...order.map((one) => benny.add(one.name, () => one.run())),
        benny.configure({ cases: { delay: 0, minSamples: 2, maxTime: quick ? 0.1 : 0.5 } }),
      ),
    );
    for (const one of cases) {
      const result = results.find(({ name }) => name === one.name);
      if (result?.completed !== true) throw new Error(`${title}: ${one.name} failed.`);
      samples.get(one)?.push(...result.details.sampleResults.map((seconds) => (seconds * 1e9) / one.work));
    }
  }
  return cases.map((one) => summarise(one.name, samples.get(one) ?? []));
}

function summarise(name: string, samples: readonly number[]): Row {
  const sorted = samples.toSorted((a, b) => a - b);
  const quantile = (p: number): number => sorted[Math.trunc(p * (sorted.length - 1))] ?? NaN;
  const median = quantile(0.5);
  return {
    name,
    minimum: quantile(0),
    median,
    spread: (quantile(0.75) - quantile(0.25)) / median,
    samples: sorted.length,
  };
}

/** Benny announces every suite on the console, here once a round. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
}

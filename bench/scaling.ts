/*
 * npm run bench:scaling: how the time of a generation grows along cells, replicates, steps and individuals, the
 * others at the documented run, and the fits a + b·x. Writes bench/results/scaling.json and scaling.svg.
 * Processor time of this one thread, which others on the machine disturb less than the clock.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { createBackend } from "../kernels/index.js";
import { generation, type GenerationOptions } from "./harness/generation.js";
import { leastSquares, logLogFigure, type Series } from "./harness/scaling-figure.js";
import { describeMachine } from "./harness/machine.js";
import { SOURCES, writeSection } from "./harness/record.js";

const REPEATS = 3;
const wasm = await createBackend("wasm");

/** Values of each axis, at least two decades with four in the first and in the last. */
const AXES = {
  cells: [7, 14, 28, 56, 112, 224, 448, 1024, 2048, 4096],
  replicates: [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
  steps: [20, 50, 100, 200, 500, 1000, 2000],
  individuals: [20, 40, 100, 200, 400, 1000, 2000, 4096],
} as const satisfies Partial<Record<keyof GenerationOptions, readonly number[]>>;

const times = new Map<GenerationOptions, number>();
const points = Object.entries(AXES).flatMap(([axis, values]) =>
  values.map((value) => ({ axis, value, options: { [axis]: value } })),
);
for (let repeat = 0; repeat < REPEATS; repeat++) {
  for (const { options } of repeat % 2 === 0 ? points : points.toReversed()) {
    const batch = generation(options);
    const before = process.cpuUsage();
    await wasm.simulate(batch);
    const { user, system } = process.cpuUsage(before);
    times.set(options, Math.min(times.get(options) ?? Infinity, (user + system) / 1000));
  }
}

const series: Series[] = Object.keys(AXES).map((axis) => {
  const measured = points
    .filter((point) => point.axis === axis)
    .map(({ value, options }) => ({ x: value, y: times.get(options) ?? NaN }));
  const largest = Math.max(...measured.map(({ x }) => x));
  const smallest = Math.min(...measured.map(({ x }) => x));
  return {
    axis,
    points: measured,
    whole: leastSquares(measured),
    firstDecade: leastSquares(measured.filter(({ x }) => x <= 10 * smallest)),
    lastDecade: leastSquares(measured.filter(({ x }) => x >= largest / 10)),
  };
});

const table = [
  "| axis | a, ms | b, µs | b, last decade / first |",
  "|---|---:|---:|---:|",
  ...series.map(({ axis, whole, firstDecade, lastDecade }) => {
    const ratio = lastDecade.slope / firstDecade.slope;
    return `| ${axis} | ${whole.intercept.toFixed(2)} | ${(1000 * whole.slope).toFixed(2)} | ${ratio.toFixed(3)} |`;
  }),
].join("\n");
console.log(table);
writeSection("scaling", `${table}\n`);
const record = { scaling: series, date: new Date().toISOString(), machine: describeMachine() };
writeFileSync(join(SOURCES, "results", "scaling.json"), `${JSON.stringify(record, null, 2)}\n`);
writeFileSync(join(SOURCES, "results", "scaling.svg"), logLogFigure(series));

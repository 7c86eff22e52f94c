/*
 * npm run study:workers: how long the workers of a training run wait between the first and the last shard of a
 * generation, beyond what whole blocks of replicates make unavoidable. Counted at the transports of a run with its
 * checkpoints, as the evaluator sees it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RunDirectory, startTraining } from "../../actors/index.js";
import { decodeMessage } from "../../actors/message-codec.js";
import { startThread } from "../../actors/workers/thread-workers.js";
import { type StartedWorker, WorkerPool } from "../../actors/workers/worker-pool.js";
import { fitnessRequest, resolveConfig, shardsOf, strategyOf } from "../../engine/index.js";

const WORKERS = 2;
/** Generations that start the workers and warm them. */
const WARM_UP = 4;

/** A shard in hand of a worker, in milliseconds. */
interface Span {
  readonly from: number;
  to: number;
}

/** A worker whose shards are timed, by generation. */
async function timed(place: number, spans: Map<number, Span[]>): Promise<StartedWorker> {
  const thread = await startThread(place);
  const { transport } = thread;
  let current: Span | undefined;
  return {
    transport: {
      closed: undefined,
      post: (bytes) => {
        const { type, generation } = decodeMessage(bytes);
        if (type === "shard") {
          current = { from: performance.now(), to: NaN };
          spans.set(generation, [...(spans.get(generation) ?? []), current]);
        }
        transport.post(bytes);
      },
      onMessage: (listener) => {
        transport.onMessage((bytes) => {
          if (current !== undefined) current.to = performance.now();
          listener(bytes);
        });
      },
      onClose: (listener) => {
        transport.onClose(listener);
      },
      close: () => {
        transport.close();
      },
    },
    end: () => thread.end(),
  };
}

/** The share of the workers' time that a generation leaves idle between its first and its last shard. */
function idleShare(spans: readonly Span[]): number {
  const length = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
  return 1 - spans.reduce((sum, { from, to }) => sum + (to - from), 0) / (WORKERS * length);
}

for (const [replicates, generations] of [
  [100, 200],
  [3200, 24],
] as const) {
  const config = resolveConfig({
    evaluation: { replicates },
    search: { stop: { generations } },
    champion: { candidates: 1, replicates: 10, maxReplicates: 10 },
    run: { checkpointEvery: 10 },
  });
  const path = mkdtempSync(join(tmpdir(), "cellfate-study-"));
  const directory = RunDirectory.create(path);
  const spans = new Map<number, Span[]>();
  const source = new WorkerPool(WORKERS, (place) => timed(place, spans));
  await startTraining({ config, directory, backend: "wasm", workers: WORKERS, source }).outcome;
  directory.close();
  rmSync(path, { recursive: true });
  const idle = [...spans]
    .filter(([generation]) => generation >= WARM_UP && generation < generations)
    .map(([, shards]) => idleShare(shards))
    .sort((a, b) => a - b);
  const blocks = shardsOf(fitnessRequest(config, 0, strategyOf(config).ask()), WORKERS).map(({ count }) =>
    Math.ceil(count / 4),
  );
  const rounding = 1 - blocks.reduce((sum, b) => sum + b, 0) / (blocks.length * Math.max(...blocks));
  const median = idle[idle.length >> 1] ?? NaN;
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  console.log(
    `${replicates} replicates, ${WORKERS} workers, a checkpoint every 10 generations: idle ${percent(median)} (median of ${idle.length}), of which whole blocks ${percent(rounding)}`,
  );
}
process.exit(0);

/*
 * npm run study:workers: how long workers wait between the first and the last shard of a generation, beyond what
 * whole blocks of replicates make unavoidable. Counted at the transports, as the evaluator sees it.
 */
import { startDriver } from "../harness/generation-driver.js";
import { decodeMessage } from "../../actors/message-codec.js";
import type { Transport } from "../../actors/transport/transport.js";
import { startShardWorker } from "../../actors/workers/start-shard-worker.js";
import { fitnessRequest, resolveConfig, shardsOf, strategyOf } from "../../engine/index.js";

const WORKERS = 2;
const GENERATIONS = 200;

interface Span {
  readonly worker: number;
  readonly from: number;
  to: number;
}

/** A worker whose shards are timed. */
function timed(worker: number, spans: Span[]): Transport {
  const transport = startShardWorker(worker);
  let current: Span | undefined;
  return {
    ...transport,
    post: (bytes) => {
      if (decodeMessage(bytes).type === "shard") {
        current = { worker, from: performance.now(), to: NaN };
        spans.push(current);
      }
      transport.post(bytes);
    },
    onMessage: (listener) => {
      transport.onMessage((bytes) => {
        if (current !== undefined) current.to = performance.now();
        listener(bytes);
      });
    },
  };
}

for (const replicates of [100, 3200]) {
  const config = resolveConfig({ evaluation: { replicates } });
  const request = fitnessRequest(config, 0, strategyOf(config).ask());
  const spans: Span[] = [];
  const driver = startDriver(WORKERS, (worker) => timed(worker, spans));
  const generations = Math.trunc((GENERATIONS * 100) / replicates) + 4;
  const idle: number[] = [];
  for (let generation = 0; generation < generations; generation++) {
    spans.length = 0;
    await driver.score(request);
    const span = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
    const busy = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
    // The first generations start and warm the workers.
    if (generation >= 4) idle.push(1 - busy / (WORKERS * span));
  }
  await driver.stop();
  const blocks = shardsOf(request, WORKERS).map(({ count }) => Math.ceil(count / 4));
  const rounding = 1 - blocks.reduce((sum, b) => sum + b, 0) / (blocks.length * Math.max(...blocks));
  idle.sort((a, b) => a - b);
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  console.log(
    `${replicates} replicates, ${WORKERS} workers: idle ${percent(idle[idle.length >> 1] ?? NaN)} (median of ${idle.length} generations, least ${percent(idle[0] ?? NaN)}), ${percent(rounding)} of it whole blocks`,
  );
}
process.exit(0);

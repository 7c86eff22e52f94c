import { deepStrictEqual } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Suite, SuiteOptions } from "../harness/suite.js";
import { CheckpointFolder } from "../../actors/index.js";
import {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  initialSearchState,
  NUMERICS_VERSION,
  resolveConfig,
  strategyOf,
} from "../../engine/index.js";

/** A checkpoint written to disk, with its fsyncs, and read again. */
export default async function checkpoint({ quick }: SuiteOptions): Promise<Suite> {
  const config = resolveConfig({ search: { strategy: { population: quick ? 20 : 500 } } });
  const held: Checkpoint = {
    numericsVersion: NUMERICS_VERSION,
    program: "bench",
    config,
    state: initialSearchState(strategyOf(config).save()),
    history: { lines: 0, bytes: 0 },
  };
  const path = mkdtempSync(join(tmpdir(), "cellfate-bench-"));
  const folder = new CheckpointFolder(path, 3);
  const bytes = encodeCheckpoint(held);
  const write = (): Promise<void> => folder.write(1, encodeCheckpoint(held));
  const read = async (): Promise<Checkpoint> => decodeCheckpoint(await readFile(folder.fileOf(1)));
  await write();
  return {
    title: "Checkpoints",
    unit: "checkpoint",
    size: `population ${config.search.strategy.population}, ${bytes.length} bytes`,
    cases: [
      { name: "encode", work: 1, run: () => encodeCheckpoint(held) },
      { name: "encode and write, fsync included", work: 1, run: write },
      { name: "read and decode", work: 1, run: read },
    ],
    async verify() {
      deepStrictEqual(await read(), held);
    },
    dispose() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

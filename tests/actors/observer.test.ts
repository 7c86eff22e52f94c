import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunDirectory, startTraining } from "#actors/index.js";
import { resolveConfig } from "#engine/index.js";
import { inTemporaryFolder } from "../support/cli.js";
import { SMALL_RUN } from "../support/small-run.js";

/** Whether a typed array stands anywhere in plain data; actors and machines, which refer to each other, aside. */
function holdsArrays(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).some(holdsArrays);
}

describe("an observer of a run", () => {
  it("sees what the machines decide, in numbers and words: no genome, score or count", () =>
    inTemporaryFolder(async (folder) => {
      const config = resolveConfig(SMALL_RUN);
      const directory = RunDirectory.create(join(folder, "run"));
      const types = new Set<string>();
      const seen: unknown[] = [];
      const messages = new Map<string, number>();
      const workers: string[] = [];
      const run = startTraining({
        config,
        directory,
        backend: "wasm",
        workers: 1,
        observer: {
          inspect: (inspected) => {
            if (inspected.type === "@xstate.event") {
              types.add(inspected.event.type);
              seen.push(inspected.event);
            }
            if (inspected.type === "@xstate.snapshot") {
              const { context, output, input }: Record<string, unknown> = { ...inspected.snapshot };
              seen.push({ context, output, input });
            }
          },
          message: ({ type }, bytes, worker) => {
            messages.set(`${type} ${worker === null ? "" : "worker"}`.trim(), bytes);
          },
          joined: (worker, name) => {
            workers.push(`${worker}: ${name}`);
          },
          left: () => undefined,
        },
      });
      expect(await run.outcome).toMatchObject({ status: "done" });
      directory.close();
      expect([...types]).toEqual(expect.arrayContaining(["WAVE", "SHARD_DONE", "TELL", "SAVE"]));
      expect(seen.length).toBeGreaterThan(100);
      expect(seen.filter(holdsArrays)).toEqual([]);
      expect([...messages.keys()].sort()).toEqual([
        ...["ask", "evaluate", "evaluated", "population", "prepare worker", "save", "saved"],
        ...["shard worker", "shard-done worker", "tell"],
      ]);
      // Six genomes of 27 parameters, 4 bytes each; a shard has none.
      expect(messages.get("population")).toBeGreaterThan(6 * 27 * 4);
      expect(messages.get("shard worker")).toBeLessThan(200);
      expect(workers).toEqual(["1: Worker 1"]);
    }));
});

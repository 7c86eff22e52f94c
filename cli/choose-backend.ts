import {
  type BackendName,
  CellfateError,
  type Config,
  describeWebGpuAdapter,
  individualsOf,
} from "../engine/index.js";

/** What simulates, and why. */
export interface BackendChoice {
  readonly name: BackendName;
  readonly reason: string;
}

/**
 * Replicates of all individuals from which on a graphics processor has enough to do at a time: the invocations that a
 * large one holds. Reasoned from the cost model of kernels/webgpu, not measured.
 */
const GPU_LINES = 32_768;

/**
 * The backend that a configuration asks for. `auto` is resolved here, once: a real graphics processor for large
 * batches, else `wasm`; a software adapter is never chosen.
 *
 * @throws CellfateError `backend.unavailable` where `webgpu` is asked for and cannot run here
 */
export async function chooseBackend(config: Config): Promise<BackendChoice> {
  const { run, evaluation } = config;
  if (run.backend !== "auto") {
    // Before anything is made: once there is a directory, the advice to take another backend meets "directory exists".
    if (run.backend === "webgpu") await describeWebGpuAdapter();
    return { name: run.backend, reason: "asked for" };
  }
  const lines = individualsOf(config) * evaluation.replicates;
  if (lines < GPU_LINES) {
    return {
      name: "wasm",
      reason: `auto: ${lines} replicates a generation are too few for a graphics processor`,
    };
  }
  try {
    const { name, software } = await describeWebGpuAdapter();
    if (software) return { name: "wasm", reason: `auto: ${name} computes in software` };
    return { name: "webgpu", reason: `auto: ${lines} replicates a generation on ${name}` };
  } catch (error) {
    if (!(error instanceof CellfateError)) throw error;
    return { name: "wasm", reason: `auto: ${error.message}` };
  }
}

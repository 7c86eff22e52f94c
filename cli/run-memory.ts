import { totalmem } from "node:os";
import { arraySizesOf, CellfateError, type Config, megabytes, WAVE_BYTES } from "../engine/index.js";

/**
 * A process with its libraries, and one worker with its kernels: the line through the peak resident memory of the
 * preset's first 20 generations with 1, 2, 4 and 8 workers (115, 138, 188, 303 MB; Linux, x86-64, Node 20).
 */
const PROCESS_BYTES = 85e6;
const WORKER_BYTES = 27e6;
/**
 * Copies of an array that are held at once: whoever has it, the message as it is packed and as it is sent, and who
 * receives it; of a population the next one too. Reasoned, not measured.
 */
const COPIES = 8;
/** The same for what a worker has in hand. */
const WORKER_COPIES = 3;

/** Bytes that a run takes at its largest, as far as its configuration tells. */
export function expectedBytes(config: Config, workers: number): number {
  const arrays = arraySizesOf(config).map(({ bytes }) => bytes);
  const held = arrays.reduce((sum, bytes) => sum + bytes, 0);
  const inHand = Math.max(...arrays.map((bytes) => Math.min(bytes, WAVE_BYTES)));
  return PROCESS_BYTES + COPIES * held + workers * (WORKER_BYTES + WORKER_COPIES * inHand);
}

/** Bytes that this process may have: the machine's, or what it is allowed of them. */
function availableBytes(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

/**
 * Refuses a run that this machine has no memory for.
 *
 * @throws CellfateError `config.memory`
 */
export function checkMemory(config: Config, workers: number): void {
  const [expected, available] = [expectedBytes(config, workers), availableBytes()];
  if (expected <= available) return;
  const largest = arraySizesOf(config).reduce((a, b) => (b.bytes > a.bytes ? b : a));
  throw new CellfateError({
    code: "config.memory",
    message: `The run takes about ${megabytes(expected)} of memory with ${workers} workers, and this machine has ${megabytes(available)}`,
    where: largest.path.join("."),
    cure: `Use fewer --workers, or a smaller ${largest.path.join(".")}: the ${largest.what} take ${megabytes(largest.bytes)}.`,
  });
}

/**
 * Options of Node with which a process says, as it ends, how much memory it had resident at most, and how many seconds
 * of processor time it took.
 */
export const PEAK_MEMORY: readonly string[] = [
  "--import",
  `data:text/javascript,${encodeURIComponent(`
    import { isMainThread } from "node:worker_threads";
    if (isMainThread) process.on("exit", () => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      process.stderr.write("peak " + maxRSS + " kB, " + (userCPUTime + systemCPUTime) / 1e6 + " s\\n");
    });`)}`,
];

const SAID = /peak (\d+) kB, ([\d.]+) s\n/;

/** Bytes that a process had resident at most. @param stderr of a process with {@link PEAK_MEMORY} */
export function peakMemoryOf(stderr: string): number {
  return 1024 * Number(SAID.exec(stderr)?.[1]);
}

/** Seconds of processor time of such a process, of all its threads. */
export function processorSecondsOf(stderr: string): number {
  return Number(SAID.exec(stderr)?.[2]);
}

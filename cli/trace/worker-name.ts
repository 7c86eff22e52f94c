/** How a worker is named in a trace. */
export function workerName(worker: number): string {
  return `worker-${worker}`;
}

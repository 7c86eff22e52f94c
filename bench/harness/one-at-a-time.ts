/** The same, but that a call waits for the one before: benny calls a case before its last call has resolved. */
export function oneAtATime<A extends readonly unknown[], R>(
  run: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const next = last.then(() => run(...args));
    last = next;
    return next;
  };
}

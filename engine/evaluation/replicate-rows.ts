import type { ReplicateRange } from "../../kernels/index.js";
import type { EnsembleRequest, IndividualRange } from "./ensemble.js";

/** Numbers of some replicates, `[individual][replicate][…]`, row-major. */
type Rows = Float32Array | Float64Array | Uint32Array;

/** An array of the same type. */
function like<A extends Rows>(array: A, length: number): A;
function like(array: Rows, length: number): Rows {
  if (array instanceof Float32Array) return new Float32Array(length);
  return array instanceof Float64Array ? new Float64Array(length) : new Uint32Array(length);
}

/** The part of a request's rows that is about some individuals and replicates of it. */
export function rowsOf<A extends Rows>(
  rows: A,
  { population, replicates: all }: EnsembleRequest,
  individuals: IndividualRange,
  replicates: ReplicateRange,
): A {
  const width = rows.length / (population.individuals * all.count);
  const size = replicates.count * width;
  const part = like(rows, individuals.count * size);
  for (let row = 0; row < individuals.count; row++) {
    const from = ((individuals.from + row) * all.count + replicates.from - all.from) * width;
    part.set(rows.subarray(from, from + size), row * size);
  }
  return part;
}

/** The rows of all replicates from those of ranges of them, in any order. */
export function rowsOfShards<A extends Rows>(
  shards: readonly { readonly replicates: ReplicateRange; readonly rows: A }[],
  individuals: number,
  all: ReplicateRange,
): A {
  const { replicates, rows: some } = shards[0]!;
  const width = some.length / (individuals * replicates.count);
  const whole = like(some, individuals * all.count * width);
  for (const { replicates: range, rows } of shards) {
    for (let individual = 0; individual < individuals; individual++) {
      const own = rows.subarray(individual * range.count * width, (individual + 1) * range.count * width);
      whole.set(own, (individual * all.count + range.from - all.from) * width);
    }
  }
  return whole;
}

/** Rows one after the other. */
export function joinedRows<A extends Rows>(parts: readonly A[]): A {
  const whole = like(
    parts[0]!,
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

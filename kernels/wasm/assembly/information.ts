/** Fate counts and the plug-in entropy of counted patterns, in f64. */
import { Layout } from "./patterns";
import { sortKeys } from "./radix-sort";

/** 1 / ln 2: bits in a nat. */
const BITS_PER_NAT: f64 = 1.4426950408889634;
const SQRT_HALF_HIGH: i64 = 0x3fe6a09e;

/** Binary logarithm of a normal, positive f64: kernels/math/f64.ts `log2`, operation by operation. */
function log2(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  const shifted = (bits >>> 32) - SQRT_HALF_HIGH;
  const high = (shifted & 0xfffff) + SQRT_HALF_HIGH;
  const m = reinterpret<f64>((high << 32) | (bits & 0xffffffff));
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  let r: f64 = 2.0 / 21.0;
  r = r * z + 2.0 / 19.0;
  r = r * z + 2.0 / 17.0;
  r = r * z + 2.0 / 15.0;
  r = r * z + 2.0 / 13.0;
  r = r * z + 2.0 / 11.0;
  r = r * z + 2.0 / 9.0;
  r = r * z + 2.0 / 7.0;
  r = r * z + 2.0 / 5.0;
  r = r * z + 2.0 / 3.0;
  return <f64>(shifted >> 20) + (f - s * (f - z * r)) * BITS_PER_NAT;
}

/**
 * −Σ p log2 p, p = n_k / Σ n_k, in bits: ascending in n_k, equal counts in one term.
 *
 * @param counts u32 `[length]`, zeros allowed
 * @param scratch room for u64 `[2][length]` and a histogram (`HISTOGRAM_BYTES`)
 */
export function plugInEntropy(counts: usize, length: i32, scratch: usize): f64 {
  const bytes = (<usize>length) << 3;
  let total: f64 = 0;
  for (let i: usize = 0; i < <usize>length; i++) {
    const count = load<u32>(counts + (i << 2));
    store<u64>(scratch + (i << 3), count);
    total += <f64>count;
  }
  const keys = sortKeys(scratch, scratch + bytes, length, scratch + 2 * bytes);
  let entropy: f64 = 0;
  for (let p = keys, end = keys + bytes; p < end;) {
    const count = load<u64>(p);
    const first = p;
    do p += 8;
    while (p < end && load<u64>(p) == count);
    if (count == 0) continue;
    const share = <f64>count / total;
    entropy -= <f64>((p - first) >> 3) * share * log2(share);
  }
  return entropy;
}

/**
 * How many replicates have each fate in each cell.
 *
 * @param words u32 `[distinct][wordsPerPattern]`
 * @param layout a {@link Layout}
 * @param counts u32 `[distinct]`
 * @param out u32 `[cell][fate]`
 */
export function fateCounts(words: usize, layout: usize, counts: usize, distinct: i32, out: usize): void {
  const packing = changetype<Layout>(layout);
  const cells = packing.cells;
  const bitsPerCell = packing.bitsPerCell;
  const cellsPerWord = packing.cellsPerWord;
  const mask = (1 << bitsPerCell) - 1;
  const cellBytes = (<usize>packing.fates) << 2;
  memory.fill(out, 0, cellBytes * cells);
  for (let row = 0; row < distinct; row++) {
    const count = load<u32>(counts + ((<usize>row) << 2));
    let at = out;
    for (let first = 0; first < cells; first += cellsPerWord) {
      const word = load<u32>(words);
      words += 4;
      const end = min(first + cellsPerWord, cells);
      let shift = bitsPerCell * (cellsPerWord - 1);
      for (let cell = first; cell < end; cell++) {
        const fate = at + ((<usize>((word >> shift) & mask)) << 2);
        store<u32>(fate, load<u32>(fate) + count);
        at += cellBytes;
        shift -= bitsPerCell;
      }
    }
  }
}

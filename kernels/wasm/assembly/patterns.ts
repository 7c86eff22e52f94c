/** Patterns as packed words; see kernels/patterns.ts for the layout. */

/** How patterns are packed, as ../records.ts writes it. */
@unmanaged
export class Layout {
  cells: i32;
  fates: i32;
  bitsPerCell: i32;
  cellsPerWord: i32;
  wordsPerPattern: i32;
}

/**
 * Reads the fates of a block and writes one packed pattern a lane.
 *
 * @param states f32 `[cell][lane]`
 * @param layout a {@link Layout}
 * @param thresholds f32 `[fates − 1]`, ascending
 * @param out u32 `[lane][wordsPerPattern]` for the first `lanes` lanes
 */
export function readPatterns(states: usize, layout: usize, thresholds: usize, out: usize, lanes: i32): void {
  const packing = changetype<Layout>(layout);
  const cells = packing.cells;
  const cellsPerWord = packing.cellsPerWord;
  const bitsPerCell = packing.bitsPerCell;
  const thresholdCount = packing.fates - 1;
  const stride = (<usize>packing.wordsPerPattern) << 2;
  for (let first = 0; first < cells; first += cellsPerWord) {
    const end = min(first + cellsPerWord, cells);
    let word = i32x4.splat(0);
    for (let cell = first; cell < end; cell++) {
      const state = v128.load(states + ((<usize>cell) << 4));
      let fate = i32x4.splat(0);
      for (let k = 0; k < thresholdCount; k++) {
        fate = i32x4.sub(fate, f32x4.ge(state, v128.load32_splat(thresholds + ((<usize>k) << 2))));
      }
      word = v128.or(i32x4.shl(word, bitsPerCell), fate);
    }
    word = i32x4.shl(word, (first + cellsPerWord - end) * bitsPerCell);
    store<i32>(out, i32x4.extract_lane(word, 0));
    if (lanes > 1) store<i32>(out + stride, i32x4.extract_lane(word, 1));
    if (lanes > 2) store<i32>(out + 2 * stride, i32x4.extract_lane(word, 2));
    if (lanes > 3) store<i32>(out + 3 * stride, i32x4.extract_lane(word, 3));
    out += 4;
  }
}

// Reads the fates of a tile and packs them as kernels/patterns.ts does; an invocation a word.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(3) var<storage, read_write> states: array<f32>;
@group(0) @binding(4) var<storage, read_write> patterns: array<u32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn readPatterns(@builtin(global_invocation_id) id: vec3u) {
  let replicate = id.x / WORDS_PER_PATTERN;
  let word = id.x % WORDS_PER_PATTERN;
  if (replicate >= batch.replicates) {
    return;
  }
  let row = id.y * batch.replicates + replicate;
  var bits = 0u;
  for (var k = 0u; k < CELLS_PER_WORD; k++) {
    let cell = word * CELLS_PER_WORD + k;
    var fate = 0u;
    if (cell < CELLS) {
      let state = states[row * CELLS + cell];
      for (var t = 0u; t < THRESHOLD_COUNT; t++) {
        fate += u32(state >= THRESHOLDS[t]);
      }
    }
    bits = (bits << BITS_PER_CELL) | fate;
  }
  patterns[row * WORDS_PER_PATTERN + word] = bits;
}

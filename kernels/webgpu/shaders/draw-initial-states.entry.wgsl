// Draws the initial states of a tile; an invocation a cell.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> individuals: array<Individual>;
@group(0) @binding(3) var<storage, read_write> states: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn drawInitialStates(@builtin(global_invocation_id) id: vec3u) {
  let replicate = id.x / CELLS;
  let cell = id.x % CELLS;
  if (replicate >= batch.replicates) {
    return;
  }
  let words = threefry2x32(individuals[id.y].initialKey, vec2u(cell, batch.firstReplicate + replicate));
  states[(id.y * batch.replicates + replicate) * CELLS + cell] =
    batch.initialLow + batch.initialWidth * uniformNumber(words.x);
}

// Advances a tile by some steps and keeps all states, `states` being the tape [row][individual][replicate][cell]. With SCORES
// it scatters the noise where that moved a cell, and counts the clipped. An invocation a replicate, of any lattice.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> individuals: array<Individual>;
@group(0) @binding(2) var<storage, read> drifts: array<f32>;
@group(0) @binding(3) var<storage, read_write> states: array<f32>;
@group(0) @binding(5) var<storage, read> rows: array<Row>;
@group(0) @binding(6) var<storage, read> edges: array<Edge>;
@group(0) @binding(7) var<storage, read_write> sums: array<f32>;
@group(0) @binding(9) var<storage, read_write> clipped: array<u32>;

fn stateOf(at: u32) -> f32 {
  return states[at];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn record(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let individual = individuals[id.y];
  prepareIncrement(individual, lane);
  if (id.x >= batch.replicates) {
    return;
  }
  let own = id.y * batch.replicates + id.x;
  let stride = arrayLength(&individuals) * batch.replicates * CELLS;
  // Each replicate has as many as its individual has numbers.
  let sum = batch.replicates * individual.drift + id.x * individual.numbers;
  var before = batch.firstRow * stride + own * CELLS;
  var clips = 0u;
  for (var step = batch.firstStep; step < batch.firstStep + batch.steps; step++) {
    let after = before + stride;
    var pair = vec2f();
    for (var cell = 0u; cell < CELLS; cell++) {
      if (cell % 2u == 0u) {
        pair = batch.noiseScale * noiseNormals(individual.noiseKey, step, batch.firstReplicate + id.x, cell / 2u);
      }
      let noise = select(pair.y, pair.x, cell % 2u == 0u);
      let state = states[before + cell];
      let sensed = sensedBy(before, cell);
      let next = moveCell(cell, state, incrementAt(individual, state, sensed), noise);
      states[after + cell] = next;
      if (SCORES && !isHeld(cell)) {
        scatter(individual, sum, sensed, noise);
        clips += u32(isWalled(next));
      }
    }
    before = after;
  }
  if (SCORES) {
    clipped[own] += clips;
  }
}

// Advances a tile by some steps; an invocation a replicate, its states in registers. For short lines.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> individuals: array<Individual>;
@group(0) @binding(2) var<storage, read> drifts: array<f32>;
@group(0) @binding(3) var<storage, read_write> states: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn advance(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let individual = individuals[group.y];
  prepareIncrement(individual, lane);
  let row = group.x * WORKGROUP_SIZE + lane;
  if (row >= batch.replicates) {
    return;
  }
  let replicate = batch.firstReplicate + row;
  let first = (group.y * batch.replicates + row) * CELLS;

  var line: array<f32, CELLS>;
  for (var cell = 0u; cell < CELLS; cell++) {
    line[cell] = states[first + cell];
  }
  for (var step = batch.firstStep; step < batch.firstStep + batch.steps; step++) {
    // The old states that the sweep overwrites before they are needed.
    var left = line[LEFT_OF_FIRST];
    let afterLast = line[RIGHT_OF_LAST];
    for (var cell = 0u; cell < CELLS; cell += 2u) {
      let noise = batch.noiseScale * noiseNormals(individual.noiseKey, step, replicate, cell / 2u);
      let even = line[cell];
      var odd = afterLast;
      if (cell < LAST_CELL) {
        odd = line[cell + 1u];
        let right = select(afterLast, line[min(cell + 2u, LAST_CELL)], cell + 1u < LAST_CELL);
        let g = incrementAt(individual, odd, averageOf(even, right));
        line[cell + 1u] = moveCell(cell + 1u, odd, g, noise.y);
      }
      let g = incrementAt(individual, even, averageOf(left, odd));
      line[cell] = moveCell(cell, even, g, noise.x);
      left = odd;
    }
  }
  for (var cell = 0u; cell < CELLS; cell++) {
    states[first + cell] = line[cell];
  }
}

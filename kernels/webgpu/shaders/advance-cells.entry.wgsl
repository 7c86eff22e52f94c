// Advances a tile by some steps; a workgroup a replicate, its states in workgroup memory. For long lines and for every
// lattice that is no line.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> individuals: array<Individual>;
@group(0) @binding(2) var<storage, read> drifts: array<f32>;
@group(0) @binding(3) var<storage, read_write> states: array<f32>;
@group(0) @binding(5) var<storage, read> rows: array<Row>;
@group(0) @binding(6) var<storage, read> edges: array<Edge>;

// Cells that share a block of random words.
const PAIRS = (CELLS + 1u) / 2u;
const PAIRS_EACH = (PAIRS + WORKGROUP_SIZE - 1u) / WORKGROUP_SIZE;

var<workgroup> current: array<f32, CELLS>;

fn stateOf(at: u32) -> f32 {
  return current[at];
}

fn moved(cell: u32, individual: Individual, noise: f32) -> f32 {
  let state = current[cell];
  return moveCell(cell, state, incrementAt(individual, state, sensedBy(0u, cell)), noise);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn advance(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let individual = individuals[group.y];
  prepareIncrement(individual, lane);
  let replicate = batch.firstReplicate + group.x;
  let first = (group.y * batch.replicates + group.x) * CELLS;

  for (var cell = lane; cell < CELLS; cell += WORKGROUP_SIZE) {
    current[cell] = states[first + cell];
  }
  workgroupBarrier();
  for (var step = batch.firstStep; step < batch.firstStep + batch.steps; step++) {
    var next: array<vec2f, PAIRS_EACH>;
    for (var k = 0u; k < PAIRS_EACH; k++) {
      let pair = lane + k * WORKGROUP_SIZE;
      if (pair < PAIRS) {
        let noise = batch.noiseScale * noiseNormals(individual.noiseKey, step, replicate, pair);
        next[k].x = moved(2u * pair, individual, noise.x);
        // An odd number of cells leaves the last pair with one: its other half is computed and not kept.
        next[k].y = moved(min(2u * pair + 1u, LAST_CELL), individual, noise.y);
      }
    }
    // All that is sensed are the old states: nobody writes before everybody has read.
    workgroupBarrier();
    for (var k = 0u; k < PAIRS_EACH; k++) {
      let cell = 2u * (lane + k * WORKGROUP_SIZE);
      if (cell < CELLS) {
        current[cell] = next[k].x;
      }
      if (cell + 1u < CELLS) {
        current[cell + 1u] = next[k].y;
      }
    }
    workgroupBarrier();
  }
  for (var cell = lane; cell < CELLS; cell += WORKGROUP_SIZE) {
    states[first + cell] = current[cell];
  }
}

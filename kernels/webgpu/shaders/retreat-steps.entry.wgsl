// Takes the adjoints of a tile back by some steps over the tape that record-steps wrote; see
// kernels/reference/adjoint-step.ts. `adjoints` is twice [individual][replicate][cell], the second as room. An invocation a
// replicate, of any lattice.

@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> individuals: array<Individual>;
@group(0) @binding(2) var<storage, read> drifts: array<f32>;
@group(0) @binding(3) var<storage, read_write> states: array<f32>;
@group(0) @binding(5) var<storage, read> rows: array<Row>;
@group(0) @binding(6) var<storage, read> edges: array<Edge>;
@group(0) @binding(7) var<storage, read_write> sums: array<f32>;
@group(0) @binding(8) var<storage, read_write> adjoints: array<f32>;
@group(0) @binding(9) var<storage, read_write> clipped: array<u32>;

// 2⁻⁸⁰: adjoints below it are 0.
const LEAST_ADJOINT = 0x1p-80f;

fn stateOf(at: u32) -> f32 {
  return states[at];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn retreat(@builtin(global_invocation_id) id: vec3u) {
  let individual = individuals[id.y];
  if (id.x >= batch.replicates) {
    return;
  }
  let own = id.y * batch.replicates + id.x;
  let stride = arrayLength(&individuals) * batch.replicates * CELLS;
  // Each replicate has as many as its individual has numbers.
  let sum = batch.replicates * individual.drift + id.x * individual.numbers;
  let passed = own * CELLS;
  let pulled = stride + passed;
  var before = (batch.firstRow + batch.steps) * stride + own * CELLS;
  var clips = 0u;
  for (var step = 0u; step < batch.steps; step++) {
    for (var cell = 0u; cell < CELLS; cell++) {
      let walled = isWalled(states[before + cell]);
      clips += u32(walled && !isHeld(cell));
      let adjoint = select(adjoints[passed + cell], 0f, CLIP_STOPS && walled);
      adjoints[passed + cell] = adjoint;
      adjoints[pulled + cell] = adjoint;
    }
    before -= stride;
    for (var cell = 0u; cell < CELLS; cell++) {
      let row = rows[cell];
      let pull = scatter(individual, sum, sensedBy(before, cell), adjoints[passed + cell]) * row.received;
      for (var edge = row.first; edge < row.end; edge++) {
        adjoints[pulled + edges[edge].source] += edges[edge].sent * pull;
      }
    }
    for (var cell = 0u; cell < CELLS; cell++) {
      let adjoint = adjoints[pulled + cell];
      adjoints[passed + cell] = select(adjoint, 0f, abs(adjoint) < LEAST_ADJOINT || isHeld(cell));
    }
  }
  clipped[own] += clips;
}

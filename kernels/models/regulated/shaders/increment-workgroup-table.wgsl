// dt·f by a table in workgroup memory: a workgroup serves replicates of one individual.

var<workgroup> table: array<vec2f, TABLE_NODES>;

fn prepareIncrement(individual: Individual, lane: u32) {
  for (var node = lane; node <= intervalsOf(individual); node += WORKGROUP_SIZE) {
    let at = individual.drift + 2u * node;
    table[node] = vec2f(drifts[at], drifts[at + 1u]);
  }
  workgroupBarrier();
}

fn incrementAt(individual: Individual, state: f32, sensed: f32) -> f32 {
  let intervals = intervalsOf(individual);
  let u = sensed * f32(intervals);
  let node = nodeOf(u, intervals);
  return interpolate(table[node], u, node);
}

// dt·f by a table in workgroup memory: a workgroup serves replicates of one individual.

var<workgroup> table: array<vec2f, TABLE_NODES>;

fn prepareIncrement(individual: Individual, lane: u32) {
  for (var node = lane; node <= individual.intervals; node += WORKGROUP_SIZE) {
    let at = individual.regulation + 2u * node;
    table[node] = vec2f(regulations[at], regulations[at + 1u]);
  }
  workgroupBarrier();
}

fn incrementAt(individual: Individual, average: f32) -> f32 {
  let u = average * f32(individual.intervals);
  let node = nodeOf(u, individual.intervals);
  return interpolate(table[node], u, node);
}

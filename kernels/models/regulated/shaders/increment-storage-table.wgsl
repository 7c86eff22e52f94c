// dt·f by a table in storage, for tables that workgroup memory does not hold.

fn prepareIncrement(individual: Individual, lane: u32) {}

fn incrementAt(individual: Individual, average: f32) -> f32 {
  let u = average * f32(individual.intervals);
  let node = nodeOf(u, individual.intervals);
  let at = individual.regulation + 2u * node;
  return interpolate(vec2f(regulations[at], regulations[at + 1u]), u, node);
}

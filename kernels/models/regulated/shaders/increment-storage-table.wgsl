// dt·f by a table in storage, for tables that workgroup memory does not hold.

fn prepareIncrement(individual: Individual, lane: u32) {}

fn incrementAt(individual: Individual, state: f32, sensed: f32) -> f32 {
  let intervals = intervalsOf(individual);
  let u = sensed * f32(intervals);
  let node = nodeOf(u, intervals);
  let at = individual.drift + 2u * node;
  return interpolate(vec2f(drifts[at], drifts[at + 1u]), u, node);
}

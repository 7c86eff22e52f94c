// dt·f of f = a + b·s + c·s̄, the numbers of an individual being a, b and c.

fn prepareIncrement(individual: Individual, lane: u32) {}

fn incrementAt(individual: Individual, state: f32, sensed: f32) -> f32 {
  let at = individual.drift;
  let f = (drifts[at] + drifts[at + 1u] * state) + drifts[at + 2u] * sensed;
  return batch.dt * f;
}

// A table of dt·f, differentiated; see kernels/models/regulated/adjoint.ts.

// Adds weight and weight·(u − i) to the sums of the interval; weight·∂(dt·f)/∂s̄.
fn scatter(individual: Individual, at: u32, sensed: f32, weight: f32) -> f32 {
  let intervals = intervalsOf(individual);
  let u = sensed * f32(intervals);
  let interval = min(u32(u), intervals - 1u);
  sums[at + 2u * interval] += weight;
  sums[at + 2u * interval + 1u] += (u - f32(interval)) * weight;
  return (drifts[individual.drift + 2u * interval + 1u] * f32(intervals)) * weight;
}

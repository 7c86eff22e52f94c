// Linear interpolation in a table of dt·f; see kernels/models/regulated/table.ts.

// Intervals of the table of an individual: its numbers are a pair a node.
fn intervalsOf(individual: Individual) -> u32 {
  return individual.numbers / 2u - 1u;
}

// The node below u = s̄·intervals. A NaN has no node of its own: whatever it converts to is kept within the table.
fn nodeOf(u: f32, intervals: u32) -> u32 {
  return min(u32(u), intervals);
}

// y_i + (u − i)·d_i, the pair being (y_i, d_i).
fn interpolate(pair: vec2f, u: f32, node: u32) -> f32 {
  return pair.x + (u - f32(node)) * pair.y;
}

// What a dispatch works on; kernels/webgpu/layout.ts writes both structures.

struct Batch {
  // The first replicate of the tile, and how many it has.
  firstReplicate: u32,
  replicates: u32,
  // The steps of this dispatch.
  firstStep: u32,
  steps: u32,
  dt: f32,
  // σ·√dt
  noiseScale: f32,
  // Initial states are uniform on [initialLow, initialLow + initialWidth].
  initialLow: f32,
  initialWidth: f32,
}

struct Individual {
  noiseKey: vec2u,
  initialKey: vec2u,
  // Where its table or genome begins in `regulations`.
  regulation: u32,
  // Intervals of its table.
  intervals: u32,
}

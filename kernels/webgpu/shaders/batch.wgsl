// What a dispatch works on; kernels/webgpu/layout.ts writes these structures.

struct Batch {
  // The first replicate of the tile, and how many it has.
  firstReplicate: u32,
  replicates: u32,
  // The steps of this dispatch.
  firstStep: u32,
  steps: u32,
  // The row of the tape at which they begin, where there is one.
  firstRow: u32,
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
  // Where its numbers, a table or parameters, begin in `drifts`, and how many they are.
  drift: u32,
  numbers: u32,
}

// A cell of a lattice: its edges, what their sum is multiplied by, whether it is held at 0.
struct Row {
  first: u32,
  end: u32,
  received: f32,
  held: u32,
}

// A cell that is sensed, and what its state is multiplied by.
struct Edge {
  source: u32,
  sent: f32,
}

// dt·f by the regulatory network itself; see kernels/models/regulated/network.ts.
// LAYERS lists the sizes of all layers, the output's 1 included; WIDEST is the largest of them.

fn prepareIncrement(individual: Individual, lane: u32) {}

fn incrementAt(individual: Individual, state: f32, sensed: f32) -> f32 {
  var activations: array<f32, WIDEST>;
  var next: array<f32, WIDEST>;
  activations[0] = sensed;
  var inputs = 1u;
  var bias = individual.drift;
  for (var layer = 0u; layer < LAYER_COUNT; layer++) {
    let outputs = LAYERS[layer];
    let kernel = bias + outputs;
    for (var j = 0u; j < outputs; j++) {
      var sum = drifts[bias + j];
      for (var i = 0u; i < inputs; i++) {
        sum = sum + activations[i] * drifts[kernel + i * outputs + j];
      }
      next[j] = sum;
    }
    if (layer == LAYER_COUNT - 1u) {
      break;
    }
    for (var j = 0u; j < outputs; j++) {
      activations[j] = tanhRational(next[j]);
    }
    bias = kernel + inputs * outputs;
    inputs = outputs;
  }
  return batch.dt * next[0];
}

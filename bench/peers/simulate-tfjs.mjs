// The same model as a JavaScript user would write it with TensorFlow.js, on its WebAssembly back end: all
// individuals and replicates in one tensor. Called as simulate_jax.py is, and answers alike.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";

const problem = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { cells, steps, replicates, individuals, hidden, genomes, dt, noiseStrength } = problem;
await tf.setBackend("wasm");
await tf.ready();

/** Per layer the biases [individual, 1, out] and the kernels [individual, in, out]. */
function unflatten() {
  const parameters = genomes.length / individuals;
  const rows = Array.from({ length: individuals }, (_, i) =>
    genomes.slice(i * parameters, (i + 1) * parameters),
  );
  const layers = [];
  let at = 0;
  let inputs = 1;
  for (const outputs of [...hidden, 1]) {
    const take = (count) => rows.flatMap((row) => row.slice(at, at + count));
    const bias = tf.tensor3d(take(outputs), [individuals, 1, outputs]);
    at += outputs;
    const kernel = tf.tensor3d(take(inputs * outputs), [individuals, inputs, outputs]);
    at += inputs * outputs;
    layers.push([bias, kernel]);
    inputs = outputs;
  }
  return layers;
}

const layers = unflatten();

/** f of x [individual, replicate, cell]. */
function network(x) {
  let a = tf.reshape(x, [individuals, replicates * cells, 1]);
  layers.forEach(([bias, kernel], layer) => {
    a = tf.add(tf.matMul(a, kernel), bias);
    if (layer < layers.length - 1) a = tf.tanh(a);
  });
  return tf.reshape(a, x.shape);
}

function step(s) {
  return tf.tidy(() => {
    const inner = [individuals, replicates, cells - 1];
    const left = tf.concat([tf.slice(s, [0, 0, 1], [-1, -1, 1]), tf.slice(s, [0, 0, 0], inner)], 2);
    const right = tf.concat([tf.slice(s, [0, 0, 1], inner), tf.slice(s, [0, 0, cells - 2], [-1, -1, 1])], 2);
    const drift = tf.mul(network(tf.mul(tf.add(left, right), 0.5)), dt);
    const shape = problem.common ? [1, replicates, cells] : s.shape;
    const noise = tf.mul(tf.randomNormal(shape), noiseStrength * Math.sqrt(dt));
    return tf.clipByValue(tf.add(tf.add(s, drift), noise), 0, 1);
  });
}

async function simulate() {
  const shape = [individuals, replicates, cells];
  const initial = tf.randomUniform(
    problem.common ? [1, replicates, cells] : shape,
    problem.initialLow,
    problem.initialHigh,
  );
  let s = tf.tidy(() => tf.broadcastTo(initial, shape));
  initial.dispose();
  for (let t = 0; t < steps; t++) {
    const next = step(s);
    s.dispose();
    s = next;
  }
  const states = await s.data();
  s.dispose();
  return states;
}

let states = new Float32Array(0);
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "patterns") {
    const words = new Uint32Array(individuals * replicates);
    states.forEach((state, i) => {
      if (state >= problem.threshold) words[Math.trunc(i / cells)] |= 1 << (31 - (i % cells));
    });
    process.stdout.write(words);
    break;
  }
  const start = performance.now();
  states = await simulate();
  console.log(((performance.now() - start) / 1000).toFixed(9));
}

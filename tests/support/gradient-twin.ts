import type { ClipDerivative, Lattice } from "#kernels/index.js";

/** f in f64, with what reverse mode needs. */
interface TwinDrift {
  readonly value: (genome: readonly number[], x: number) => number;
  /** Adds weight·∂f(x)/∂p to `gradient`; weight·∂f/∂x. */
  readonly scatter: (genome: readonly number[], x: number, weight: number, gradient: Float64Array) => number;
}

/** A tissue in f64, its random numbers given. */
export interface Twin {
  readonly drift: TwinDrift;
  readonly lattice: Lattice;
  readonly dt: number;
  readonly clip: ClipDerivative;
  /** `[replicate][cell]` */
  readonly initial: readonly Float64Array[];
  /** σ√dt·ξ, `[replicate][step][cell]` */
  readonly noise: readonly (readonly Float64Array[])[];
}

/** The network itself: per layer the bias, then the kernel `[in][out]`, tanh but for the last. */
export function twinNetwork(hidden: readonly number[]): TwinDrift {
  const layers = [...hidden, 1];
  const forward = (genome: readonly number[], x: number): number[][] => {
    const activations = [[x]];
    let at = 0;
    layers.forEach((outputs, layer) => {
      const inputs = activations[layer]!;
      const kernel = at + outputs;
      const sums = Array.from({ length: outputs }, (_, j) =>
        inputs.reduce((sum, a, i) => sum + a * genome[kernel + i * outputs + j]!, genome[at + j]!),
      );
      activations.push(layer < hidden.length ? sums.map(Math.tanh) : sums);
      at = kernel + inputs.length * outputs;
    });
    return activations;
  };
  return {
    value: (genome, x) => forward(genome, x).at(-1)![0]!,
    scatter: (genome, x, weight, gradient) => {
      const activations = forward(genome, x);
      let deltas = [weight];
      let end = genome.length;
      for (let layer = hidden.length; layer >= 0; layer--) {
        const inputs = activations[layer]!;
        const [kernel, outputs] = [end - inputs.length * deltas.length, deltas.length];
        deltas.forEach((delta, j) => {
          gradient[kernel - outputs + j]! += delta;
          inputs.forEach((a, i) => (gradient[kernel + i * outputs + j]! += a * delta));
        });
        const pulled = inputs.map((a, i) => {
          const sum = deltas.reduce(
            (total, delta, j) => total + genome[kernel + i * outputs + j]! * delta,
            0,
          );
          return layer === 0 ? sum : sum * (1 - a * a);
        });
        end = kernel - outputs;
        deltas = pulled;
      }
      return deltas[0]!;
    },
  };
}

/** f interpolated between nodes, as a table of so many intervals does it. */
export function twinTable(f: TwinDrift, intervals: number): TwinDrift {
  const split = (x: number): readonly [left: number, right: number, weight: number] => {
    const i = Math.min(Math.trunc(x * intervals), intervals - 1);
    return [i / intervals, (i + 1) / intervals, x * intervals - i];
  };
  return {
    value: (genome, x) => {
      const [left, right, w] = split(x);
      return (1 - w) * f.value(genome, left) + w * f.value(genome, right);
    },
    scatter: (genome, x, weight, gradient) => {
      const [left, right, w] = split(x);
      f.scatter(genome, left, (1 - w) * weight, gradient);
      f.scatter(genome, right, w * weight, gradient);
      return weight * intervals * (f.value(genome, right) - f.value(genome, left));
    },
  };
}

interface TwinStep {
  readonly sensed: readonly number[];
  /** Whether the clip changed a state. */
  readonly clipped: readonly boolean[];
}

function sensedOf({ first, source, sent, received }: Lattice, states: readonly number[]): number[] {
  return states.map((_, cell) => {
    let sum = 0;
    for (let e = first[cell]!; e < first[cell + 1]!; e++) sum += sent[e]! * states[source[e]!]!;
    return received[cell]! * sum;
  });
}

function run(
  twin: Twin,
  genome: readonly number[],
  replicate: number,
): { states: number[]; steps: TwinStep[] } {
  const { lattice, dt, drift } = twin;
  let states = [...twin.initial[replicate]!];
  const steps = twin.noise[replicate]!.map((noise): TwinStep => {
    const sensed = sensedOf(lattice, states);
    const moved = states.map((s, cell) => s + dt * drift.value(genome, sensed[cell]!) + noise[cell]!);
    states = moved.map((s, cell) => (lattice.held.includes(cell) ? 0 : Math.min(Math.max(s, 0), 1)));
    return { sensed, clipped: moved.map((s) => s < 0 || 1 < s) };
  });
  return { states, steps };
}

/** The final states, `[replicate][cell]`. */
export function twinStates(twin: Twin, genome: readonly number[]): number[] {
  return twin.initial.flatMap((_, replicate) => run(twin, genome, replicate).states);
}

/** The gradient, `[parameter]`, of what has the derivative `adjoints`, `[replicate][cell]`, with respect to the final states. */
export function twinPathwise(
  twin: Twin,
  genome: readonly number[],
  adjoints: ArrayLike<number>,
): Float64Array {
  const { lattice, dt, drift, clip } = twin;
  const { cells, first, source, sent, received, held } = lattice;
  const gradient = new Float64Array(genome.length);
  twin.initial.forEach((_, replicate) => {
    const { steps } = run(twin, genome, replicate);
    let after = Array.from({ length: cells }, (__, cell) => adjoints[replicate * cells + cell]!);
    for (const { sensed, clipped } of steps.toReversed()) {
      const passed = after.map((a, cell) =>
        held.includes(cell) || (clip === "exact" && clipped[cell]!) ? 0 : a,
      );
      after = [...passed];
      passed.forEach((a, cell) => {
        const pull = received[cell]! * drift.scatter(genome, sensed[cell]!, dt * a, gradient);
        for (let e = first[cell]!; e < first[cell + 1]!; e++) after[source[e]!]! += sent[e]! * pull;
      });
    }
  });
  return gradient;
}

/** Σ_r weight_r·∇ ln p of the noise that replicate r drew; `variance` of the noise of a step. */
export function twinScore(
  twin: Twin,
  genome: readonly number[],
  weights: readonly number[],
  variance: number,
): Float64Array {
  const gradient = new Float64Array(genome.length);
  twin.noise.forEach((noise, replicate) => {
    run(twin, genome, replicate).steps.forEach(({ sensed }, step) => {
      sensed.forEach((x, cell) => {
        if (twin.lattice.held.includes(cell)) return;
        const weight = (weights[replicate]! * twin.dt * noise[step]![cell]!) / variance;
        twin.drift.scatter(genome, x, weight, gradient);
      });
    });
  });
  return gradient;
}

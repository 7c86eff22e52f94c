/** How Adam follows a gradient. */
export interface AdamOptions {
  /** α, how far a parameter moves in an update at most, about. */
  readonly learningRate: number;
  /** β₁ and β₂. */
  readonly momentum: number;
  readonly squareMomentum: number;
}

/** What Adam has seen of the gradients so far, changed in place. */
export interface AdamState {
  /** `[parameter]`: the decaying means of the gradient and of its square. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** β₁ᵗ and β₂ᵗ of the t updates so far. */
  readonly powers: { momentumPower: number; squareMomentumPower: number };
}

/** ε */
const EPSILON = 1e-8;

/** Adam before its first update. */
export function adamInit(parameters: number): AdamState {
  return {
    first: new Float64Array(parameters),
    second: new Float64Array(parameters),
    powers: { momentumPower: 1, squareMomentumPower: 1 },
  };
}

/**
 * How far to move for the next gradient, `[parameter]`, upwards.
 *
 * @see Kingma & Ba, ICLR (2015), algorithm 1
 */
export function adamUpdate(
  { learningRate, momentum, squareMomentum }: AdamOptions,
  { first, second, powers }: AdamState,
  gradient: Float64Array,
): Float64Array {
  powers.momentumPower *= momentum;
  powers.squareMomentumPower *= squareMomentum;
  return gradient.map((slope, p) => {
    first[p] = momentum * first[p]! + (1 - momentum) * slope;
    second[p] = squareMomentum * second[p]! + (1 - squareMomentum) * slope * slope;
    const unbiased = first[p] / (1 - powers.momentumPower);
    const square = second[p] / (1 - powers.squareMomentumPower);
    return (learningRate * unbiased) / (Math.sqrt(square) + EPSILON);
  });
}

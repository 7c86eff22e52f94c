import { describe, expect, it } from "vitest";
import { exp, key, loadKernels, pairKernels, randomBits } from "#kernels/index.js";

await loadKernels();

/** Sums and gradient one pair after the other. */
function twin(
  z: Float64Array,
  points: number,
  scale: number,
  gradient: Float64Array,
  pull: number,
): Float64Array {
  const dimension = z.length / points;
  const pairs: { r: number; q: number; kernel: number }[] = [];
  for (let r = 0; r < points; r++) {
    for (let q = r + 1; q < points; q++) {
      let square = 0;
      for (let j = 0; j < dimension; j++) {
        const difference = z[r * dimension + j]! - z[q * dimension + j]!;
        square += difference * difference;
      }
      pairs.push({ r, q, kernel: exp(scale * square) });
    }
  }
  const sums = new Float64Array(points);
  for (const { r, q, kernel } of pairs) {
    sums[r]! += kernel;
    sums[q]! += kernel;
  }
  for (const { r, q, kernel } of pairs) {
    const weight = pull * (kernel / (1 + sums[r]!) + kernel / (1 + sums[q]!));
    for (let j = 0; j < dimension; j++) {
      const force = weight * (z[r * dimension + j]! - z[q * dimension + j]!);
      gradient[r * dimension + j]! -= force;
      gradient[q * dimension + j]! += force;
    }
  }
  return sums;
}

const uniform = (seed: number, count: number): Float64Array =>
  Float64Array.from(randomBits(key(seed), count), (word) => word / 2 ** 32);

describe("the kernels of pairs", () => {
  const sizes = [1, 2, 3, 8, 33].flatMap((points) =>
    [1, 2, 7, 14].map((dimension) => ({ points, dimension })),
  );
  it.each(sizes)(
    "have the bits of plain loops: $points points of dimension $dimension",
    ({ points, dimension }) => {
      const z = uniform(1, points * dimension);
      // From kernels near 1 to some that are below the range of f64.
      for (const scale of [-0, -0.02, -2, -200, -40_000, -Infinity]) {
        const [ours, theirs] = [uniform(2, z.length), uniform(2, z.length)];
        const sums = twin(z, points, scale, theirs, 0.3);
        expect(pairKernels(z, points, scale, { gradient: ours, scale: 0.3 })).toStrictEqual(sums);
        expect(pairKernels(z, points, scale, null)).toStrictEqual(sums);
        expect(ours).toStrictEqual(theirs);
      }
    },
  );

  it("have the same bits of so many that they are made twice", () => {
    // 1,050,525 pairs, more than are kept.
    const points = 1450;
    const z = uniform(3, points);
    const [ours, theirs] = [new Float64Array(points), new Float64Array(points)];
    const sums = twin(z, points, -50, theirs, 0.1);
    expect(pairKernels(z, points, -50, { gradient: ours, scale: 0.1 })).toStrictEqual(sums);
    expect(ours).toStrictEqual(theirs);
  });
});

/** Mean and unbiased variance of a sample; the variance of less than two numbers is NaN. */
export function momentsOf(sample: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  const { length } = sample;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += sample[i]!;
  const mean = sum / length;
  let squares = 0;
  for (let i = 0; i < length; i++) squares += (sample[i]! - mean) * (sample[i]! - mean);
  return { mean, variance: squares / (length - 1) };
}

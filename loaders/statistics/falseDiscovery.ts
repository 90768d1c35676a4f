/**
 * The q-value of each p-value: the smallest rate of false discoveries at which it would still be one of the discoveries.
 * Benjamini & Hochberg (1995), JRSS B 57:289-300, step-up; equal p-values get equal q-values.
 */
export function qValues(chances: readonly number[]): number[] {
  const order = chances.map((_, i) => i).sort((i, j) => chances[j]! - chances[i]!);
  const found = new Array<number>(chances.length);
  let least = 1;
  order.forEach((i, place) => {
    least = Math.min(least, (chances[i]! * chances.length) / (chances.length - place));
    found[i] = least;
  });
  return found;
}

/**
 * Pairs by their first number, those alike by their second: sums of floating-point numbers depend on the order, and to sort a million rows
 * in the database takes more memory than to sort their numbers here.
 * @returns the firsts and the seconds
 */
export function inOrder(firsts: readonly number[], seconds: readonly number[]): [number[], number[]] {
  const places = Uint32Array.from(firsts, (_, i) => i).sort((a, b) => firsts[a]! - firsts[b]! || seconds[a]! - seconds[b]!);
  return [Array.from(places, (i) => firsts[i]!), Array.from(places, (i) => seconds[i]!)];
}

/**
 * The half-width, in the unit of the scores, of an interval that holds the next value with probability `level`: the
 * ceil((n + 1) level)-th smallest of n past absolute errors (split conformal: Vovk et al. 2005; Lei et al. 2018, JASA 113:1094-1111).
 * @returns null where so few errors are known that none is large enough
 */
export function conformalWidth(scores: readonly number[], level: number): number | null {
  const rank = Math.ceil((scores.length + 1) * level - 1e-9);
  if (rank > scores.length) return null;
  return [...scores].sort((a, b) => a - b)[rank - 1]!;
}

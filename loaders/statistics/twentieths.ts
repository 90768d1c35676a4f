const parts = 20;

/**
 * The quantile function of a sample in twenty equal parts, the mean of each, so that the mean of all stays; the sample itself where it is
 * no larger.
 */
export function twentieths(sample: readonly number[]): number[] {
  const sorted = [...sample].sort((a, b) => a - b);
  if (sorted.length <= parts) return sorted;
  const width = sorted.length / parts;
  return Array.from({length: parts}, (_, part) => {
    const [from, to] = [part * width, (part + 1) * width];
    const [first, end] = [Math.floor(from), Math.min(sorted.length, Math.ceil(to))];
    let sum = 0;
    for (let i = first; i < end; i++) sum += sorted[i]! * (Math.min(i + 1, to) - Math.max(i, from));
    // a mean lies between the least and the greatest, which rounding alone may pass: of shares of 1 it is 1
    return Math.min(sorted[end - 1]!, Math.max(sorted[first]!, sum / width));
  });
}

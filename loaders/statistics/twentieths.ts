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
    let sum = 0;
    for (let i = Math.floor(from); i < Math.min(sorted.length, Math.ceil(to)); i++)
      sum += sorted[i]! * (Math.min(i + 1, to) - Math.max(i, from));
    return sum / width;
  });
}

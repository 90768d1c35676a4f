import gammainc from "@stdlib/math-base-special-gammainc";
import gammaln from "@stdlib/math-base-special-gammaln";

/**
 * A gamma distribution of sizes on a grid that keeps its mean: what lies between two cells is in both, by how near each is. Gerber (1982),
 * Insurance: Mathematics and Economics 1:13-18.
 * @param unit of the grid
 * @returns the probability of a size of 0, 1, 2, … units
 */
export function gammaSizes(mean: number, shape: number, unit: number, cells: number): Float64Array {
  const sizes = new Float64Array(cells);
  const scale = gammaln(shape + 1);
  let [before, now, beyond] = [0, 0, 1];
  for (let k = 0; k < cells && beyond > 1e-12; k++) {
    const at = ((k + 1) * unit * shape) / mean;
    const upTo = gammainc(at, shape);
    beyond = 1 - upTo;
    // the mean of what a size has of the first k + 1 units
    const next = (mean / unit) * (upTo - Math.exp(shape * Math.log(at) - at - scale)) + (k + 1) * beyond;
    sizes[k] = k === 0 ? 1 - next : 2 * now - before - next;
    [before, now] = [now, next];
  }
  return sizes;
}

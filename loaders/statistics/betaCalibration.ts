/** The map of beta calibration: 1 / (1 + exp(-(c + a ln s - b ln(1 - s)))). */
export interface BetaMap {
  a: number;
  b: number;
  c: number;
}

const rounds = 200;
/** Scores of 0 and 1 have no logarithm of odds. */
const edge = 1e-9;

/**
 * Beta calibration by maximum likelihood (Kull, Silva Filho & Flach 2017, EJS 11:5052-5080), a and b at least 0, so that the order of the
 * scores stays: a coefficient that would be negative is 0.
 * @param scores in 0..1; @param cases how many have each score; @param events how many of these were observed
 * @returns null where the likelihood has no maximum: no events, or nothing but events
 */
export function betaCalibration(scores: readonly number[], cases: readonly number[], events: readonly number[]): BetaMap | null {
  const total = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0);
  if (!(total(events) > 0) || !(total(events) < total(cases))) return null;
  const inside = scores.map((s) => Math.min(1 - edge, Math.max(edge, s)));
  const [low, high] = [inside.map(Math.log), inside.map((s) => -Math.log(1 - s))];
  const fit = (columns: number[][]) => logistic(columns, cases, events);
  const both = fit([low, high]);
  if (both && both[1]! >= 0 && both[2]! >= 0) return {a: both[1]!, b: both[2]!, c: both[0]!};
  const alone = both === null || both[1]! < 0 ? fit([high]) : fit([low]);
  if (alone && alone[1]! >= 0)
    return both === null || both[1]! < 0 ? {a: 0, b: alone[1]!, c: alone[0]!} : {a: alone[1]!, b: 0, c: alone[0]!};
  const rate = total(events) / total(cases);
  return {a: 0, b: 0, c: Math.log(rate / (1 - rate))};
}

/** Logistic regression by Newton's method with halved steps; null where it does not come to rest. */
function logistic(columns: readonly number[][], cases: readonly number[], events: readonly number[]): number[] | null {
  const rows = cases.map((_, i) => [1, ...columns.map((column) => column[i]!)]);
  const score = (beta: number[], i: number) => rows[i]!.reduce((sum, x, j) => sum + x * beta[j]!, 0);
  const likelihood = (beta: number[]) =>
    cases.reduce((sum, n, i) => {
      const z = score(beta, i);
      return sum + events[i]! * z - n * (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));
    }, 0);
  let beta = Array<number>(columns.length + 1).fill(0);
  let reached = likelihood(beta);
  for (let round = 0; round < rounds; round++) {
    const step = newton(rows, cases, events, (i) => score(beta, i));
    if (step === null) return null;
    let part = 1;
    let next = beta.map((x, j) => x + step[j]!);
    while (!(likelihood(next) >= reached - 1e-12) && part > 1e-6) {
      part /= 2;
      next = beta.map((x, j) => x + part * step[j]!);
    }
    const moved = Math.max(...next.map((x, j) => Math.abs(x - beta[j]!)));
    [beta, reached] = [next, likelihood(next)];
    if (moved < 1e-10) return beta;
  }
  return null;
}

function newton(
  rows: readonly number[][],
  cases: readonly number[],
  events: readonly number[],
  score: (i: number) => number
): number[] | null {
  const size = rows[0]?.length ?? 0;
  const hessian = Array.from({length: size}, () => Array<number>(size + 1).fill(0));
  rows.forEach((row, i) => {
    const p = 1 / (1 + Math.exp(-score(i)));
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) hessian[j]![k]! += cases[i]! * p * (1 - p) * row[j]! * row[k]!;
      hessian[j]![size]! += (events[i]! - cases[i]! * p) * row[j]!;
    }
  });
  return solved(hessian);
}

/** Gauss's elimination of an augmented matrix; null where it has no single solution. */
function solved(matrix: number[][]): number[] | null {
  const size = matrix.length;
  for (let j = 0; j < size; j++) {
    const pivot = matrix.slice(j).reduce((best, row, i) => (Math.abs(row[j]!) > Math.abs(matrix[best]![j]!) ? i + j : best), j);
    [matrix[j], matrix[pivot]] = [matrix[pivot]!, matrix[j]!];
    if (!(Math.abs(matrix[j]![j]!) > 1e-12)) return null;
    for (let i = 0; i < size; i++) {
      if (i === j) continue;
      const factor = matrix[i]![j]! / matrix[j]![j]!;
      for (let k = j; k <= size; k++) matrix[i]![k]! -= factor * matrix[j]![k]!;
    }
  }
  return matrix.map((row, j) => row[size]! / row[j]!);
}

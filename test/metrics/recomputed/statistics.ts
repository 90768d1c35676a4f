export const add = (xs: number[]) => xs.reduce((a, b) => a + b, 0);
/** x of a total; null where there is nothing to share. */
export const shareOf = (x: number, total: number) => (total ? x / total : null);
/** Whether x reaches a bound, up to the rounding of sums. */
export const reaches = (x: number, bound: number) => x >= bound - 1e-9;
export const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));
export const half = (age: number) => 2 ** (-age / 365);

/** ln gamma by Lanczos' series with g = 7. */
function lnGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(c[0]! + add(c.slice(1).map((v, i) => v / (x + i))));
}

/** The regularised incomplete beta function by its continued fraction (modified Lentz). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) / a;
  const tiny = 1e-300;
  let f = 1;
  let c = 1;
  let d = 0;
  for (let i = 0; i <= 2000; i++) {
    const m = Math.floor(i / 2);
    const top =
      i === 0
        ? 1
        : i % 2 === 0
          ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
          : -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + top * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + top / c;
    if (Math.abs(c) < tiny) c = tiny;
    f *= c * d;
    if (Math.abs(1 - c * d) < 1e-15) break;
  }
  return front * (f - 1);
}

export function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function wilson(k: number, n: number): {lower: number | null; upper: number | null} {
  if (n === 0) return {lower: null, upper: null};
  const z = 1.6449;
  const p = k / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const reach = (z / (1 + (z * z) / n)) * Math.sqrt(Math.max(0, (p * (1 - p)) / n + (z * z) / (4 * n * n)));
  return {lower: Math.max(0, centre - reach), upper: Math.min(1, centre + reach)};
}

/** Two rates by their difference: Newcombe's method 10 at 90 %, and whether it excludes 0. */
export function compare(k: number, n: number, l: number, m: number) {
  if (n === 0 || m === 0) return {difference: null, diff_lower: null, diff_upper: null, verdict: null};
  const [one, other] = [wilson(k, n), wilson(l, m)];
  const [p, q] = [k / n, l / m];
  const low = p - q - Math.sqrt((p - one.lower!) ** 2 + (other.upper! - q) ** 2);
  const high = p - q + Math.sqrt((one.upper! - p) ** 2 + (q - other.lower!) ** 2);
  return {difference: p - q, diff_lower: low, diff_upper: high, verdict: low > 0 ? "better" : high < 0 ? "worse" : "unclear"};
}

export interface Event {
  partner: string;
  credit: number;
  outcome: number;
  age: number;
}

/** Sections 1 and 3: the credibility prior over events of all partners. */
export function credibility(events: Event[]): {strength: number; mean: number | null} {
  const ids = [...new Set(events.map((e) => e.partner))];
  const groups = ids.map((id) => events.filter((e) => e.partner === id));
  const w = groups.map((g) => add(g.map((e) => e.credit)));
  const means = groups.map((g, i) => add(g.map((e) => e.credit * e.outcome)) / w[i]!);
  const W = add(w);
  if (!ids.length) return {strength: 2, mean: null};
  const pooled = add(w.map((wi, i) => wi * means[i]!)) / W;
  const repeats = add(groups.map((g) => g.length - 1));
  if (ids.length < 5 || W < 20 - 1e-9 || repeats === 0) return {strength: 2, mean: pooled};
  const s2 = add(groups.flatMap((g, i) => g.map((e) => e.credit * (e.outcome - means[i]!) ** 2))) / repeats;
  const tau2 =
    (add(w.map((wi, i) => wi * (means[i]! - pooled) ** 2)) - (ids.length - 1) * s2) / (W - add(w.map((x) => x * x)) / W);
  const strength = tau2 <= 0 ? 50 : clamp(s2 / tau2, 2, 50);
  const z = w.map((x) => x / (x + strength));
  return {strength, mean: add(z.map((x, i) => x * means[i]!)) / add(z)};
}

/** Section 3: the gamma prior of yearly counts. */
export function gamma(seen: {x: number; T: number}[]): {a: number; b: number} {
  const those = seen.filter((p) => p.T > 0);
  const T = add(those.map((p) => p.T));
  const x = add(those.map((p) => p.x));
  if (x === 0) return {a: 0.5, b: 0.5};
  const m = x / T;
  const t2 =
    (add(those.map((p) => p.T * (p.x / p.T - m) ** 2)) - (those.length - 1) * m) / (T - add(those.map((p) => p.T ** 2)) / T);
  const a = those.length < 5 ? 0.5 : t2 <= 0 ? 10 : clamp(m ** 2 / t2, 0.25, 10);
  return {a, b: a / m};
}

interface Point {
  /** Of all, from the smallest on. */
  who: number;
  revenue: number;
}

/** Members of a dimension: how many there are, and those that brought something. */
export interface Spread {
  n: number;
  members: readonly {members: number; net: number}[];
}

/** How many brought something. */
export const bringing = ({members}: Spread): number => members.reduce((sum, m) => sum + m.members, 0);

/**
 * Revenue added up from the smallest to the largest, of 0 to 1 both ways (Lorenz 1905), over all members: those that brought nothing come
 * first, as they do in the Gini index.
 */
export function lorenzPoints(spread: Spread): Point[] {
  const {members} = spread;
  const all = Math.max(spread.n, bringing(spread));
  const idle = all - bringing(spread);
  const total = members.reduce((sum, m) => sum + m.net, 0);
  if (all === 0 || total <= 0) return [];
  let [who, revenue] = [0, 0];
  const rising = [...(idle ? [{members: idle, net: 0}] : []), ...members].sort((a, b) => a.net / a.members - b.net / b.members);
  return [{who, revenue}, ...rising.map((m) => ({who: (who += m.members) / all, revenue: (revenue += m.net) / total}))];
}

/** What the smaller half brings, between the two points that the half lies between; null of fewer than two. */
export function lowerHalf(points: readonly Point[]): number | null {
  if (points.length < 3) return null;
  const i = points.findIndex((d) => d.who >= 0.5);
  const [a, b] = [points[i - 1], points[i]];
  return a && b ? a.revenue + ((0.5 - a.who) / (b.who - a.who)) * (b.revenue - a.revenue) : null;
}

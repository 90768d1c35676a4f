/** What one partner brings to a credibility estimate: number of events, sum of weights c, sum of c*o, sum of c*o*o. */
export interface Group {
  events: number;
  weight: number;
  total: number;
  squares: number;
}

/** The structure of a portfolio: variance within its groups and between them, and the mean of all. */
export interface Structure {
  pooled: number | null;
  /** s2; null when no group has two events. */
  within: number | null;
  /** tau2; null when there are fewer than two groups. */
  between: number | null;
}

/** What a newcomer is taken for: a mean and how many events it weighs. */
export interface Prior {
  mean: number | null;
  strength: number;
}

const sum = (groups: readonly Group[], f: (g: Group) => number) => groups.reduce((total, g) => total + f(g), 0);

/** The unbiased estimators of Buhlmann & Straub (1970), Mitteilungen VSVM 70:111-133, for groups of weight above 0. */
export function structureOf(groups: readonly Group[]): Structure {
  const weight = sum(groups, (g) => g.weight);
  if (!groups.length) return {pooled: null, within: null, between: null};
  const pooled = sum(groups, (g) => g.total) / weight;
  const repeats = sum(groups, (g) => g.events - 1);
  const spread = sum(groups, (g) => Math.max(0, g.squares - g.total * (g.total / g.weight)));
  if (repeats === 0) return {pooled, within: null, between: null};
  const within = spread / repeats;
  if (groups.length < 2) return {pooled, within, between: null};
  const apart = sum(groups, (g) => g.weight * (g.total / g.weight - pooled) ** 2);
  const between = (apart - (groups.length - 1) * within) / (weight - sum(groups, (g) => g.weight ** 2) / weight);
  return {pooled, within, between};
}

/** The mean of the groups' own means, each weighed by its credibility z = w / (w + strength). */
export function credibilityMean(groups: readonly Group[], strength: number): number | null {
  if (!groups.length) return null;
  const z = (g: Group) => g.weight / (g.weight + strength);
  return sum(groups, (g) => z(g) * (g.total / g.weight)) / sum(groups, z);
}

/** Josang's non-informative weight. */
const weakest = 2;
/** Stops total shrinkage. */
const strongest = 50;

/**
 * The prior of a portfolio: strength = s2 / tau2 between 2 and 50, mean by credibility.
 * Too little to estimate from (under 5 groups, under 20 of weight, or no group with two events) gives the weakest prior at the pooled mean.
 */
export function priorOf(groups: readonly Group[]): Prior {
  const {pooled, within, between} = structureOf(groups);
  const weight = sum(groups, (g) => g.weight);
  // thirds of a deal don't add up to the last bit
  if (groups.length < 5 || weight < 20 - 1e-9 || within === null || between === null) return {mean: pooled, strength: weakest};
  const strength = between <= 0 ? strongest : Math.min(strongest, Math.max(weakest, within / between));
  return {mean: credibilityMean(groups, strength), strength};
}

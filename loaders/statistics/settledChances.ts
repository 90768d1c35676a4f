/** Keeps log-odds finite. */
const nearest = 1e-9;

const logOdds = (p: number): number => {
  const inside = Math.min(1 - nearest, Math.max(nearest, p));
  return Math.log(inside / (1 - inside));
};

const chance = (odds: number): number => 1 / (1 + Math.exp(-odds));

/**
 * A probability that was looked at on several days, averaged in log-odds so that chance moves it little and a real change quickly:
 * the adaptive EWMA of Capizzi & Masarotto (2003), Technometrics 45:199-207, with a jump for what differs by more than `jump`.
 * @param days of the looks, ascending
 * @param counts whether a look counts (1) or ends the average (0); its own probability is given back then
 * @param halfLife days after which a look weighs half
 * @param jump in log-odds: a look further away from the average starts it anew
 */
export function settledChances(
  chances: readonly number[],
  days: readonly number[],
  counts: readonly number[],
  halfLife: number,
  jump: number
): number[] {
  let level: number | null = null;
  return chances.map((p, i) => {
    if (!counts[i]) {
      level = null;
      return p;
    }
    const seen = logOdds(p);
    if (level === null || Math.abs(seen - level) > jump) level = seen;
    else level += (1 - 2 ** -((days[i]! - days[i - 1]!) / halfLife)) * (seen - level);
    return chance(level);
  });
}

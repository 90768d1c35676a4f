import type {World} from "../invented.ts";
import {add, clamp, gamma, half} from "./statistics.ts";
import {viewOf, wonIn, type View} from "./view.ts";

const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Section 3: the discounted gamma-Poisson of every partner at the end of a day. */
export function modelled(view: View): {id: string; years: number; expected: number; p: number}[] {
  const history = wonIn(view, 1095);
  const credits = view.partners.map(({id, years}) => {
    const own = history.filter((d) => d.partners.includes(id)).map((d) => ({c: 1 / d.partners.length, age: d.age}));
    return {
      id,
      x: add(own.map((d) => d.c)),
      xd: add(own.map((d) => d.c * half(d.age))),
      T: years,
      Td: (1 - 2 ** -years) / Math.LN2
    };
  });
  const {a, b} = gamma(credits);
  return credits.map((p) => ({
    id: p.id,
    years: p.T,
    expected: (a + p.xd) / (b + p.Td),
    p: ((b + p.Td) / (b + p.Td + 1)) ** (a + p.xd)
  }));
}

/** The share of partners with a year of history that won nothing in the 365 days before; null while the company has no year of closed deals. */
function rateOf(view: View): number | null {
  if (!view.closed.some((d) => d.age >= 365)) return null;
  const active = new Set(wonIn(view, 365).flatMap((d) => d.partners));
  const old = view.partners.filter((p) => p.years >= 1);
  return old.length ? old.filter((p) => !active.has(p.id)).length / old.length : null;
}

interface Origin {
  day: number;
  rate: number | null;
  rows: {p: number; outcome: number}[];
}

/** Month-ends with a year of closed deals before them and 365 days after them. */
function originsOf(world: World, today: number): Origin[] {
  const first = Math.min(
    ...world.deals.filter((d) => d.status !== "open").map((d) => Date.parse(String(d.closed_on)) / 86_400_000)
  );
  if (!Number.isFinite(first)) return [];
  const found: Origin[] = [];
  for (let day = first + 365; day + 365 <= today; day++) {
    if (!text(day + 1).endsWith("-01")) continue;
    const view = viewOf(world, text(day));
    const later = viewOf(world, text(day + 365));
    const active = new Set(wonIn(later, 365).flatMap((d) => d.partners));
    found.push({day, rate: rateOf(view), rows: modelled(view).map(({id, p}) => ({p, outcome: active.has(id) ? 0 : 1}))});
  }
  return found;
}

/** Beta calibration by one coefficient at a time; null with fewer than 30 events. */
function fitted(origins: readonly Origin[]): ((p: number) => number) | null {
  const rows = origins.flatMap((o) => o.rows).map(({p, outcome}) => ({s: Math.round(p * 1000) / 1000, outcome}));
  const events = add(rows.map((r) => r.outcome));
  if (events < 30 || events === rows.length) return null;
  const x = rows.map(({s}) => [1, Math.log(Math.max(s, 1e-9)), -Math.log(Math.max(1 - s, 1e-9))]);
  const beta = [0, 0, 0];
  for (let round = 0; round < 4000; round++) {
    let moved = 0;
    for (const j of [0, 1, 2]) {
      let [slope, curve] = [0, 0];
      rows.forEach((r, i) => {
        const q = 1 / (1 + Math.exp(-add(x[i]!.map((v, k) => v * beta[k]!))));
        slope += (r.outcome - q) * x[i]![j]!;
        curve += q * (1 - q) * x[i]![j]! ** 2;
      });
      const next = clamp(beta[j]! + slope / Math.max(curve, 1e-12), j === 0 ? -Infinity : 0, Infinity);
      moved = Math.max(moved, Math.abs(next - beta[j]!));
      beta[j] = next;
    }
    if (moved < 1e-9) break;
  }
  return (p) => 1 / (1 + Math.exp(-(beta[0]! + beta[1]! * Math.log(p) - beta[2]! * Math.log(1 - p))));
}

/** Section 3: the best of one rate, the model and the recalibrated model over past month-ends, for every partner in its order. */
export function inactivity(view: View): number[] {
  const known = originsOf(view.world, view.today).filter((o) => o.rate !== null);
  const all = originsOf(view.world, view.today);
  const scored = known.map((o) => {
    const map = fitted(all.filter((s) => s.day + 365 <= o.day));
    const error = (of: (p: number) => number) => add(o.rows.map(({p, outcome}) => (of(p) - outcome) ** 2));
    return {
      n: o.rows.length,
      events: add(o.rows.map((r) => r.outcome)),
      rate: error(() => o.rate!),
      model: error((p) => p),
      map: map && error(map)
    };
  });
  const enough = (list: typeof scored) => list.length >= 6 && add(list.map((o) => o.events)) >= 30;
  const withMap = scored.filter((o) => o.map !== null);
  const compared = enough(withMap) ? withMap : scored;
  const sum = (of: (o: (typeof scored)[number]) => number) => add(compared.map(of));
  const errors = [sum((o) => o.rate), sum((o) => o.model), enough(withMap) ? sum((o) => o.map!) : Infinity];
  const own = modelled(view).map(({p}) => p);
  const rate = rateOf(view);
  if (rate === null) return own;
  const best = enough(compared) ? errors.findIndex((e) => e <= Math.min(...errors) + 1e-9) : 0;
  return best === 0 ? own.map(() => rate) : best === 1 ? own : own.map(fitted(all)!);
}

import {add, betaQuantile, clamp, credibility, half, incompleteBeta, reaches, wilson, type Event} from "./statistics.ts";
import type {World} from "../invented.ts";
import {dayNumber, number, type View, viewOf} from "./view.ts";

function evidenceOf(view: View): Record<string, Event[]> {
  const deal = view.closed.flatMap((d) =>
    d.partners.map((partner) => ({partner, credit: 1 / d.partners.length, outcome: d.won ? 1 : 0, age: d.age}))
  );
  const referral = view.referrals
    .filter((r) => r.direction === "received" && r.known !== "pending")
    .map((r) => ({partner: String(r.partner_id), credit: 1, outcome: r.known === "accepted" ? 1 : 0, age: r.age}));
  const ticket = view.world.tickets.flatMap((t): Event[] => {
    if (t.owner !== "partner" || t.partner_id === null || number(t.opened_on) > view.today) return [];
    const due = dayNumber(t.due_on);
    const resolved = dayNumber(t.resolved_on);
    const partner = String(t.partner_id);
    if (resolved !== null && resolved <= view.today) {
      const late = due !== null && resolved > due ? 0.5 : 0;
      return [{partner, credit: 1, outcome: 1 - late - (Number(t.reopened ?? 0) > 0 ? 0.5 : 0), age: view.today - resolved}];
    }
    return due !== null && due <= view.today ? [{partner, credit: 1, outcome: 0, age: view.today - due}] : [];
  });
  const recent = (events: Event[]) => events.filter((e) => e.age >= 0 && e.age < 1095);
  return {deal: recent(deal), referral: recent(referral), ticket: recent(ticket)};
}

const weights: Record<string, number> = {deal: 0.4, referral: 0.3, ticket: 0.3};
const kinds = Object.keys(weights);

const notRated = (id: string) => ({
  partner_id: id,
  score: null,
  lower: null,
  upper: null,
  evidence: 0,
  p_better: null,
  p_settled: null,
  grade: "not_rated",
  next_grade: null,
  to_next_grade_deals: null,
  to_next_grade_referrals: null,
  to_next_grade_tickets: null,
  belief: 0,
  disbelief: 0,
  uncertainty: 1
});

interface Base {
  strength: number;
  mu: number;
  omega: number;
}

/** What is known per kind over the portfolio; omega 0 for a kind that can't tell partners apart. */
function basesOf(evidence: Record<string, Event[]>): Record<string, Base> {
  const speaks = (kind: string) => evidence[kind]!.some((e) => e.outcome > 0) && evidence[kind]!.some((e) => e.outcome < 1);
  const all = add(kinds.filter(speaks).map((k) => weights[k]!));
  return Object.fromEntries(
    kinds.map((kind) => {
      const {strength, mean} = credibility(evidence[kind]!);
      return [kind, {strength, mu: clamp(mean ?? 0.5, 0.02, 0.98), omega: speaks(kind) ? weights[kind]! / all : 0}];
    })
  );
}

interface Part extends Base {
  kind: string;
  r: number;
  s: number;
}

/** A partner's evidence of the kinds that speak. */
const partsOf = (evidence: Record<string, Event[]>, bases: Record<string, Base>, id: string): Part[] =>
  kinds
    .filter((kind) => bases[kind]!.omega > 0)
    .map((kind) => {
      const own = evidence[kind]!.filter((e) => e.partner === id);
      const r = add(own.map((e) => e.credit * e.outcome * half(e.age)));
      const s = add(own.map((e) => e.credit * (1 - e.outcome) * half(e.age)));
      return {kind, ...bases[kind]!, r, s};
    });

/** The composite of a partner's parts. */
function compositeOf(parts: Part[]) {
  const shapes = parts.map((p) => ({omega: p.omega, a: p.strength * p.mu + p.r, b: p.strength * (1 - p.mu) + p.s}));
  const E = add(shapes.map(({omega, a, b}) => (omega * a) / (a + b)));
  const V = add(shapes.map(({omega, a, b}) => (omega ** 2 * a * b) / ((a + b) ** 2 * (a + b + 1))));
  const nu = (E * (1 - E)) / V - 1;
  const typical = add(parts.map((p) => p.omega * p.mu));
  const [A, B] = [E * nu, (1 - E) * nu];
  return {E, A, B, typical, better: 1 - incompleteBeta(typical, A, B), evidence: add(parts.map((p) => p.r + p.s))};
}

/** The grades of one partner over the days at which it is looked at: a state with two bounds over an average of log-odds. */
function gradeOf(looks: {day: number; better: number; evidence: number}[]): {grade: string; reconciled: number} {
  let level: number | null = null;
  let state = {trusted: false, above: false, risky: false};
  let grade = "unproven";
  let reconciled = 0;
  looks.forEach(({day, better, evidence}, i) => {
    reconciled = better;
    grade = "unproven";
    if (!reaches(evidence, 2)) return void (level = null);
    const odds = Math.log(better / (1 - better));
    const first = level === null;
    if (level === null || Math.abs(odds - level) > Math.log(5)) level = odds;
    else level += (1 - half(day - looks[i - 1]!.day)) * (odds - level);
    reconciled = 1 / (1 + Math.exp(-level));
    const p = reconciled;
    const keeps = (was: boolean, enters: boolean, leaves: boolean) => enters || (was && !leaves);
    state = {
      trusted: keeps(!first && state.trusted, reaches(p, 0.8) && reaches(evidence, 5), !reaches(p, 0.6)),
      above: first ? reaches(p, 0.5) : keeps(state.above, reaches(p, 0.7), !reaches(p, 0.3)),
      risky: keeps(!first && state.risky, reaches(0.2, p), !reaches(0.4, p))
    };
    grade = state.trusted ? "trusted" : state.above ? "candidate" : state.risky ? "at_risk" : "below_typical";
  });
  return {grade, reconciled};
}

/** The next grade, the p_better at which it begins, and the evidence it asks for. */
const nextGrades: Record<string, [string, number, number]> = {
  unproven: ["candidate", 0.7, 2],
  at_risk: ["below_typical", 0.4, 2],
  below_typical: ["candidate", 0.7, 2],
  candidate: ["trusted", 0.8, 5]
};

/** The fewest further good outcomes of a kind that reach the next grade, counted one by one. */
function neededOf(parts: Part[], kind: string, bound: number, asked: number): number | null {
  if (!parts.some((p) => p.kind === kind)) return null;
  for (let m = 0; m <= 100; m++) {
    const {better, evidence} = compositeOf(parts.map((p) => (p.kind === kind ? {...p, r: p.r + m} : p)));
    if (reaches(better, bound) && reaches(evidence, asked)) return m;
  }
  return null;
}

/** The ends of months from the first evidence up to a day, and the day. */
function looksUntil(world: World, today: number): string[] {
  const dayOf = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10);
  const first = Math.min(...evidenceDays(world));
  const days: string[] = [];
  for (let n = first; n < today; n++) if (dayOf(n + 1).endsWith("-01")) days.push(dayOf(n));
  return [...days, dayOf(today)];
}

const evidenceDays = (world: World): number[] => [
  ...world.deals.filter((d) => d.status !== "open").map((d) => number(d.closed_on)),
  ...world.referrals.filter((r) => r.direction === "received").map((r) => number(r.made_on)),
  ...world.tickets.flatMap((t) => (t.owner === "partner" ? [t.due_on, t.resolved_on] : [])).flatMap((d) => dayNumber(d) ?? [])
];

const histories = new WeakMap<World, Map<string, {evidence: Record<string, Event[]>; bases: Record<string, Base>; view: View}>>();

/** The evidence of a company at the end of a day, worked out once. */
function knownAt(world: World, day: string) {
  if (!histories.has(world)) histories.set(world, new Map());
  const known = histories.get(world)!;
  if (!known.has(day)) {
    const view = viewOf(world, day);
    const evidence = evidenceOf(view);
    known.set(day, {view, evidence, bases: basesOf(evidence)});
  }
  return known.get(day)!;
}

export function trust(view: View) {
  const evidence = evidenceOf(view);
  const bases = basesOf(evidence);
  const looks = looksUntil(view.world, view.today);
  const rows = view.partners.map(({id}) => {
    const parts = partsOf(evidence, bases, id);
    if (!parts.length) return notRated(id);
    const {E, A, B, better} = compositeOf(parts);
    const seen = looks.flatMap((day) => {
      const then = knownAt(view.world, day);
      const known = partsOf(then.evidence, then.bases, id);
      if (!known.length || !then.view.partners.some((p) => p.id === id)) return [];
      return [{day: number(day), ...compositeOf(known)}];
    });
    const {grade, reconciled} = gradeOf(seen);
    const next = nextGrades[grade];
    const needed = (kind: string) => (next ? neededOf(parts, kind, next[1], next[2]) : null);
    const [R, S] = [add(parts.map((p) => p.r)), add(parts.map((p) => p.s))];
    return {
      partner_id: id,
      score: 100 * E,
      lower: 100 * betaQuantile(0.05, A, B),
      upper: 100 * betaQuantile(0.95, A, B),
      evidence: R + S,
      p_better: better,
      p_settled: reconciled,
      grade,
      next_grade: next?.[0] ?? null,
      to_next_grade_deals: needed("deal"),
      to_next_grade_referrals: needed("referral"),
      to_next_grade_tickets: needed("ticket"),
      belief: R / (2 + R + S),
      disbelief: S / (2 + R + S),
      uncertainty: 2 / (2 + R + S)
    };
  });
  const counted = view.partners.flatMap(({id}) =>
    kinds.map((kind) => {
      const own = evidence[kind]!.filter((e) => e.partner === id);
      const n = add(own.map((e) => e.credit));
      const kept = add(own.map((e) => e.credit * e.outcome));
      return {partner_id: id, kind, n, kept, broken: n - kept, mean: n ? kept / n : null, ...wilson(kept, n)};
    })
  );
  const published = kinds.map((kind) => ({
    kind,
    base_rate: bases[kind]!.mu,
    strength: bases[kind]!.strength,
    weight: bases[kind]!.omega,
    speaks: bases[kind]!.omega > 0,
    events: evidence[kind]!.length,
    partners: new Set(evidence[kind]!.map((e) => e.partner)).size
  }));
  return {trust: rows, trust_kinds: counted, trust_priors: published};
}

import {add, betaQuantile, clamp, credibility, half, incompleteBeta, reaches, wilson, type Event} from "./statistics.ts";
import {dayNumber, number, type View} from "./view.ts";

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

export function trust(view: View) {
  const evidence = evidenceOf(view);
  const kinds = Object.keys(weights);
  const priors = Object.fromEntries(
    kinds.map((kind) => {
      const {strength, mean} = credibility(evidence[kind]!);
      return [kind, {strength, mu: clamp(mean ?? 0.5, 0.02, 0.98)}];
    })
  );
  const typical = add(kinds.map((k) => weights[k]! * priors[k]!.mu));
  const rows = view.partners.map(({id}) => {
    const parts = kinds.map((k) => {
      const own = evidence[k]!.filter((e) => e.partner === id);
      const r = add(own.map((e) => e.credit * e.outcome * half(e.age)));
      const s = add(own.map((e) => e.credit * (1 - e.outcome) * half(e.age)));
      const {strength, mu} = priors[k]!;
      return {omega: weights[k]!, r, s, alpha: strength * mu + r, beta: strength * (1 - mu) + s};
    });
    const E = add(parts.map((p) => (p.omega * p.alpha) / (p.alpha + p.beta)));
    const V = add(parts.map((p) => (p.omega ** 2 * p.alpha * p.beta) / ((p.alpha + p.beta) ** 2 * (p.alpha + p.beta + 1))));
    const nu = (E * (1 - E)) / V - 1;
    const [A, B] = [E * nu, (1 - E) * nu];
    const [R, S] = [add(parts.map((p) => p.r)), add(parts.map((p) => p.s))];
    const better = (m: number) => 1 - incompleteBeta(typical, A + m, B);
    const p = better(0);
    let needed: number | null = null;
    for (let m = 50; m >= 0; m--) if (reaches(better(m), 0.8) && reaches(R + S + m, 5)) needed = m;
    const grade = !reaches(R + S, 2)
      ? "unproven"
      : reaches(p, 0.8) && reaches(R + S, 5)
        ? "trusted"
        : reaches(p, 0.5)
          ? "candidate"
          : reaches(0.2, p)
            ? "at_risk"
            : "below_typical";
    return {
      partner_id: id,
      score: 100 * E,
      lower: 100 * betaQuantile(0.05, A, B),
      upper: 100 * betaQuantile(0.95, A, B),
      evidence: R + S,
      p_better: p,
      grade,
      successes_to_trusted: needed,
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
    base_rate: priors[kind]!.mu,
    strength: priors[kind]!.strength,
    events: evidence[kind]!.length,
    partners: new Set(evidence[kind]!.map((e) => e.partner)).size
  }));
  return {trust: rows, trust_kinds: counted, trust_priors: published};
}

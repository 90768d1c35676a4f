import type {Row} from "../support.ts";
import type {Money} from "./money.ts";
import {add, credibility, reaches, shareOf} from "./statistics.ts";
import {activitiesOf, number, sinceContact, type View, wonIn} from "./view.ts";

/** Section 4: sizes of classes A and A + B for values in descending order, ties whole. */
function classes(values: number[]): {kA: number; kAB: number} {
  const n = values.length;
  const total = add(values);
  if (!(total > 0)) return {kA: 0, kAB: 0};
  const X = values.map((_, i) => (i + 1) / n);
  const Y = values.map((_, i) => add(values.slice(0, i + 1)) / total);
  const least = (f: (i: number) => number) => values.reduce((best, _, i) => (f(i) < f(best) - 1e-12 ? i : best), 0) + 1;
  const kP = least((i) => X[i]! ** 2 + (1 - Y[i]!) ** 2);
  const kB = values.filter((v) => v > total / n + 1e-9).length;
  const end = least((i) => (X[i]! - Math.max(kP, kB) / n) ** 2 + (1 - Y[i]!) ** 2);
  const whole = (k: number) => (k === 0 ? 0 : values.filter((v) => v >= values[k - 1]! - 1e-6).length);
  return {kA: whole(Math.min(kP, kB)), kAB: whole(end)};
}

export function segments(view: View, m: Money, trusts: Row[], trends: Row[]) {
  const sorted = [...m.nets].sort((x, y) => y - x);
  const total = add(sorted);
  const n = sorted.length;
  const {kA, kAB} = classes(sorted);
  const history = wonIn(view, 1095).filter((d) => d.net !== null);
  const sizes = history.flatMap((d) =>
    d.partners.map((partner) => ({partner, credit: 1 / d.partners.length, outcome: d.net!, age: d.age}))
  );
  const {strength, mean} = credibility(sizes);
  const inWindow = (day: unknown) => view.today - number(day) >= 0 && view.today - number(day) < 365;
  const activities = activitiesOf(view);
  const hours = view.partners.map(({id}) =>
    add([
      ...view.world.tickets.filter((x) => x.partner_id === id && inWindow(x.opened_on)).map((x) => Number(x.hours ?? 0)),
      ...activities.filter((x) => x.partner_id === id && inWindow(x.happened_on)).map((x) => Number(x.hours ?? 0))
    ])
  );
  const recorded = activities.some((x) => number(x.happened_on) <= view.today);
  const rows = view.partners.map(({id}, i) => {
    const own = sizes.filter((e) => e.partner === id);
    const size =
      mean === null
        ? null
        : (add(own.map((e) => e.credit * e.outcome)) + strength * mean) / (add(own.map((e) => e.credit)) + strength);
    return {
      partner_id: id,
      rank: 1 + m.nets.filter((v) => v > m.nets[i]! + 1e-6).length,
      value_share: shareOf(m.nets[i]!, total),
      service_share: shareOf(hours[i]!, add(hours)),
      expected_deals: m.expected[i]!,
      deal_size: size,
      merit: size === null || trusts[i]!.score === null ? null : (m.expected[i]! * size * Number(trusts[i]!.score)) / 100
    };
  });
  const raw = rows.map((row, i) => {
    const {service_share: service, value_share: value} = row;
    if (service === null || value === null) return null;
    const silent = sinceContact(view, "partner", row.partner_id);
    if (reaches(hours[i]! - 2 * value * add(hours), 40)) return "over";
    const under = recorded && value > 0 && reaches(value, 2 * service) && (silent === null || silent >= 90);
    return under ? "under" : "fair";
  });
  const incomplete = new Set(wonIn(view, 365).flatMap((d) => (d.net === null ? d.partners : [])));
  const weighed = rows.map((row, i) => !incomplete.has(row.partner_id) && (hours[i]! > 0 || (row.value_share ?? 0) > 0));
  const met = (rule: string) => raw.filter((r, i) => weighed[i] && r === rule).length;
  const muted = new Set(["over", "under"].filter((s) => 2 * met(s) > weighed.filter(Boolean).length));
  const labelled = rows.map((row, i) => {
    const meritRank = row.merit === null ? null : 1 + rows.filter((r) => r.merit! > row.merit! + 1e-6).length;
    const grade = String(trusts[i]!.grade);
    const calm = trends[i]!.level !== "alarm";
    const proven = grade === "trusted" || grade === "candidate";
    const abc = row.rank <= kA ? "A" : row.rank <= kAB ? "B" : "C";
    return {
      ...row,
      abc,
      merit_rank: meritRank,
      served: muted.has(raw[i]!) ? "fair" : raw[i]!,
      label:
        abc === "A"
          ? proven && calm
            ? "core"
            : "fragile_core"
          : meritRank !== null && meritRank <= Math.ceil(n / 5) && calm && proven
            ? "rising"
            : grade === "candidate" && calm
              ? "could_become_trusted"
              : abc === "B"
                ? "maintain"
                : "long_tail"
    };
  });
  const k80 = total ? sorted.findIndex((_, i) => reaches(add(sorted.slice(0, i + 1)) / total, 0.8)) + 1 : null;
  return {
    segments: labelled,
    segmentation: [
      {
        partners: n,
        k80,
        partners_for_80: k80 && k80 / n,
        top20_share: shareOf(add(sorted.slice(0, Math.ceil(n / 5))), total),
        k_a: kA,
        k_ab: kAB
      }
    ]
  };
}

import type {Row} from "../support.ts";
import {gamma, incompleteBeta, reaches} from "./statistics.ts";
import {receivedFrom, type View} from "./view.ts";

export function trend(view: View): Row[] {
  const histories = (w: number) =>
    view.partners
      .filter((p) => (p.days ?? 1095) > w)
      .map((p) => {
        const ages = receivedFrom(view, p.id).map((r) => r.age);
        const T = p.years - w / 365;
        return {id: p.id, w, k: ages.filter((age) => age < w).length, x: ages.filter((age) => age >= w && age < 1095).length, T};
      });
  const all = [90, 180, 365].map((w) => {
    const those = histories(w);
    const {a, b} = gamma(those);
    return those.map((h) => ({...h, a: a + h.x, b: b + h.T, expected: (((a + h.x) / (b + h.T)) * w) / 365}));
  });
  const rows = view.partners.map(({id}) => {
    const own = all.flatMap((those) => those.filter((h) => h.id === id));
    const h = own.find((o) => reaches(o.expected, 3)) ?? own.at(-1);
    if (!h) return {partner_id: id, window_days: null, recent: null, expected_recent: null, p_quiet: null};
    const p = reaches(h.expected, 1) ? incompleteBeta(h.b / (h.b + h.w / 365), h.a, h.k + 1) : null;
    return {partner_id: id, window_days: h.w, recent: h.k, expected_recent: h.expected, p_quiet: p};
  });
  const tested = rows.filter((r) => r.p_quiet !== null).sort((one, two) => one.p_quiet! - two.p_quiet!);
  return rows.map((r) => {
    const q =
      r.p_quiet === null
        ? null
        : Math.min(...tested.map((t, i) => (t.p_quiet! >= r.p_quiet! ? (t.p_quiet! * tested.length) / (i + 1) : Infinity)));
    return {
      ...r,
      q_value: q,
      level: q !== null && q <= 0.1 ? "alarm" : r.p_quiet !== null && r.p_quiet <= 0.05 ? "watch" : "none"
    };
  });
}

export function firstDeal(view: View): Row[] {
  const waits = view.partners.flatMap((p) => {
    if (p.days === null) return [];
    const wins = view.closed.filter((d) => d.won && d.partners.includes(p.id)).map((d) => d.age);
    return [wins.length ? {days: Math.max(0, p.days - Math.max(...wins)), won: true} : {days: p.days, won: false}];
  });
  const waitingAfter = (day: number) =>
    [...new Set(waits.filter((w) => w.won && w.days <= day).map((w) => w.days))].reduce((share, t) => {
      const atRisk = waits.filter((w) => w.days >= t).length;
      return share * (1 - waits.filter((w) => w.won && w.days === t).length / atRisk);
    }, 1);
  const days = waits.map((w) => w.days).sort((x, y) => x - y);
  const followed = days.some((d) => d >= 365);
  return [
    {
      median_days: days.find((d) => waitingAfter(d) <= 0.5 + 1e-12) ?? null,
      waiting_365: followed || waitingAfter(365) < 1e-12 ? waitingAfter(365) : null
    }
  ];
}

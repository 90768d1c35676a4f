import type {Row} from "../support.ts";
import {inactivity, modelled} from "./inactivity.ts";
import {add, reaches, shareOf} from "./statistics.ts";
import {type View, wonIn} from "./view.ts";

function concentrationOf(dimension: string, nets: number[]): Row {
  const x = nets.map((v) => Math.max(0, v)).sort((a, b) => b - a);
  const n = x.length;
  const total = add(x);
  const few = {dimension, n, total};
  const unknown = {
    hhi: null,
    effective_n: null,
    entropy_n: null,
    cr1: null,
    cr3: null,
    top20_share: null,
    gini: null,
    band: null
  };
  if (!(total > 0)) return {...few, ...unknown};
  const s = x.map((v) => v / total);
  const hhi = add(s.map((v) => v * v));
  const ascending = [...x].reverse();
  return {
    ...few,
    hhi,
    effective_n: 1 / hhi,
    entropy_n: Math.exp(-add(s.filter((v) => v > 0).map((v) => v * Math.log(v)))),
    cr1: s[0],
    cr3: add(s.slice(0, 3)),
    top20_share: add(s.slice(0, Math.ceil(n / 5))),
    gini: n < 2 ? null : (((2 * add(ascending.map((v, i) => (i + 1) * v))) / total - (n + 1)) / n) * (n / (n - 1)),
    band: !reaches(hhi, 0.1) ? "low" : reaches(0.18, hhi) ? "moderate" : "high"
  };
}

const netsBy = (deals: View["closed"], key: (d: View["closed"][number]) => string[]): Map<string, number> => {
  const nets = new Map<string, number>();
  for (const d of deals)
    if (d.net !== null) for (const k of key(d)) nets.set(k, (nets.get(k) ?? 0) + d.net / Math.max(1, key(d).length));
  return nets;
};

export function money(view: View) {
  const won = wonIn(view, 365);
  const byPartner = netsBy(won, (d) => d.partners);
  const nets = view.partners.map((p) => byPartner.get(p.id) ?? 0);
  const v = nets.map((x) => Math.max(0, x));
  const silent = inactivity(view);
  const kinds = [
    {kind: "partner", deals: won.filter((d) => d.partners.length)},
    {kind: "direct", deals: won.filter((d) => !d.partners.length)}
  ];
  const revenue = kinds.map(({kind, deals}) => ({
    kind,
    net: add(deals.map((d) => d.net ?? 0)),
    deals: deals.length,
    excluded_deals: deals.filter((d) => d.net === null).length,
    negative_deals: deals.filter((d) => d.net !== null && d.net < 0).length
  }));
  return {
    nets: v,
    expected: modelled(view).map((p) => p.expected),
    revenue,
    concentration: [
      concentrationOf("partner", nets),
      concentrationOf("customer", [...netsBy(won, (d) => [d.customer]).values()]),
      concentrationOf("rep", [...netsBy(won, (d) => (d.rep === null ? [] : [d.rep])).values()])
    ],
    risk: view.partners.map(({id}, i) => ({
      partner_id: id,
      revenue: v[i]!,
      share: shareOf(v[i]!, add(v)),
      p_silent: silent[i]!,
      expected_loss: silent[i]! * v[i]!
    })),
    loss: [{...lossOf(v, silent), direct_revenue: revenue[1]!.net}]
  };
}

function lossOf(v: number[], p: number[]): Row {
  if (!(add(v) > 0)) return {expected_loss: 0, var95: null, es95: null, p_lose_20: null};
  const u = add(v) / 10000;
  let f = [1];
  v.forEach((value, i) => {
    const k = Math.floor(value / u + 0.5);
    const next = Array<number>(f.length + k).fill(0);
    f.forEach((mass, n) => {
      next[n]! += mass * (1 - p[i]!);
      next[n + k]! += mass * p[i]!;
    });
    f = next;
  });
  let q = 0;
  let F = f[0]!;
  while (!reaches(F, 0.95)) F += f[++q]!;
  return {
    expected_loss: add(v.map((x, i) => x * p[i]!)),
    var95: u * q,
    es95: (u * (add(f.map((mass, n) => (n > q ? n * mass : 0))) + q * (F - 0.95))) / 0.05,
    p_lose_20: add(f.slice(2000))
  };
}

export type Money = ReturnType<typeof money>;

import type {Practice} from "../practised.ts";
import type {Row} from "../support.ts";
import {add} from "./statistics.ts";
import type {View} from "./view.ts";

/** Item 15: the customer and the partner that most of a rep's revenue comes from. */
export function repConcentration(view: View): Row[] {
  const won = view.closed.filter((d) => d.won && d.age < 365 && d.net !== null && d.rep !== null);
  return [...new Set(won.map((d) => d.rep!))].map((rep) => {
    const own = won.filter((d) => d.rep === rep);
    const largest = (keys: (d: (typeof own)[number]) => string[]) => {
      const nets = new Map<string, number>();
      for (const d of own) {
        const to = keys(d);
        for (const k of to.length ? to : [""]) nets.set(k, (nets.get(k) ?? 0) + d.net! / Math.max(1, to.length));
      }
      const total = add([...nets.values()].map((v) => Math.max(0, v)));
      const named = [...nets].filter(([k, v]) => k !== "" && v > 1e-6);
      const [top] = named.sort(([a, x], [b, y]) => (Math.abs(x - y) > 1e-6 ? y - x : a < b ? -1 : 1));
      return {id: top?.[0] ?? null, net: top?.[1] ?? null, share: top && total ? top[1] / total : null, total};
    };
    const [customer, partner] = [largest((d) => [d.customer]), largest((d) => d.partners)];
    const lives = (s: number | null) => s !== null && s >= 0.5 - 1e-12;
    return {
      rep_id: rep,
      net: customer.total,
      top_customer_id: customer.id,
      top_customer_net: customer.net,
      top_customer_share: customer.share,
      top_partner_id: partner.id,
      top_partner_net: partner.net,
      top_partner_share: partner.share,
      rep_dependency: lives(customer.share)
        ? lives(partner.share)
          ? "both"
          : "customer"
        : lives(partner.share)
          ? "partner"
          : null
    };
  });
}

/** Section 3, ASC 280: partners and customers, those under one parent as one, from a tenth of all revenue on. */
export function disclosures(view: View, world: Practice): Row[] {
  const won = view.closed.filter((d) => d.won && d.age < 365 && d.net !== null);
  const total = add(won.map((d) => d.net!));
  if (!(total > 0)) return [];
  const parents = (rows: Row[], key: string) => new Map(rows.map((r) => [String(r[key]), String(r.parent_id ?? r[key])]));
  const groupsOf = (dimension: string, groupOf: Map<string, string>, keys: (d: (typeof won)[number]) => string[]) => {
    const nets = new Map<string, number>();
    for (const d of won)
      for (const k of keys(d)) {
        const group = groupOf.get(k)!;
        nets.set(group, (nets.get(group) ?? 0) + d.net! / keys(d).length);
      }
    return [...nets]
      .filter(([, net]) => net / total >= 0.1)
      .map(([group_id, net]) => ({dimension, group_id, net, share: net / total}));
  };
  return [
    ...groupsOf("partner", parents(world.partners, "partner_id"), (d) => d.partners),
    ...groupsOf("customer", parents(world.customers, "customer_id"), (d) => [d.customer])
  ];
}

/** Section 3, what-if: the largest one or three partners go. */
export function whatIf(nets: number[]): Row[] {
  const x = [...nets].sort((a, b) => b - a);
  return [1, 3].map((k) => {
    const rest = x.slice(k);
    const hhi = add(rest.map((v) => v * v)) / add(rest) ** 2;
    return {removed: `top${String(k)}`, share_lost: add(x.slice(0, k)) / add(x), hhi_rest: hhi, effective_n_rest: 1 / hhi};
  });
}

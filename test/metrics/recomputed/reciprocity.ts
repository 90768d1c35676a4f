import type {Row} from "../support.ts";
import {add, betaQuantile, shareOf, wilson} from "./statistics.ts";
import {number, receivedFrom, type View} from "./view.ts";

/** The received referral that each deal is credited to: the earliest that names it. */
function creditedReferrals(view: View): Map<string, string> {
  const earliest = new Map<string, string>();
  for (const r of [...view.world.referrals].sort(
    (a, b) => number(a.made_on) - number(b.made_on) || (String(a.referral_id) < String(b.referral_id) ? -1 : 1)
  ))
    if (r.direction === "received" && r.deal_id !== null && !earliest.has(String(r.deal_id)))
      earliest.set(String(r.deal_id), String(r.referral_id));
  return earliest;
}

/** What came of the referrals of a partner's last days, in money. */
export function valuesOf(view: View, id: string, days: number): {received: number; given: number} {
  const earliest = creditedReferrals(view);
  const own = view.referrals.filter((r) => r.partner_id === id && r.age < days);
  const led = own.filter(
    (r) => r.direction === "received" && r.deal_id !== null && earliest.get(String(r.deal_id)) === r.referral_id
  );
  const accepted = own.filter((r) => r.direction === "given" && r.known === "accepted");
  return {
    received: Math.max(0, add(led.map((r) => view.closed.find((d) => d.won && d.id === r.deal_id)?.net ?? 0))),
    given: Math.max(0, add(accepted.map((r) => Number(r.value ?? 0))))
  };
}

export function reciprocity(view: View) {
  const recent = view.referrals.filter((r) => r.age < 365);
  const rows = view.partners.map(({id}) => {
    const own = recent.filter((r) => r.partner_id === id);
    const received = own.filter((r) => r.direction === "received");
    const given = own.filter((r) => r.direction === "given");
    const [R, G] = [received.length, given.length];
    const {received: receivedValue, given: givenValue} = valuesOf(view, id, 365);
    const [lower, upper] = [betaQuantile(0.05, R + 0.5, G + 0.5), betaQuantile(0.95, R + 0.5, G + 0.5)];
    const verdict =
      R + G === 0
        ? "no_exchange"
        : lower > 0.5
          ? "we_owe"
          : upper < 0.5
            ? "they_owe"
            : R + G >= 10
              ? "balanced"
              : "too_few_to_say";
    return {
      partner_id: id,
      received: R,
      given: G,
      balance: R + G ? (R - G) / (R + G) : null,
      reciprocated: R + G ? (2 * Math.min(R, G)) / (R + G) : null,
      share_lower: lower,
      share_upper: upper,
      verdict,
      received_value: receivedValue,
      given_value: givenValue,
      balance_value: receivedValue + givenValue ? (receivedValue - givenValue) / (receivedValue + givenValue) : null
    };
  });
  const total = add(rows.map((r) => r.received + r.given));
  return {
    reciprocity: rows,
    reciprocity_portfolio: [
      {
        weighted_reciprocity: total ? (2 * add(rows.map((r) => Math.min(r.received, r.given)))) / total : null,
        received_value: add(rows.map((r) => r.received_value)),
        given_value: add(rows.map((r) => r.given_value)),
        ...people(recent),
        ...answers(view)
      }
    ]
  };
}

function people(recent: View["referrals"]): Row {
  const edges = new Set<string>();
  const us = new Set<string>();
  const them = new Set<string>();
  for (const r of recent) {
    if (r.from_person === null || r.to_person === null || r.from_person === r.to_person) continue;
    edges.add(`${String(r.from_person)}>${String(r.to_person)}`);
    us.add(String(r.direction === "received" ? r.to_person : r.from_person));
    them.add(String(r.direction === "received" ? r.from_person : r.to_person));
  }
  const both = [...edges].filter((e) => edges.has(e.split(">").reverse().join(">"))).length;
  const density = shareOf(edges.size, 2 * us.size * them.size);
  const share = shareOf(both, edges.size);
  return {
    edges: edges.size,
    mutual_dyads: both / 2,
    edge_reciprocity: share,
    density,
    rho: share === null || density === null || density === 1 ? null : (share - density) / (1 - density),
    people_us: us.size,
    people_them: them.size
  };
}

function answers(view: View): Row {
  const given = view.referrals.filter((r) => r.direction === "given" && r.age >= 90 && r.age < 1095);
  const returned = given.filter((g) =>
    receivedFrom(view, String(g.partner_id)).some((r) => g.age - r.age > 0 && g.age - r.age <= 90)
  ).length;
  const chances = given.map((g) => {
    const partner = view.partners.find((p) => p.id === g.partner_id)!;
    const lambda = receivedFrom(view, partner.id).filter((r) => r.age < 1095).length / partner.years;
    return 1 - Math.exp((-lambda * 90) / 365);
  });
  const excess = view.partners.map((partner) => {
    const received = receivedFrom(view, partner.id);
    const own = given.filter((g) => g.partner_id === partner.id);
    const followed = own.filter((g) => received.some((r) => g.age - r.age > 0 && g.age - r.age <= 90)).length;
    const none = Math.max(0, 1 - 90 / 365 / partner.years) ** received.filter((r) => r.age < 1095).length;
    return own.length ? followed - own.length * (1 - none) : 0;
  });
  const spread = Math.sqrt(add(excess.map((x) => x ** 2)));
  const {lower, upper} = wilson(returned, given.length);
  return {
    lag_excess: shareOf(add(excess), given.length),
    lag_excess_lower: shareOf(add(excess) - 1.6449 * spread, given.length),
    lag_excess_upper: shareOf(add(excess) + 1.6449 * spread, given.length),
    lag_given: given.length,
    lag_returned: returned,
    lag_rate: shareOf(returned, given.length),
    lag_lower: lower,
    lag_upper: upper,
    lag_expected: shareOf(add(chances), chances.length)
  };
}

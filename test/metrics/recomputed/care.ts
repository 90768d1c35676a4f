import type {Practice} from "../practised.ts";
import type {Row} from "../support.ts";
import {age, type Deal, partnersOn, within} from "./practice.ts";
import {add, betaQuantile, compare, wilson} from "./statistics.ts";
import {reciprocity, valuesOf} from "./reciprocity.ts";
import {number, sinceContact, type View} from "./view.ts";

/** Item 4: two people whose referrals of the evidence window run both ways. */
export function mutualPairs(view: View): Row[] {
  const pairs = new Map<string, Row & {received: number; given: number}>();
  for (const r of view.referrals) {
    if (r.age >= 1095 || r.from_person === null || r.to_person === null || r.from_person === r.to_person) continue;
    const received = r.direction === "received";
    const [us_person, them_person] = received ? [r.to_person, r.from_person] : [r.from_person, r.to_person];
    const key = [r.partner_id, us_person, them_person].join(" ");
    const pair = pairs.get(key) ?? {partner_id: r.partner_id, us_person, them_person, received: 0, given: 0};
    pairs.set(key, {...pair, received: pair.received + (received ? 1 : 0), given: pair.given + (received ? 0 : 1)});
  }
  return [...pairs.values()].filter((p) => p.received > 0 && p.given > 0);
}

/** Item 5 and section 6: partners that receive clearly more than they send, over the evidence window. */
export function oneSided(view: View): Row[] {
  const byId = new Map(reciprocity(view).reciprocity.map((row) => [row.partner_id, row.verdict]));
  const asked = view.partners.flatMap(({id}) => {
    const own = view.referrals.filter((r) => r.partner_id === id && r.age < 1095);
    const received = own.filter((r) => r.direction === "received").length;
    const given = own.length - received;
    const {received: came, given: went} = valuesOf(view, id, 1095);
    const meets =
      given >= 5 &&
      betaQuantile(0.95, 0.5 + received, 0.5 + given) < 0.5 &&
      received <= given / 4 &&
      came <= went &&
      !["balanced", "we_owe"].includes(String(byId.get(id)));
    return given ? [{partner_id: id, received, given, received_value: came, given_value: went, meets}] : [];
  });
  const met = asked.filter((row) => row.meets);
  return 2 * met.length > asked.length ? [] : met.map(({meets: _, ...row}) => row);
}

/** Item 6: customers by who brought their first won deal, and whether an installation ticket came in its first 90 days. */
export function troubleFree(view: View, world: Practice): Row[] {
  // without topics nobody recorded what a ticket was about
  if (!world.tickets.some((t) => t.topic !== null && number(t.opened_on) <= view.today)) return [];
  const firsts = world.customers.flatMap((c) => {
    const [first] = world.deals
      .filter((d) => d.customer_id === c.customer_id && d.status === "won")
      .sort((a, b) => number(a.closed_on) - number(b.closed_on) || (String(a.deal_id) < String(b.deal_id) ? -1 : 1));
    const days = age(view, first?.closed_on);
    return first && days !== null && days >= 90 && days < 1095 ? [first] : [];
  });
  const free = (d: Deal) =>
    !world.tickets.some((t) => {
      const after = number(t.opened_on) - number(d.closed_on);
      return t.customer_id === d.customer_id && String(t.topic).toLowerCase() === "installation" && after >= 0 && after < 90;
    });
  const direct = firsts.filter((d) => !partnersOn(world, d).length);
  const rowOf = (deals: Deal[], key: Row): Row[] =>
    deals.length
      ? [
          {
            ...key,
            customers: deals.length,
            trouble_free: deals.filter(free).length,
            ...wilson(deals.filter(free).length, deals.length),
            ...(key.introduced_by === "partner"
              ? compare(deals.filter(free).length, deals.length, direct.filter(free).length, direct.length)
              : compare(0, 0, 0, 0))
          }
        ]
      : [];
  const brought = firsts.filter((d) => partnersOn(world, d).length && d.found_by !== "us");
  const ids = [...new Set(brought.flatMap((d) => partnersOn(world, d)))];
  return [
    ...rowOf(direct, {introduced_by: "direct", partner_id: null}),
    ...rowOf(brought, {introduced_by: "partner", partner_id: null}),
    ...ids.flatMap((id) =>
      rowOf(
        brought.filter((d) => partnersOn(world, d).includes(id)),
        {introduced_by: "partner", partner_id: id}
      )
    )
  ];
}

/** Item 9: hours, the last dealing of any kind, and who has won a deal in the window and had none for 90 days. */
export function attention(view: View, world: Practice): Row[] {
  const recorded = world.activities.some((a) => number(a.happened_on) <= view.today);
  const rows = view.partners.map(({id}) => {
    const hours = (rows: {hours?: unknown; partner_id?: unknown}[], on: string) =>
      add(rows.filter((r) => r.partner_id === id && within(age(view, (r as Row)[on]), 365)).map((r) => Number(r.hours ?? 0)));
    const days = sinceContact(view, "partner", id);
    const active = view.closed.some((d) => d.won && d.age < 365 && d.partners.includes(id));
    return {
      active,
      partner_id: id,
      ticket_hours: hours(world.tickets, "opened_on"),
      activity_hours: hours(world.activities, "happened_on"),
      days_since_contact: days,
      ignored: active && recorded && (days === null || days >= 90)
    };
  });
  const muted = 2 * rows.filter((r) => r.ignored).length > rows.filter((r) => r.active).length;
  return rows.map(({active: _, ...row}) => ({...row, ignored: row.ignored && !muted}));
}

/** Item 12: how long ago a plan was last reviewed with each partner. */
export function reviews(view: View, world: Practice): Row[] {
  const held = world.activities.filter(
    (a) => a.kind === "plan_review" && a.partner_id !== null && number(a.happened_on) <= view.today
  );
  if (!held.length) return [];
  return view.partners.map(({id}) => {
    const own = held.filter((a) => a.partner_id === id).map((a) => view.today - number(a.happened_on));
    const days = own.length ? Math.min(...own) : null;
    return {
      partner_id: id,
      days_since_review: days,
      reviews: own.filter((d) => d < 1095).length,
      stale: days === null || days >= 365
    };
  });
}

import type {Practice} from "../practised.ts";
import type {Row} from "../support.ts";
import {age, type Deal, partnersOn, perPartner, share, within} from "./practice.ts";
import {compare} from "./statistics.ts";
import {dayNumber, number, type View} from "./view.ts";

/** Item 1: led by neither the side that found the deal nor the one with the relationship; deals with a partner only. */
export function leadership(view: View, world: Practice): Row[] {
  const recorded = world.deals.filter(
    (d) =>
      d.status !== "open" &&
      within(age(view, d.closed_on), 1095) &&
      partnersOn(world, d).length > 0 &&
      d.found_by !== null &&
      d.relationship_with !== null &&
      d.led_by !== null
  );
  const wrong_lead = (d: Deal) => d.led_by !== d.found_by && d.led_by !== d.relationship_with;
  const won = (d: Deal) => d.status === "won";
  return perPartner(world, recorded, (deals) => ({
    recorded: deals.length,
    aligned: deals.filter((d) => !wrong_lead(d)).length,
    wrong_lead: deals.filter(wrong_lead).length,
    aligned_won: deals.filter((d) => !wrong_lead(d) && won(d)).length,
    wrong_lead_won: deals.filter((d) => wrong_lead(d) && won(d)).length,
    wrong_lead_share: share(deals.filter(wrong_lead).length, deals.length),
    ...compare(
      deals.filter((d) => !wrong_lead(d) && won(d)).length,
      deals.filter((d) => !wrong_lead(d)).length,
      deals.filter((d) => wrong_lead(d) && won(d)).length,
      deals.filter(wrong_lead).length
    )
  }));
}

/** Item 2: whether the side that the customer prefers delivered, and how the customer's next deal ended. */
export function preferences(view: View, world: Practice): Row[] {
  const asked = world.deals.filter(
    (d) =>
      d.status !== "open" &&
      within(age(view, d.closed_on), 1095) &&
      (d.customer_prefers === "us" || d.customer_prefers === "partner") &&
      d.fulfilled_by !== null
  );
  const nextOf = (d: Deal): Deal | undefined =>
    world.deals
      .filter((x) => x.customer_id === d.customer_id && number(x.opened_on) > number(d.closed_on))
      .sort((a, b) => number(a.opened_on) - number(b.opened_on) || (String(a.deal_id) < String(b.deal_id) ? -1 : 1))[0];
  const ended = (deals: Deal[]) =>
    deals.map(nextOf).filter((n) => n !== undefined && n.status !== "open" && number(n.closed_on) <= view.today);
  return perPartner(world, asked, (deals) => {
    const honoured = deals.filter((d) => d.fulfilled_by === d.customer_prefers);
    const overruled = deals.filter((d) => d.fulfilled_by !== d.customer_prefers);
    const [then, otherwise] = [ended(honoured), ended(overruled)];
    const won = (next: typeof then) => next.filter((n) => n!.status === "won").length;
    return {
      recorded: deals.length,
      honoured: honoured.length,
      overruled: overruled.length,
      honoured_share: honoured.length / deals.length,
      honoured_next: then.length,
      honoured_next_won: won(then),
      honoured_next_rate: share(won(then), then.length),
      overruled_next: otherwise.length,
      overruled_next_won: won(otherwise),
      overruled_next_rate: share(won(otherwise), otherwise.length),
      ...compare(won(then), then.length, won(otherwise), otherwise.length)
    };
  });
}

/** The end of the second business day after a day: weekends don't count. */
function secondBusinessDay(day: number): number {
  let left = 2;
  let at = day;
  while (left > 0) {
    at++;
    // day 0 is 1970-01-01, a Thursday
    const weekday = (at + 4) % 7;
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return at;
}

/** Item 3: registrations of the window, decided in two business days or not, and the direct deals that met them. */
export function registrations(view: View, world: Practice): Row[] {
  const registered = world.deals.filter((d) => within(age(view, d.registered_on), 365) && partnersOn(world, d).length > 0);
  const direct = world.deals.filter((d) => partnersOn(world, d).length === 0);
  const rest = (d: Deal) => {
    const on = number(d.registered_on);
    const final = d.registration === "approved" || d.registration === "rejected";
    const known = final && (dayNumber(d.decided_on) ?? on) <= view.today;
    const due = secondBusinessDay(on);
    const decided = known ? dayNumber(d.decided_on) : null;
    const closed = dayNumber(d.closed_on);
    const rejectedOn = d.registration === "rejected" ? (dayNumber(d.decided_on) ?? on) : Infinity;
    const met = direct.filter((x) => x.customer_id === d.customer_id && number(x.opened_on) <= view.today);
    return {
      approved: known && d.registration === "approved",
      rejected: known && d.registration === "rejected",
      waiting: !known,
      in_time: decided !== null && decided <= due,
      late: known ? decided !== null && decided > due : due < view.today,
      expired: known && d.registration === "approved" && view.today > on + 90 && (closed === null || closed > on + 90),
      both_sides: met.some((x) => number(x.opened_on) < on && (dayNumber(x.closed_on) ?? Infinity) > on),
      opened_against: met.some(
        (x) => number(x.opened_on) >= on && number(x.opened_on) - on <= 90 && rejectedOn > number(x.opened_on)
      )
    };
  };
  return perPartner(world, registered, (deals) => {
    const told = deals.map(rest);
    const count = (key: keyof ReturnType<typeof rest>) => told.filter((t) => t[key]).length;
    const [inTime, late] = [count("in_time"), count("late")];
    return {
      registered: deals.length,
      approved: count("approved"),
      rejected: count("rejected"),
      waiting: count("waiting"),
      in_time: inTime,
      late,
      in_time_share: share(inTime, inTime + late),
      expired: count("expired"),
      both_sides: count("both_sides"),
      opened_against: count("opened_against")
    };
  });
}

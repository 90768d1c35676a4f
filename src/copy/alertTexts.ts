import type {Sentence} from "../contract/index.js";
import {capital, counted, decimal, firstCounted, longDate, money, percent, period, some, whole} from "../shared/formats.js";
import type {AlertFacts, Facts} from "./facts.js";
import {gradeNames} from "./names.js";
import {mostlyExcluded, revenueName} from "./money.js";
import {nothing, paragraph, say} from "./say.js";

/** What an alert says: what it is about, why it is raised, and who does what. */
export interface AlertText {
  about: Sentence;
  why: Sentence;
  todo: Sentence;
}

type Context = Pick<Facts, "about" | "settings">;
type Teller = (row: AlertFacts, f: Context) => AlertText;

const owner = (row: AlertFacts) => row.manager ?? "Account manager";
const named = (row: AlertFacts): Sentence =>
  row.partner_id === null ? say`${customer(row)}` : [{id: row.partner_id, name: row.partner ?? "an unnamed partner"}];
const customer = (row: AlertFacts) => row.customer ?? "an unnamed customer";
/** A group of companies without a name of its own is never shown by its id. */
const group = (row: AlertFacts): Sentence =>
  row.partner_id === null && row.customer_id === null ? say`A group of companies under one parent` : named(row);
const brings = (row: AlertFacts, f: Context): Sentence =>
  row.share && !mostlyExcluded(f.about) ? say`It brings ${percent(row.share)} of ${revenueName(f.about)}.` : nothing;
const worth = (row: AlertFacts, f: Context) => (row.size ? ` (${money(row.size, f.about.currency)})` : "");
const gradeOf = (text: string): string => (gradeNames as Partial<Record<string, string>>)[text] ?? text;
const contact = (row: AlertFacts): Sentence =>
  row.seen === null ? say`No contact is recorded.` : say`Last contact ${counted(row.seen, "day")} ago.`;

/** The last referral itself dates what has stopped; below pace is dated by the test. */
const quiet: Teller = (row, f) => {
  const [seen, expected] = [row.seen ?? 0, row.expected ?? 0];
  const days = counted(Number(row.detail ?? 0), "day");
  return {
    about:
      seen === 0 ? say`No referrals from ${named(row)} for ${days}` : say`Referrals from ${named(row)} are below normal pace`,
    why: paragraph(say`About ${decimal(expected)} expected in ${days}, ${some(seen)} received.`, brings(row, f)),
    todo: say`${owner(row)}: call this week and ask what changed.`
  };
};

const gradeDrop: Teller = (row, f) => {
  const [from = "", to = ""] = (row.detail ?? "").split(" ").map(gradeOf);
  return {
    about: say`${named(row)} has fallen to ${to}`,
    why: paragraph(
      say`It was ${from}. Trust score ${Math.round(row.seen ?? 0)}, was ${Math.round(row.expected ?? 0)}.`,
      brings(row, f)
    ),
    todo: say`${owner(row)}: review the bad outcomes together before the next deal.`
  };
};

const weakScore: Teller = (row, f) => ({
  about: say`${named(row)} is in group A with a weak score`,
  why: paragraph(say`Trust score ${Math.round(row.seen ?? 0)}, ${gradeOf(row.detail ?? "")}.`, brings(row, f)),
  todo: say`${owner(row)}: review the bad outcomes together, and prepare who else could deliver.`
});

const oneSided: Teller = (row, f) => ({
  about: say`${named(row)} receives clearly more than it sends`,
  why: say`${firstCounted(row.expected ?? 0, "referral")} sent to it in ${period(f.settings.evidence_days)}, ${some(row.seen ?? 0)} received.`,
  todo: say`${owner(row)}: agree what each side brings before the next referral.`
});

const theyOwe: Teller = (row, f) => ({
  about: say`${named(row)} now returns clearly fewer referrals than we send`,
  why: say`${firstCounted(row.expected ?? 0, "referral")} sent in ${period(f.about.window_days)}, ${some(row.seen ?? 0)} received.`,
  todo: say`${owner(row)}: ask for a referral before sending the next.`
});

const weOwe: Teller = (row, f) => ({
  about: say`We now return clearly fewer referrals than ${named(row)} sends`,
  why: paragraph(
    say`${firstCounted(row.seen ?? 0, "referral")} received in ${period(f.about.window_days)}, ${some(row.expected ?? 0)} sent.`,
    brings(row, f)
  ),
  todo: say`${owner(row)}: find a referral for them, and thank them for theirs.`
});

const concentration: Teller = (row, f) =>
  row.detail === "band"
    ? {
        about: say`Revenue by ${row.subject} is now highly concentrated`,
        why: say`The Herfindahl index is ${whole(10_000 * (row.seen ?? 0))} points, above ${whole(10_000 * f.settings.hhi_moderate_max)}; the largest brings ${money(row.size, f.about.currency)}.`,
        todo: say`Leadership: decide which others to build up this year.`
      }
    : {
        about: say`${group(row)} now brings ${percent(row.seen)} of ${revenueName(f.about, "all revenue")}`,
        why: say`The ASC 280 threshold is ${percent(f.settings.disclosure_share)}, companies under one parent counted as one.`,
        todo: say`${row.partner_id === null ? "Leadership" : owner(row)}: ask Finance to check, and plan for its loss.`
      };

const lateRegistration: Teller = (row, f) => ({
  about: say`Deal registration of ${named(row)} is overdue`,
  why: say`The deal with ${customer(row)}${worth(row, f)} has been undecided for ${counted(row.seen ?? 0, "day")} past the second business day.`,
  todo: say`${owner(row)}: approve or reject it today.`
});

const conflict: Teller = (row, f) => ({
  about: say`Channel conflict with ${named(row)}`,
  why: say`The deal that it registered with ${customer(row)}${worth(row, f)} ${row.detail === "both_sides" ? "met a direct deal that was already open" : "had a direct deal opened against it"}.`,
  todo: say`${owner(row)}: decide this week who leads, by the rules of engagement.`
});

const review: Teller = (row, f) => ({
  about: say`Business review with ${named(row)} is overdue`,
  why: paragraph(
    row.seen === null ? say`No business review is recorded.` : say`The last one was ${counted(row.seen, "day")} ago.`,
    brings(row, f)
  ),
  todo: say`${owner(row)}: hold one this quarter.`
});

const noContact: Teller = (row, f) => ({
  about: say`No contact with ${named(row)} for ${counted(f.settings.no_contact_days, "day")}`,
  why: paragraph(contact(row), brings(row, f)),
  todo: say`${owner(row)}: call, and bring something of use.`
});

const customerContact: Teller = (row, f) => ({
  about: say`No contact with customer ${customer(row)} for ${counted(f.settings.no_contact_days, "day")}`,
  why: paragraph(contact(row), say`It brought ${money(row.size, f.about.currency)} in ${period(f.about.window_days)}.`),
  todo: say`Its rep: call this week.`
});

const overServed: Teller = (row, f) => ({
  about: say`${named(row)} uses far more support than its revenue share`,
  why: say`It has ${percent(row.seen)} of our hours and ${percent(row.share ?? 0)} of ${revenueName(f.about)}: ${counted(Math.round(row.size ?? 0), "hour")} beyond its share.`,
  todo: say`${owner(row)}: find what keeps coming back, and fix it or charge for it.`
});

const tellers: Record<string, Teller> = {
  quiet,
  grade_drop: gradeDrop,
  fragile_core: weakScore,
  taker: oneSided,
  one_sided: oneSided,
  they_owe: theyOwe,
  we_owe: weOwe,
  concentration,
  late_registration: lateRegistration,
  conflict,
  stale_plan: review,
  ignored: noContact,
  ignored_customer: customerContact,
  over_served: overServed
};

/** What is called a kind of alert in tables and menus. */
export const alertNames: Record<string, string> = {
  quiet: "referrals below normal pace",
  grade_drop: "lower grade",
  fragile_core: "group A, weak score",
  taker: "one-sided",
  one_sided: "one-sided",
  they_owe: "returns fewer referrals",
  we_owe: "we return fewer referrals",
  concentration: "concentration",
  late_registration: "registration overdue",
  conflict: "channel conflict",
  stale_plan: "business review overdue",
  ignored: "no contact",
  ignored_customer: "customer without contact",
  over_served: "over-served"
};

/** The text of an alert; of a kind that has none yet, its kind and whom it concerns. */
export const alertText: Teller = (row, f) =>
  tellers[row.kind]?.(row, f) ?? {
    about: say`${capital(row.kind.replaceAll("_", " "))}: ${group(row)}`,
    why: row.since === null ? nothing : say`Since ${longDate(row.since)}.`,
    todo: say`${owner(row)}: look into it.`
  };

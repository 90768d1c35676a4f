import type {Grade, Sentence} from "../../../src/contract/index.ts";
import {
  capital,
  counted,
  decimal,
  gradeNames,
  inWords,
  longDate,
  money,
  percent,
  plural,
  whole
} from "../../../src/shared/format.ts";
import type {AlertRow} from "../../history/publication.ts";
import type {Portfolio} from "../portfolio.ts";
import {nothing, paragraph, say} from "../say.ts";

/** What an alert says: of what, why, and who does what. */
export interface AlertWords {
  about: Sentence;
  why: Sentence;
  todo: Sentence;
}

type Teller = (row: AlertRow, p: Portfolio) => AlertWords;

const who = (row: AlertRow) => row.manager ?? "Whoever looks after it";
const named = (row: AlertRow): Sentence =>
  row.partner_id === null ? say`${customer(row)}` : [{id: row.partner_id, name: row.partner ?? row.partner_id}];
const customer = (row: AlertRow) => row.customer ?? row.customer_id ?? "a customer";
/** Who brings it: a partner, a customer, or a group that is neither, whose subject is its dimension and its id. */
const group = (row: AlertRow): Sentence =>
  row.partner_id === null && row.customer_id === null ? say`${row.subject.slice((row.detail ?? "").length + 1)}` : named(row);
const brings = (row: AlertRow): Sentence => (row.share ? say`It brings ${percent(row.share)} of partner revenue.` : nothing);
const isWere = (n: number, one: string) => `${n === 0 ? "no" : inWords(n)} ${plural(n, one)}`;
const gradesOf = (row: AlertRow) => (row.detail ?? "").split(" ").map((grade) => gradeNames[grade as Grade]);

const quiet: Teller = (row) => {
  const [seen, expected] = [row.seen ?? 0, row.expected ?? 0];
  return {
    about: seen === 0 ? say`Leads from ${named(row)} have stopped` : say`Leads from ${named(row)} are drying up`,
    why: paragraph(
      say`In ${row.detail ?? ""} days we would expect ${decimal(expected)} ${plural(Math.round(expected), "lead")}; ${seen === 0 ? "none" : inWords(seen)} came.`,
      brings(row)
    ),
    todo: say`${who(row)}: call this week and ask what changed.`
  };
};

const gradeDrop: Teller = (row) => {
  const [from = "", to = ""] = gradesOf(row);
  return {
    about: say`${named(row)} has fallen to ${to}`,
    why: paragraph(
      say`It was ${from}; the next dealing goes well ${Math.round(row.seen ?? 0)} times in 100, it was ${Math.round(row.expected ?? 0)}.`,
      brings(row)
    ),
    todo: say`${who(row)}: review the broken promises together before the next deal.`
  };
};

const fragileCore: Teller = (row) => ({
  about: say`${named(row)} is one of the vital few, and fragile`,
  why: paragraph(
    say`Its grade is “${gradeNames[row.detail as Grade]}”; the next dealing goes well ${Math.round(row.seen ?? 0)} times in 100.`,
    brings(row)
  ),
  todo: say`${who(row)}: agree with them on what must be mended, and who else could carry it.`
});

const taker: Teller = (row) => ({
  about: say`${named(row)} takes and does not give`,
  why: say`${capital(isWere(row.expected ?? 0, "lead"))} given, ${row.seen === 0 ? "none" : inWords(row.seen ?? 0)} back.`,
  todo: say`${who(row)}: no new lead until one comes back; agree what each side brings.`
});

const theyOwe: Teller = (row, p) => ({
  about: say`${named(row)} now owes us`,
  why: say`${capital(isWere(row.expected ?? 0, "lead"))} given in ${p.about.window_days} days, ${row.seen === 0 ? "none" : inWords(row.seen ?? 0)} back.`,
  todo: say`${who(row)}: ask for the next lead before giving one.`
});

const weOwe: Teller = (row, p) => ({
  about: say`We now owe ${named(row)}`,
  why: paragraph(
    say`${capital(isWere(row.seen ?? 0, "lead"))} received in ${p.about.window_days} days, ${row.expected === 0 ? "none" : inWords(row.expected ?? 0)} given.`,
    brings(row)
  ),
  todo: say`${who(row)}: find them a lead, and thank them for theirs.`
});

const concentration: Teller = (row, p) =>
  row.detail === "band"
    ? {
        about: say`Revenue by ${row.subject} has become highly concentrated`,
        why: say`The Herfindahl index is ${decimal(10_000 * (row.seen ?? 0))} points, above ${whole(10_000 * p.settings.hhi_high)}; the largest brings ${money(row.size, p.about.currency)}.`,
        todo: say`Leadership: decide which others to build up this year.`
      }
    : {
        about: say`${group(row)} now brings ${percent(row.seen)} of all revenue`,
        why: say`From ${percent(p.settings.disclosure_share)} on its name has to be told in the accounts, those under one parent counted as one.`,
        todo: say`${row.partner_id === null ? "Leadership" : who(row)}: prepare the disclosure, and plan for its loss.`
      };

const lateRegistration: Teller = (row, p) => ({
  about: say`${named(row)} waits for our word on a registered deal`,
  why: say`Deal ${row.subject} with ${customer(row)}${worth(row, p)} has been undecided for ${counted(row.seen ?? 0, "day")} past the second business day.`,
  todo: say`${who(row)}: approve or reject it today.`
});

const conflict: Teller = (row, p) => ({
  about: say`${named(row)} and we are after the same customer`,
  why: say`The deal that it registered with ${customer(row)}${worth(row, p)} ${row.detail === "both_sides" ? "met a direct deal that was open already" : "had a direct deal opened against it"} (deals ${row.subject.replace(" ", " and ")}).`,
  todo: say`${who(row)}: settle this week who leads, by the rules of engagement.`
});

const worth = (row: AlertRow, p: Portfolio) => (row.size ? `, worth ${money(row.size, p.about.currency)},` : "");

const stalePlan: Teller = (row) => ({
  about: say`The plan with ${named(row)} is stale`,
  why: paragraph(
    row.seen === null ? say`No plan review is recorded.` : say`The last review was ${whole(row.seen)} days ago.`,
    brings(row)
  ),
  todo: say`${who(row)}: review the plan with them this quarter.`
});

const ignored: Teller = (row) => ({
  about: say`${named(row)} has not heard from us`,
  why: paragraph(
    row.seen === null ? say`No contact is recorded at all.` : say`No contact in ${whole(row.seen)} days.`,
    brings(row)
  ),
  todo: say`${who(row)}: thank them, and bring something.`
});

const ignoredCustomer: Teller = (row, p) => ({
  about: say`Nobody has spoken to ${customer(row)}, a regular customer`,
  why: say`${row.seen === null ? "No contact is recorded at all." : `No contact in ${whole(row.seen)} days.`} It brought ${money(row.size, p.about.currency)} in the window.`,
  todo: say`Its rep: call this week.`
});

const overServed: Teller = (row) => ({
  about: say`${named(row)} takes more of our time than it brings`,
  why: say`It has ${percent(row.seen)} of our ticket hours and ${percent(row.share ?? 0)} of partner revenue: ${counted(Math.round(row.size ?? 0), "hour")} beyond its share.`,
  todo: say`${who(row)}: find what keeps coming back, and mend or charge for it.`
});

const tellers: Record<string, Teller> = {
  quiet,
  grade_drop: gradeDrop,
  fragile_core: fragileCore,
  taker,
  they_owe: theyOwe,
  we_owe: weOwe,
  concentration,
  late_registration: lateRegistration,
  conflict,
  stale_plan: stalePlan,
  ignored,
  ignored_customer: ignoredCustomer,
  over_served: overServed
};

/** The words of an alert; of a kind that has none yet, its kind and subject. */
export const alertWords: Teller = (row, p) =>
  tellers[row.kind]?.(row, p) ?? {
    about: say`${capital(row.kind.replaceAll("_", " "))}: ${row.subject}`,
    why: row.since === null ? nothing : say`Since ${longDate(row.since)}.`,
    todo: say`${who(row)}: look into it.`
  };

/** Its size in leads, money, hours or points. */
export function sizeText({size, size_unit}: AlertRow, currency: string | null): string {
  if (size === null) return "–";
  if (size_unit === "money") return money(size, currency);
  const shown = decimal(size);
  return `${shown} ${shown === "1" ? size_unit.replace(/s$/, "") : size_unit}`;
}

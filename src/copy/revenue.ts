import type {Answer, Grade, Sentence} from "../contract/index.js";
import {counted, decimal, firstCounted, listed, money, percent, period, shortDate, whole, span} from "../shared/formats.js";
import {groupsAheadSentence} from "./forecast.js";
import {dealsNote} from "./begins.js";
import {inBands, incomplete, moneyUnknown, revenueName, type Told} from "./money.js";
import {gradeNames} from "./names.js";
import type {Group, Period, RevenueFacts, WholePeriod} from "./revenueFacts.js";
import {answer, nothing, paragraph, say, strong} from "./say.js";
import {isUnlike, lastComplete, lastUnlike, unlikeSentence, yearBefore} from "./unlike.js";

/* Revenue by period and by grade. */

/** Why the period of a year before can't be compared, or how far from it this one is. */
export function compared({net, net_before: before, label, ...missing}: Period, about: Told): string {
  const {currency} = about;
  const earlier = yearBefore(label);
  if (before === null) return `the records do not cover all of ${earlier}`;
  if (isUnlike(missing)) return `against ${money(before, currency)} in ${earlier}`;
  // what is shown as 0
  if (before >= 0 && before < 0.5) return about.amounts === "indexed" ? `less than 1 in ${earlier}` : `no revenue in ${earlier}`;
  // no part of a sum leads below 0, or up from there
  if (before < 0 || net < 0) return `against ${money(before, currency)} in ${earlier}`;
  return `${side(net, before, about)} ${earlier} (${money(before, currency)})`;
}

/** "23% above", "23% below", "as in" or "12 times", what precedes the period that is compared with. */
function side(net: number, before: number, about: Told): string {
  if (inBands(about)) return net === before ? "in the band of" : net > before ? "above" : "below";
  if (about.amounts === "rounded" && net !== before) return `about ${exactSide(net, before)}`;
  return exactSide(net, before);
}

function exactSide(net: number, before: number): string {
  if (net >= 10 * before) return `${decimal(net / before)} times`;
  const change = net / before - 1;
  return change === 0 ? "as in" : `${percent(Math.abs(change))} ${change > 0 ? "above" : "below"}`;
}

const running = (periods: readonly Period[]): Period | undefined =>
  periods.find((row) => !row.is_complete && row === periods.at(-1));

/**
 * "Q3 2026", "Q4 2026 so far" while it runs, "Q2 2026 (not all recorded)" where it is over and records do not cover it.
 * @param periods all that are shown, the newest last
 */
export const periodName = <P extends Pick<Period, "label" | "is_complete">>(period: P, periods: readonly P[]): string =>
  period.is_complete ? period.label : `${period.label}${period === periods.at(-1) ? " so far" : " (not all recorded)"}`;

/** The last complete quarter against the same one a year before. */
export function quarterAnswer(f: RevenueFacts): Answer {
  const {currency} = f.about;
  const last = lastComplete(f.quarters);
  const now = running(f.quarters);
  const way = {to: "./revenue", label: "Revenue, pipeline and forecast"};
  const question = "How is partner revenue doing?";
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about), [], way);
  if (!last) return answer(question, say`No complete quarter of revenue in the data yet`, [sofar(now, f)], way);
  return answer(
    question,
    say`Partner revenue in ${last.label}: ${money(last.net, currency)}, ${compared(last, f.about)}`,
    [
      paragraph(
        say`${firstCounted(last.deals, "won deal")} with partners${last.left_out ? " and an exchange rate" : ""} closed from ${shortDate(last.starts_on)} to ${shortDate(last.ends_on)}.`,
        lastUnlike(f.quarters),
        oneDeal(last, f.quarters),
        newPartners(last)
      ),
      sofar(now, f)
    ],
    way
  );
}

/** A single deal that makes a quarter, or the one that it is compared with, is no trend. */
function oneDeal(last: WholePeriod, quarters: readonly WholePeriod[]): Sentence {
  const before = last.net_before === null ? undefined : quarters.find(({label}) => label === yearBefore(last.label));
  const made = [before, last].flatMap((row) => (row?.one_deal ? [row.label] : []));
  return made.length ? say`In ${listed(made)} one deal brought half of the revenue or more.` : nothing;
}

/** Growth by partners that came, or were bought, in between is none of the others. */
const newPartners = (last: WholePeriod): Sentence =>
  last.new_partners && last.net_before !== null && last.net_before >= 0.5
    ? say`Half of the revenue or more came from partners whose first deal is later than ${yearBefore(last.label)}.`
    : nothing;

/** The running period, against the same days a year before. */
function sofar(now: Period | undefined, f: Pick<RevenueFacts, "about">): Sentence {
  if (!now) return nothing;
  const late = dealsNote(f.about);
  if (late) return say`${now.label}: not known, ${late}.`;
  const {as_of: day, currency} = f.about;
  return paragraph(
    say`${now.label} up to ${shortDate(day)}: ${strong(money(now.net, currency))}${againstSameDays(now, f.about)}.`,
    unlikeSentence(now, now.label, "the same days a year before")
  );
}

function againstSameDays({net, net_before: before, ...missing}: Period, about: Told): string {
  const {currency} = about;
  if (before === null) return "";
  if (isUnlike(missing)) return `, against ${money(before, currency)} in the same days a year before`;
  const least = about.amounts === "indexed" ? "less than 1" : "nothing";
  if (before < 0.5 || net < 0)
    return `; ${before >= 0 && before < 0.5 ? least : money(before, currency)} in the same days a year before`;
  return `, ${side(net, before, about)} the same days a year before (${money(before, currency)})`;
}

/** Partner revenue by grade. Groups of few partners are not shown to everybody: of those is not known what they bring. */
export function gradesAnswer(f: Pick<RevenueFacts, "about" | "groups">): Answer {
  const rows = f.groups.filter((row) => row.dimension === "grade");
  const share = (grade: Grade) => rows.find((row) => row.member === grade)?.share ?? 0;
  const sum = (of: "net" | "partners") => rows.reduce((total, row) => total + row[of], 0);
  const all = sum("partners") >= f.about.partners;
  const isKnown = (grade: Grade) => all || rows.some((row) => row.member === grade);
  const question = "How reliable are those who bring it?";
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  if (all && sum("net") <= 0) return answer(question, say`No partner revenue in the last ${span(period(f.about.window_days))}`);
  const note = say`Revenue of the last ${span(period(f.about.window_days))}, by grade of today.`;
  const way = {to: "./trust", label: "All partners by trust score"};
  const told = [
    ...(isKnown("trusted") ? [`${percent(share("trusted"))} of partner revenue is from trusted partners`] : []),
    ...(isKnown("at_risk")
      ? [`${percent(share("at_risk"))} ${isKnown("trusted") ? "" : "of partner revenue is "}from partners at risk`]
      : [])
  ];
  if (!told.length)
    return answer(question, say`Shares of trusted partners and of partners at risk are not shown here`, [note], way);
  const unrated = share("unproven") + share("not_rated");
  return answer(
    question,
    unrated > 0.5 ? say`${percent(unrated)} of partner revenue is from partners without a rating` : say`${told.join(", ")}`,
    [note],
    way
  );
}

/** Partner revenue by group: A, B and C. */
export function classesAnswer(f: Pick<RevenueFacts, "about" | "groups" | "forecasts" | "tests">): Answer {
  const question = "Which groups bring it?";
  const groups = f.groups.filter((row) => row.dimension === "class");
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  // there is no group A where no partner brings more than its part
  const most = groups.find((row) => row.net > 0);
  // an audience may see some of the groups only
  const shown = groups.reduce((sum, row) => sum + row.partners, 0);
  const partners = Math.max(shown, f.about.partners);
  if (!most?.share)
    return answer(
      question,
      shown >= partners
        ? say`No partner revenue in the last ${span(period(f.about.window_days))}`
        : say`What each group brings is not shown here`
    );
  return answer(
    question,
    say`Group ${most.member}, ${whole(most.partners)} of ${counted(partners, "partner")}, brings ${percent(most.share)} of ${revenueName(f.about)}`,
    [groupsAheadSentence(f)],
    {to: "./segments", label: "Groups A, B and C"}
  );
}

export function revenueHeadline(f: RevenueFacts): Answer {
  const year = lastComplete(f.years);
  const {currency} = f.about;
  const yearly = year ? say`Partner revenue in ${year.label}: ${money(year.net, currency)}, ${compared(year, f.about)}` : null;
  return answer(
    null,
    moneyUnknown(f.about) ? incomplete(f.about) : (yearly ?? say`Revenue with partners, open deals and forecast`),
    [
      moneyUnknown(f.about) ? nothing : lastUnlike(f.years),
      moneyUnknown(f.about) ? nothing : sofar(running(f.years), f),
      say`Net revenue of won deals by the day they closed, each partner with its share. Periods are compared with the same period a year before.`
    ]
  );
}

export const quartersTitle = (quarters: readonly Period[], currency: string | null): string => {
  const last = lastComplete(quarters);
  return last ? `Partner revenue by quarter; ${last.label}: ${money(last.net, currency)}` : "Partner revenue by quarter";
};

/** What the columns of the picture are, only of those that are in it; of one partner or of all. */
export function quartersCaption(quarters: readonly Pick<Period, "is_complete">[], ofOne = false): string {
  const last = quarters.findLastIndex((row) => row.is_complete);
  const blue =
    last < 0
      ? ""
      : ` Blue: the last complete quarter${quarters[last - 4]?.is_complete ? ", and outlined the same quarter a year before" : ""}.`;
  const dashed = quarters.every((row) => row.is_complete) ? "" : " Dashed: a quarter of which not all days are in the data.";
  return `Net revenue of ${ofOne ? "its won deals" : "won deals with partners"} by quarter.${blue}${dashed}`;
}

/** @param grades the grades that bring something, in the order of the bar */
export function gradesTitle(grades: readonly Pick<Group, "member" | "share">[]): string {
  const most = grades.reduce((a, b) => ((b.share ?? 0) > (a.share ?? 0) ? b : a));
  return `Largest share of partner revenue: ${percent(most.share)}, ${groupName(most.member)}`;
}

export const gradesCaption = "Each part is a grade of trust; width is its share of partner revenue.";

export const groupName = (member: Group["member"]): string =>
  member in gradeNames ? gradeNames[member as Grade] : `group ${member}`;

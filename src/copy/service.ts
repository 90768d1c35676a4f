import type {Answer, Sentence} from "../contract/index.js";
import {
  allOf,
  capital,
  counted,
  decimal,
  first,
  firstCounted,
  percent,
  percentRange,
  period,
  plural,
  some,
  whole,
  span
} from "../shared/formats.js";
import {recordedPeriod} from "./begins.js";
import {rateDifference, wilson} from "../shared/rateDifference.js";
import type {Facts} from "./facts.js";
import {incomplete} from "./money.js";
import {differenceText} from "./rates.js";
import {answer, nothing, paragraph, say, strong} from "./say.js";
import {attentionAnswer} from "./contact.js";
import {notRecorded} from "./recorded.js";

/* Service: hours, installations without trouble, jointly resolved tickets, business reviews. */

/** Hours against revenue; where no deals are recorded, the hours alone. */
export const serviceHeadline = (f: Facts): Answer => {
  const {deals, tickets, activities} = f.about.recorded;
  return {...(deals || !(tickets || activities) ? attentionAnswer(f) : hoursAnswer(f)), question: null, way: null};
};

/** The hours that shares are taken of: those of tickets and activities that name no partner are in none. */
export function hoursAnswer(f: Facts): Answer {
  const question = "Who gets our time?";
  const {tickets, activities} = f.about.recorded;
  if (!tickets && !activities)
    return answer(question, notRecorded(f.about, ["tickets", "activities"], say`Hours are not recorded`));
  const hours = f.partners.reduce((sum, row) => sum + (row.hours ?? 0), 0);
  const of = [tickets ? "tickets" : "", activities ? "activities" : ""].filter(Boolean).join(" and ");
  return answer(
    question,
    hours
      ? say`${capital(counted(Math.round(hours), "hour"))} of ${of} with partners in ${period(f.about.window_days)}`
      : say`No hours of ${of} with partners are recorded in ${period(f.about.window_days)}`
  );
}

const ticketsUnknown = ({about}: Pick<Facts, "about">): Sentence =>
  notRecorded(about, ["tickets"], say`Support tickets are not recorded`);

type Free = {introduced_by: "partner" | "direct"; id: string | null; customers: number; trouble_free: number};

const all = (rows: readonly Free[], by: Free["introduced_by"]) =>
  rows.find((row) => row.id === null && row.introduced_by === by && row.customers > 0);

/** Do partners' customers start with less trouble than our own? */
export function troubleFreeAnswer(f: Facts): Answer {
  const question = "Do installations go without trouble?";
  const [through, direct] = [all(f.trouble_free, "partner"), all(f.trouble_free, "direct")];
  const {deals, topics} = f.about.recorded;
  if (!deals) return answer(question, incomplete(f.about));
  if (!topics)
    return answer(
      question,
      f.joint_tickets.length || f.report.tables["tickets"]?.final
        ? say`What tickets are about is not recorded`
        : ticketsUnknown(f)
    );
  if (!through) return answer(question, say`No new customers through partners to judge by`);
  const share = (row: Free) => {
    const range = wilson({k: row.trouble_free, n: row.customers});
    return percentRange(row.trouble_free / row.customers, range?.lower ?? null, range?.upper ?? null);
  };
  const difference = direct
    ? rateDifference({k: through.trouble_free, n: through.customers}, {k: direct.trouble_free, n: direct.customers})
    : null;
  const days = counted(f.settings.trouble_free_days, "day");
  const finding =
    difference === null
      ? say`${percent(through.trouble_free / through.customers)} of ${counted(through.customers, "customer")} through partners start without trouble`
      : {
          better: say`Customers through partners start with less trouble than direct ones`,
          worse: say`Customers through partners start with more trouble than direct ones`,
          unclear: say`Can’t tell yet whether customers through partners start with less trouble`
        }[difference.verdict];
  return answer(question, finding, [
    paragraph(
      say`Of ${counted(through.customers, "customer")} that a partner introduced, ${strong(share(through))} had no installation ticket in the first ${span(days)}.`,
      direct && difference
        ? say`Of ${whole(direct.customers)} without a partner it was ${strong(share(direct))}: with a partner ${differenceText(difference)}.`
        : nothing
    )
  ]);
}

export const ownerNames: Record<string, string> = {us: "by us alone", partner: "by the partner alone", both: "jointly"};

/** Are tickets resolved jointly, and how fast? Only means are published, no error of them, so nobody is called fastest. */
export function jointAnswer(f: Facts): Answer {
  const question = "How many tickets are resolved jointly, and how fast?";
  if (!f.joint_tickets.length)
    return answer(
      question,
      f.report.tables["tickets"]?.final
        ? say`No ticket of ${recordedPeriod(f.about.evidence_days, f.about)} names a partner`
        : ticketsUnknown(f)
    );
  const both = f.joint_tickets.find((row) => row.owner === "both");
  const means = f.joint_tickets.flatMap(({owner, days, resolved}) =>
    days === null || !resolved
      ? []
      : [
          `${ownerNames[owner] ?? owner} ${decimal(days)} ${plural(Number(decimal(days)), "day")} (${counted(resolved, "ticket")})`
        ]
  );
  return answer(
    question,
    both?.resolved
      ? say`${firstCounted(both.resolved, "ticket")} ${plural(both.resolved, "was", "were")} resolved jointly`
      : say`No ticket was resolved jointly`,
    [means.length ? say`Mean time to resolve: ${means.join(", ")}.` : nothing]
  );
}

/** When did we last review the business together? */
export function reviewsAnswer(f: Facts): Answer {
  const question = "When was the last business review?";
  if (!f.about.recorded.activities || !f.reviews.length)
    return answer(question, notRecorded(f.about, ["activities"], say`Business reviews are not recorded`));
  const without = f.reviews.filter((row) => row.stale);
  const never = without.filter((row) => row.last_review_on === null).length;
  const within = period(f.about.window_days);
  if (f.reviews.length === 1)
    return answer(
      question,
      without.length
        ? say`The only partner had no business review for ${within}`
        : say`The only partner had a business review within ${within}`,
      [never ? say`None is recorded at all.` : nothing]
    );
  return answer(
    question,
    without.length
      ? say`${first(without.length)} of ${counted(f.reviews.length, "partner")} had no business review for ${within}`
      : say`Every partner had a business review within ${within}`,
    [neverText(never, without.length)]
  );
}

const neverText = (never: number, without: number): Sentence =>
  never ? say`For ${never === without ? "all of them" : some(never)} none is recorded at all.` : nothing;

/* Pictures. */

export function troubleFreeTitle(rows: readonly Free[]): string {
  const told = (by: Free["introduced_by"], text: string) => {
    const row = all(rows, by);
    return row ? [`${text} ${percent(row.trouble_free / row.customers)}`] : [];
  };
  const parts = [...told("partner", "through a partner"), ...told("direct", "direct")];
  return parts.length ? `Started without trouble: ${parts.join(", ")}` : "";
}

export const troubleFreeCaption = "New customers without an installation ticket at the start. Lines: 90% intervals.";

export const servedNames: Record<string, string> = {
  over: "far more than its revenue share",
  under: "no contact, high revenue share",
  fair: "not over-served"
};

export const reviewsTitle = (without: number, of: number, within: number): string =>
  without
    ? `${whole(without)} of ${whole(of)} had no review for ${period(within)}`
    : of === 1
      ? `The only one had a review within ${period(within)}`
      : `${allOf(of)} had a review within ${period(within)}`;
export const reviewsCaption = (never: number): string =>
  `Days since the last business review, a dot per partner.${never ? ` Not drawn: ${whole(never)} with none on record.` : ""}`;

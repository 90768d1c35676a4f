import type {Answer, File, Sentence} from "../contract/index.js";
import {
  capital,
  counted,
  first,
  firstCounted,
  listed,
  monthYear,
  percent,
  percentRange,
  period,
  plural,
  some,
  whole
} from "../shared/formats.js";
import {candidates, isRated, others, previousQuarter, servedApart} from "./derive.js";
import type {Facts, PartnerFacts} from "./facts.js";
import {incomplete, moneyUnknown, revenueName, withRateOnly} from "./money.js";
import {differenceText} from "./rates.js";
import {answer, nothing, paragraph, partner, partners, say, strong} from "./say.js";

/* Segments: which few carry most, who could become one of them, and whether the others are in contact. */

const eighty = percent(0.8);
const fifth = percent(0.2);

export function segmentsAnswer(f: Facts): Answer {
  const question = "Which few carry most, and who could join them?";
  const [split] = f.segmentation;
  const n = f.partners.length;
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  if (!split?.k80) return answer(question, say`No revenue through partners in ${period(f.about.window_days)}`);
  if (n < 2) return answer(question, say`One partner brings all ${revenueName(f.about)}`);
  return answer(
    question,
    say`${first(split.k80)} of ${whole(n)} partners ${plural(split.k80, "brings", "bring")} ${eighty} of ${revenueName(f.about)}`,
    [
      paragraph(
        say`That is ${strong(percent(split.k80 / n))} of them; the top ${fifth} bring ${strong(percent(split.top20_share))}.`,
        groupMoves(f)
      ),
      groupA(split.k_a, split.k80),
      next(f)
    ],
    {to: "./segments", label: "Groups A, B and C"}
  );
}

/** Group A ends where the line is drawn by computed ABC, which need not be at four fifths of the revenue. */
const groupA = (few: number | null, k80: number): Sentence =>
  few === null || few === k80
    ? nothing
    : say`Group A has ${strong(whole(few))}: it ends not at ${eighty} but where one more partner adds less than its part.`;

/** Who entered group A and who left it. */
export function groupMoves(f: Pick<Facts, "segment_moves" | "concentration" | "about" | "settings">): Sentence {
  const since = previousQuarter(f);
  if (since === null || moneyUnknown(f.about)) return nothing;
  const entered = f.segment_moves.filter((m) => m.move === "entered");
  const left = f.segment_moves.filter((m) => m.move === "left");
  const pieces = [
    entered.length ? say`${partners(entered)} entered group A` : nothing,
    left.length ? say`${partners(left)} left ${entered.length ? "it" : "group A"}` : nothing
  ].filter((s) => s.length);
  if (!pieces.length) return say`No partner entered or left group A since ${monthYear(since)}.`;
  return say`Since ${monthYear(since)} ${pieces.flatMap((s, i): Sentence => (i ? [", ", ...s] : s))}.`;
}

/** Candidates nearest to trusted, in the order of the number that the sentence gives. */
function next(f: Facts): Sentence {
  const nearest = candidates(f.partners).slice(0, 3);
  if (!nearest.length) return nothing;
  const each = nearest.flatMap((row, i): Sentence => [...(i ? [", "] : []), ...say`${partner(row)} (${row.to_next_deals ?? 0})`]);
  return say`Fewest won deals short of trusted: ${each}.`;
}

export const segmentsHeadline = (f: Facts): Answer => ({...segmentsAnswer(f), question: null, way: null});

export function paretoAnswer(f: Pick<Facts, "segmentation" | "partners" | "about">): Answer {
  const [split] = f.segmentation;
  const [a, ab] = [split?.k_a ?? 0, split?.k_ab ?? split?.k_a ?? 0];
  const bringing = f.partners.filter((row) => row.revenue > 0).length;
  return answer(
    "Where does group A end?",
    moneyUnknown(f.about)
      ? incomplete(f.about)
      : a
        ? say`Group A: ${whole(a)}; group B: ${whole(ab - a)}; group C: ${whole(f.partners.length - ab)}`
        : bringing > 1
          ? say`All ${whole(bringing)} partners with revenue bring the same: no group A`
          : bringing
            ? say`One partner brings all partner revenue: nothing to divide`
            : say`No partner revenue to divide`,
    a
      ? [
          say`The line is computed (ABC analysis), not set at a round figure: A ends where one more partner adds less than its part, and at the latest where partners bring less than the average.`
        ]
      : [],
    {to: "./method#segmentation", label: "How the line is drawn"}
  );
}

const weak = (row: Pick<PartnerFacts, "abc" | "grade">) =>
  row.abc === "A" && (row.grade === "at_risk" || row.grade === "below_typical");

/** Whether those that carry most can be relied on. */
export function valueTrustAnswer(f: Facts): Answer {
  const few = f.partners.filter((row) => row.abc === "A");
  const low = few.filter(weak);
  const unrated = few.filter((row) => !isRated(row)).length;
  const revenue = low.reduce((sum, row) => sum + (row.value_share ?? 0), 0);
  const finding = moneyUnknown(f.about)
    ? incomplete(f.about)
    : !few.length
      ? say`No partner in group A`
      : unrated === few.length
        ? say`None of the ${whole(few.length)} in group A can be rated`
        : low.length
          ? say`${first(low.length)} of ${whole(few.length)} in group A ${plural(low.length, "scores", "score")} below average or at risk`
          : say`No rated partner in group A scores below average`;
  return answer(
    "Can those that carry most be relied on?",
    finding,
    [
      low.length && !moneyUnknown(f.about)
        ? say`${partners(low)}: ${low.length > 1 ? "together " : ""}${strong(percent(revenue))} of ${revenueName(f.about)}.`
        : nothing,
      unrated && unrated < few.length
        ? say`${first(unrated)} of them ${plural(unrated, "has", "have")} too little data to rate.`
        : nothing
    ],
    {to: "./trust", label: "All partners by trust score"}
  );
}

export const segmentsTableAnswer = (): Answer =>
  answer("Which partner is in which group?", say`Revenue, expected annual value and attention by partner`, [
    say`Expected annual value: the deals to expect in a year, times a credible deal size, times the score as a share of 100.`
  ]);

/* Attention: hours and contact against value. */

const asked = "Are we in contact with the others?";

export function attentionAnswer(f: Facts): Answer {
  const {tickets, activities} = f.about.recorded;
  if (!tickets && !activities)
    return answer(asked, say`Hours and contacts are not recorded`, [
      say`An export of support tickets or activities would show here who gets our time, against revenue.`
    ]);
  return answer(asked, attentionFinding(f), [paragraph(examples(f)), paragraph(contact(f))], {
    to: "./segments#attention",
    label: "Attention against value"
  });
}

function attentionFinding(f: Facts): Sentence {
  if (moneyUnknown(f.about)) return incomplete(f.about);
  const over = servedApart(f.partners, "over");
  const hours = over.reduce((sum, row) => sum + (row.service_share ?? 0), 0);
  const brings = over.reduce((sum, row) => sum + (row.value_share ?? 0), 0);
  const active = others(f.partners);
  const none = f.about.recorded.activities ? active.filter((row) => row.ignored).length : 0;
  const start = over.length
    ? say`${firstCounted(over.length, "partner")} ${plural(over.length, "uses", "use")} ${percent(hours)} of our hours for ${percent(brings)} of ${revenueName(f.about)}`
    : nothing;
  const days = counted(f.settings.no_contact_days, "day");
  if (over.length && none) return say`${start}; ${counted(none, "other")} had no contact for ${days}`;
  if (over.length) return start;
  if (none) return say`${first(none)} of ${counted(active.length, "active partner")} outside group A had no contact for ${days}`;
  return say`No partner uses far more support than its revenue share`;
}

function examples(f: Facts): Sentence {
  if (moneyUnknown(f.about)) return nothing;
  const [over, under] = [servedApart(f.partners, "over")[0], servedApart(f.partners, "under")[0]];
  const told = (row: PartnerFacts) =>
    say`${partner(row)} uses ${strong(percent(row.service_share))} of our hours and brings ${strong(percent(row.value_share))} of ${revenueName(f.about)}.`;
  return paragraph(over ? told(over) : nothing, under ? told(under) : nothing);
}

function contact(f: Facts): Sentence {
  if (!f.about.recorded.activities) return say`Calls, visits and emails are not recorded.`;
  const active = others(f.partners);
  if (!active.length) return nothing;
  const none = active.filter((row) => row.ignored).length;
  const of = `Of ${counted(active.length, "active partner")} outside group A`;
  return say`${of}, ${some(none)} had no contact for ${counted(f.settings.no_contact_days, "day")}.`;
}

/* Pictures. */

export function paretoTitle(
  points: readonly {rank: number; cumulative: number}[],
  {k80, about}: {k80: number; about: Facts["about"]}
): string {
  if (moneyUnknown(about)) return withRateOnly;
  const count = about.partners;
  const largest = points.find((p) => p.rank === 1)?.cumulative;
  return `The first ${k80 === 1 ? "" : `${whole(k80)} `}of ${whole(count)} ${plural(k80, "brings", "bring")} ${eighty}${k80 > 1 && largest ? `, the largest alone ${percent(largest)}` : ""}`;
}

export const paretoCaption = (marks: readonly {kind: string}[]): string =>
  `Share of partner revenue added up, largest partner first.${
    marks.some((m) => m.kind === "next") ? " Rings: could become trusted, with the won deals still needed." : ""
  }`;

type Weighed = File<"overview">["weighed"];

/** The partner that uses most beyond its revenue share; else the one with the widest gap. */
export function hoursTitle(rows: Weighed, about: Facts["about"]): string {
  if (moneyUnknown(about)) return withRateOnly;
  const gap = (row: Weighed[number]) => row.service_share - row.value_share;
  const row = [...rows].sort((a, b) => gap(b) - gap(a))[0];
  return row
    ? `${row.name} uses ${percent(row.service_share)} of our hours and brings ${percent(row.value_share)} of ${revenueName(about)}`
    : "";
}

export const hoursCaption = "Share of our hours against share of partner revenue, where they lie far apart.";

/** Of those drawn: how many had no contact for longer than the limit. @param sampled whether there are more than are drawn */
export function contactTitle(
  rows: readonly {name: string; days: number | null; ignored: boolean}[],
  {limit, sampled}: {limit: number; sampled: boolean}
): string {
  const known = rows.flatMap(({name, days}) => (days === null ? [] : [{name, days}]));
  const longest = known.reduce<(typeof known)[number] | null>((a, b) => (a === null || b.days > a.days ? b : a), null);
  const late = rows.filter((row) => row.ignored).length;
  const whose = longest && !sampled ? `; ${longest.name} longest, ${counted(longest.days, "day")}` : "";
  const of = sampled ? `the ${whole(rows.length)} with the most revenue` : whole(rows.length);
  return late
    ? `${first(late)} of ${of} had no contact for ${counted(limit, "day")}${whose}`
    : `All ${sampled ? `of ${of}` : of} had contact within ${counted(limit, "day")}${whose}`;
}

/** Partners that the picture of contacts draws at most. */
export const contactsDrawn = 300;

/** Days after the start at which the cohorts of partners are compared. */
const yearDays = 365;

/** The part of a cohort with a first deal by a day; null where that day is not over for any of it. */
export function activeBy(rows: Facts["first_deals"], day: number): number | null {
  const last = rows.at(-1);
  if (!last || (last.days < day && last.active < 1)) return null;
  return rows.filter((row) => row.days <= day).at(-1)?.active ?? 0;
}

/** The cohorts of partners by the year of their start, the oldest first. */
export function cohortsOf<R extends {cohort: string}>(rows: readonly R[]): {cohort: string; rows: R[]}[] {
  const groups = new Map<string, R[]>();
  for (const row of rows) (groups.get(row.cohort) ?? groups.set(row.cohort, []).get(row.cohort)!).push(row);
  return [...groups].map(([cohort, own]) => ({cohort, rows: own}));
}

/** How soon new partners have a first deal, by the year of their start. */
export function firstDealsAnswer(f: Pick<Facts, "first_deals" | "early_wins" | "settings">): Answer {
  const question = "How soon do new partners win a first deal?";
  const known = cohortsOf(f.first_deals).flatMap(({cohort, rows}) => {
    const active = activeBy(rows, yearDays);
    return active === null ? [] : [{cohort, active}];
  });
  const [then, now] = [known[0], known.at(-1)];
  return answer(
    question,
    !now
      ? say`Too few partners started in one year to compare`
      : say`${percent(now.active)} of the partners that started in ${now.cohort} won a deal within ${period(yearDays)}`,
    [
      then && now && then !== now ? say`Of those that started in ${then.cohort} it was ${percent(then.active)}.` : nothing,
      earlyWinsSentence(f)
    ]
  );
}

/** Whether an early win goes with an active second year; nothing where no partner has one behind it, or all are of one sort. */
function earlyWinsSentence({early_wins: rows, settings}: Pick<Facts, "early_wins" | "settings">): Sentence {
  const [early, later] = [rows.find((row) => row.early_win), rows.find((row) => !row.early_win)];
  if (!early || !later || early.difference === null || early.diff_lower === null || early.diff_upper === null) return nothing;
  const text = {difference: early.difference, lower: early.diff_lower, upper: early.diff_upper};
  const part = (row: typeof early, noun: string) =>
    `${percentRange(row.active / row.partners, row.lower, row.upper)} of ${counted(row.partners, noun)}`;
  const verdict = early.verdict === "unclear" ? "can’t tell yet whether it matters" : differenceText(text);
  return say`Active in their second year: ${part(early, "partner")} with a won deal in the first ${period(settings.early_win_days)}, ${part(later, "other")}; ${verdict}.`;
}

export const firstDealsTitle = (cohorts: number): string =>
  `Share of partners with a first deal, by days since the start, ${counted(cohorts, "year")} of start`;
export const firstDealsCaption =
  "Kaplan-Meier, partners that still wait counted until now. The newest year that is known for long enough in blue; years with fewer than five partners left out.";

export const contactCaption = (sampled: boolean): string =>
  `Days since the last contact of active partners outside group A.${sampled ? ` A sample: the ${whole(contactsDrawn)} with the most revenue.` : ""}`;

export function valueTrustTitle(rows: readonly Pick<PartnerFacts, "abc" | "grade" | "name">[], about: Facts["about"]): string {
  if (moneyUnknown(about)) return withRateOnly;
  const few = rows.filter((row) => row.abc === "A");
  const low = few.filter(weak);
  if (!few.length) return "No partner in group A";
  const names = low.length && low.length < 4 ? `: ${listed(low.map((row) => row.name))}` : "";
  return `${capital(some(low.length))} of ${whole(few.length)} in group A ${plural(Math.max(1, low.length), "is", "are")} below average or at risk${names}`;
}

export const valueTrustCaption = "Partner revenue against trust score; each dot is a partner. Lines: 90% intervals of group A.";

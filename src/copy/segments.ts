import type {Answer, Sentence} from "../contract/index.js";
import {allOf, capital, first, listed, monthYear, percent, period, plural, some, whole} from "../shared/formats.js";
import {nearTrusted, isRated, movesSince} from "./derive.js";
import type {Facts, PartnerFacts} from "./facts.js";
import {incomplete, moneyUnknown, revenueName, summedShares, withRateOnly} from "./money.js";
import {answer, nothing, paragraph, partner, partners, say, strong} from "./say.js";

/* Segments: which few carry most, and who could become one of them. */

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
    say`${first(split.k80)} of ${whole(n)} partners ${plural(split.k80, "brings", "bring")} at least ${eighty} of ${revenueName(f.about)}`,
    [
      paragraph(
        say`That is ${strong(percent(split.k80 / n))} of them; ${topFifth(n)} ${strong(percent(split.top20_share))}.`,
        groupMoves(f)
      ),
      groupA(split.k_a, split.k80),
      next(f)
    ],
    {to: "./segments", label: "Groups A, B and C"}
  );
}

/** A fifth of the partners, rounded up, is said as 20% where it is that, and by its number where partners are too few. */
function topFifth(n: number): string {
  const top = Math.ceil(n / 5);
  if (percent(top / n) === fifth) return `the top ${fifth} bring`;
  return top === 1 ? "the largest brings" : `the top ${whole(top)} bring`;
}

/** Group A ends where the line is drawn by computed ABC, which need not be at four fifths of the revenue. */
const groupA = (few: number | null, k80: number): Sentence =>
  !few || few === k80
    ? nothing
    : say`Group A has ${strong(whole(few))}: it ends not at ${eighty} but where one more partner adds less than its part.`;

/** Who entered group A and who left it. */
export function groupMoves(f: Pick<Facts, "segment_moves" | "concentration" | "about" | "settings">): Sentence {
  const since = movesSince(f);
  if (since === null || moneyUnknown(f.about)) return nothing;
  const entered = f.segment_moves.filter((m) => m.move === "entered");
  const left = f.segment_moves.filter((m) => m.move === "left");
  const pieces = [
    entered.length ? say`${partners(entered)} entered group A` : nothing,
    left.length ? say`${partners(left)} left ${entered.length ? "it" : "group A"}` : nothing
  ].filter((s) => s.length);
  if (!pieces.length) return say`No partner entered or left group A since ${monthYear(since)}.`;
  return say`Since ${monthYear(since)} ${pieces.flatMap((s, i): Sentence => (i ? ["; ", ...s] : s))}.`;
}

/** Candidates nearest to trusted, in the order of the number that the sentence gives. */
function next(f: Facts): Sentence {
  const nearest = nearTrusted(f.partners, f.deal_pace).slice(0, 3);
  if (!nearest.length) return nothing;
  const each = nearest.flatMap((row, i): Sentence => [...(i ? [", "] : []), ...say`${partner(row)} (${row.to_next_deals ?? 0})`]);
  return say`Fewest won deals short of trusted, outside group A: ${each}.`;
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
        ? say`Group\u00a0A: ${whole(a)}; group\u00a0B: ${whole(ab - a)}; group\u00a0C: ${whole(f.partners.length - ab)}`
        : bringing > 1
          ? say`${allOf(bringing)} partners with revenue bring the same: no group A`
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
        ? few.length === 1
          ? say`The only partner in group A can't be rated`
          : say`None of the ${whole(few.length)} in group A can be rated`
        : low.length
          ? say`${few.length === 1 ? "The only partner" : `${first(low.length)} of ${whole(few.length)}`} in group A ${plural(low.length, "is", "are")} below average or at risk`
          : say`No rated partner in group A is below average`;
  return answer(
    "Can those that carry most be relied on?",
    finding,
    [
      low.length && !moneyUnknown(f.about)
        ? say`${partners(low)}: ${low.length > 1 ? "together " : ""}${strong(low.length > 1 ? summedShares(revenue, f.about) : percent(revenue))} of ${revenueName(f.about)}.`
        : nothing,
      unrated && unrated < few.length
        ? say`${first(unrated)} of them ${plural(unrated, "has", "have")} too little data to rate.`
        : nothing
    ],
    {to: "./trust", label: "All partners by trust score"}
  );
}

export const segmentsTableAnswer = ({about}: Pick<Facts, "about">): Answer =>
  about.recorded.deals
    ? answer("Which partner is in which group?", say`Revenue, expected annual value and attention by partner`, [
        say`Expected annual value: the deals to expect in a year, times a credible deal size, times the score as a share of 100.`
      ])
    : answer("Which partner is in which group?", incomplete(about));

/* Pictures. */

export function paretoTitle(
  points: readonly {rank: number; cumulative: number}[],
  {k80, about}: {k80: number; about: Facts["about"]}
): string {
  if (moneyUnknown(about)) return withRateOnly;
  const count = about.partners;
  const largest = points.find((p) => p.rank === 1)?.cumulative;
  return `The first ${k80 === 1 ? "" : `${whole(k80)} `}of ${whole(count)} ${plural(k80, "brings", "bring")} at least ${eighty}${k80 > 1 && largest ? `, the largest alone ${percent(largest)}` : ""}`;
}

export const paretoCaption = (marks: readonly {kind: string}[]): string =>
  `Share of partner revenue added up, largest partner first.${
    marks.some((m) => m.kind === "next") ? " Rings: could become trusted, with the won deals still needed." : ""
  }`;

export function valueTrustTitle(rows: readonly Pick<PartnerFacts, "abc" | "grade" | "name">[], about: Facts["about"]): string {
  if (moneyUnknown(about)) return withRateOnly;
  const few = rows.filter((row) => row.abc === "A");
  const low = few.filter(weak);
  if (!few.length) return "No partner in group A";
  const only = few.length === 1;
  if (!few.some(isRated))
    return only ? "The only partner in group A can't be rated" : `None of the ${whole(few.length)} in group A can be rated`;
  const names = low.length && low.length < 4 ? `: ${listed(low.map((row) => row.name))}` : "";
  if (only) return `The only partner in group A is ${low.length ? "" : "not "}below average or at risk${names}`;
  return `${capital(some(low.length))} of ${whole(few.length)} in group A ${plural(Math.max(1, low.length), "is", "are")} below average or at risk${names}`;
}

export const valueTrustCaption =
  "Partner revenue against trust score; each dot is a partner. Lines: 90% intervals of group A; where it is large, only of its weak grades, or of those named.";

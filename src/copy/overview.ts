import type {Answer, Case, Change, Sentence} from "../contract/index.js";
import {
  capital,
  counted,
  decimal,
  first,
  firstCounted,
  longDate,
  money,
  monthYear,
  percent,
  period,
  plural,
  some,
  whole,
  withRange
} from "../shared/formats.js";
import {beginsSentence, dealsNote, isPartial, staleSentence} from "./begins.js";
import {byRevenue, concentrationNow, isRated, largestOnes, movesSince, previousQuarter, wasRated} from "./derive.js";
import type {Facts, PartnerFacts} from "./facts.js";
import {excludedSentence, incomplete, moneyUnknown, revenueName} from "./money.js";
import {gradeNames} from "./names.js";
import {answer, lowered, nothing, paragraph, partner, partners, plain, say} from "./say.js";
import {equalOnes} from "./spread.js";
import {shrunkText, slowText, slowTogether} from "./together.js";
import {whyNotRated} from "./whyNotRated.js";
import {notRecorded, rejectedOf, unusableSentence} from "./recorded.js";

/* The overview: the one sentence over all, and what changed. */

/** At most this share of the rated partners at risk, and no more below the average than above it, is "sound overall". */
export const soundMax = 0.15;

export function overviewHeadline(f: Facts, list: readonly Pick<Case, "about" | "partner">[]): Answer {
  const unrated = whyNotRated(f);
  return answer(null, unrated ? knownFinding(f) : finding(f, list), [
    ...(unrated ? [paragraph(say`No partner can be rated.`, unrated)] : []),
    paragraph(unusable(f), staleSentence(f.about), beginsSentence(f.about), excludedSentence(f.about))
  ]);
}

/** What was delivered and could not be used; where nobody can be rated, or is there, that is said of outcomes, or partners, already. */
function unusable(f: Facts): Sentence {
  const others = !f.partners.length ? (["deals", "referrals", "tickets", "activities"] as const) : undefined;
  const told = unusableSentence(rejectedOf(f.about), whyNotRated(f) ? ["activities"] : others);
  return told.length ? say`${told}.` : nothing;
}

/** Where nobody can be rated the page leads with what is known. */
function knownFinding(f: Facts): Sentence {
  const now = concentrationNow(f, "partner");
  const n = f.partners.length;
  const active = f.partners.filter((row) => row.revenue > 0).length;
  const start = firstCounted(n, "partner");
  const all = largestOnes(f.partners);
  const [most] = all;
  if (moneyUnknown(f.about))
    return say`${start}, ${n === 1 ? "not rated" : "none of them rated"}; ${lowered(incomplete(f.about))}`;
  if (!now || now.total <= 0 || !most) return say`${start}, with too little data to rate`;
  const sellers = active < n ? `${first(active)} of ${counted(n, "partner")}` : start;
  const brought = say`${sellers} brought ${money(now.total, f.about.currency)}${f.about.excluded?.material ? " with an exchange rate" : ""} in ${period(f.about.window_days)}`;
  return n === 1
    ? brought
    : say`${brought}; the largest, ${partners(all)}, ${percent(most.share)}${all.length > 1 ? " each" : ""}`;
}

/** "60 partners, sound overall; no referrals from Brightmoor for 90 days". */
function finding(f: Facts, list: readonly Pick<Case, "about" | "partner">[]): Sentence {
  const n = f.partners.length;
  if (!n)
    return notRecorded(
      f.about,
      ["partners"],
      f.about.recorded.deals ? say`Every deal is direct: none names a partner` : say`No partners in the data yet`
    );
  const rated = f.partners.filter(isRated);
  const risky = rated.filter((row) => row.grade === "at_risk").length;
  const low = risky + rated.filter((row) => row.grade === "below_typical").length;
  const slow = slowTogether(f);
  const state =
    2 * rated.length < n
      ? `${whole(n - rated.length)} of them with too little data to rate`
      : slow !== null
        ? `${some(risky)} of them at risk`
        : (shrunkText(f, risky) ??
          (risky <= soundMax * rated.length && 2 * low <= rated.length ? "sound overall" : `${some(risky)} of them at risk`));
  const [first] = list;
  const alone = !rated.length ? "with too little data to rate" : risky ? "at risk" : "not at risk";
  const start = `${firstCounted(n, "partner")}, ${n === 1 ? alone : state}`;
  const late = dealsNote(f.about);
  // a case may then be of what was not delivered
  if (late) return say`${start}; ${late}`;
  if (slow !== null) return say`${start}; ${slowText(slow, n)}`;
  return first ? say`${start}; ${goesOn(first)}` : say`${start}${dominance(f)}`;
}

/** From this share of partner revenue on, one partner is told in the overview's sentence however long it has had it. */
const dominates = 0.5;

function dominance(f: Facts): Sentence {
  const [most] = f.partners.filter((row) => row.share !== null).sort(byRevenue);
  if (f.partners.length < 2 || !most || most.share! < dominates || moneyUnknown(f.about)) return nothing;
  return say`; ${percent(most.share)} of ${revenueName(f.about)} came from ${partner(most)}`;
}

/** What a case is about, to follow other words: a name keeps its capital. */
export const goesOn = ({about, partner: id}: Pick<Case, "about" | "partner">): Sentence =>
  id === null && !/^(Revenue by|The customer|An unnamed customer|A customer) /.test(plain(about)) ? about : lowered(about);

/** Changes of grade that are listed at most. */
const listedMoves = 8;

/** What differs from the last quarter's end. */
export function changes(f: Facts): Change[] {
  const since = previousQuarter(f);
  if (since === null) return [];
  return [
    ...moved(f)
      .sort((a, b) => weight(b) - weight(a))
      .slice(0, listedMoves)
      .map((row) => ({
        what: partner(row),
        before: gradeNames[row.grade_before!],
        now: gradeNames[row.grade!],
        why: row.score === null ? nothing : say`Trust score now ${withRange(row.score, row.lower ?? 0, row.upper ?? 0)}.`
      })),
    ...revenueChange(f, since),
    ...groupMoves(f)
      .slice(0, listedMoves)
      .map((m) => ({
        what: partner(m),
        before: m.move === "entered" ? "outside group A" : "group A",
        now: m.move === "entered" ? "group A" : "outside group A",
        why: say`By revenue of ${period(f.about.window_days)}.`
      }))
  ];
}

const groupMoves = (f: Facts) => (movesSince(f) === null ? [] : f.segment_moves);

const moved = (f: Facts) => f.partners.filter((row) => row.grade_before !== null && row.grade !== null);

/** Moves to and from the ends first; else revenue decides. */
const weight = (row: PartnerFacts): number =>
  (["trusted", "at_risk"].some((grade) => grade === row.grade || grade === row.grade_before) ? 1 : 0) + (row.share ?? 0);

function revenueChange(f: Facts, since: string): Change[] {
  const rows = f.concentration.filter((row) => row.dimension === "partner");
  const [then, now] = [rows.find((row) => row.as_of === since), rows.find((row) => row.is_current)];
  if (!then || !now || then.effective_n === null || now.effective_n === null || isPartial(f.about, since)) return [];
  const [before, after] = [then, now].map(({total}) => money(total, f.about.currency)) as [string, string];
  const [effective, effectiveNow] = [then, now].map((row) => decimal(row.effective_n!)) as [string, string];
  if (before === after && effective === effectiveNow) return [];
  return [
    {
      what: say`${capital(revenueName(f.about))}, ${period(f.about.window_days)}`,
      before,
      now: after,
      why: say`Equivalent to ${equalOnes(then.effective_n)} then, ${effectiveNow} now.`
    }
  ];
}

export function changesAnswer(f: Facts, list: readonly Change[], paragraphs: Sentence[]): Answer {
  const since = previousQuarter(f);
  const n = since === null ? 0 : moved(f).length;
  return answer(
    since === null ? "What changed?" : `What changed since ${longDate(since)}?`,
    since === null
      ? say`No earlier quarter to compare with`
      : n
        ? say`${firstCounted(n, "partner")} changed grade`
        : f.partners.some(isRated) && !wasRated(f, since)
          ? say`No partner was rated in ${monthYear(since)}`
          : list.length
            ? say`No partner changed grade`
            : say`No changes since ${monthYear(since)}`,
    [
      n > listedMoves ? say`Listed: ${listedMoves} of them, to or from trusted and at risk first, then by revenue.` : nothing,
      since !== null && groupMoves(f).length > listedMoves
        ? say`Listed: ${listedMoves} of the ${whole(groupMoves(f).length)} partners that entered or left group A.`
        : nothing,
      ...paragraphs
    ],
    {to: "./changes", label: "All headline figures and why they moved"}
  );
}

/** A year ago in one sentence; nothing where the history is shorter or nobody was there yet. */
export function yearSentence(f: Facts): Sentence {
  const then = (name: string): number | null => {
    const row = f.headlines.find(({headline}) => headline === name);
    return row && row.value !== null && row.since_year !== null ? row.value - row.since_year : null;
  };
  const day = f.headlines[0]?.year_end ?? null;
  const [n, good, risky] = [then("partners"), then("trusted"), then("at_risk")];
  if (day === null || !n || good === null || risky === null) return nothing;
  const row = f.concentration.find((c) => c.dimension === "partner" && c.as_of === day);
  const revenue =
    row && row.total > 0 && row.effective_n !== null && !isPartial(f.about, day)
      ? `; partner revenue was ${money(row.total, f.about.currency)}, equivalent to ${equalOnes(row.effective_n)}`
      : "";
  return say`A year before, on ${longDate(day)}, ${n === 1 ? `the only partner was ${good ? "trusted" : risky ? "at risk" : "neither trusted nor at risk"}` : `${some(good)} of ${counted(n, "partner")} ${plural(Math.max(1, good), "was", "were")} trusted and ${some(risky)} at risk`}${revenue}.`;
}

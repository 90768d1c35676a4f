import type {Answer, Case, Change, Sentence} from "../contract/index.js";
import {
  atLeast,
  capital,
  counted,
  decimal,
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
import {equalOnes} from "./concentration.js";
import {
  badYear,
  byRevenue,
  concentrationNow,
  isRated,
  lossByInactivityAlone,
  others,
  previousQuarter,
  referralTotals,
  servedApart
} from "./derive.js";
import type {Facts, PartnerFacts} from "./facts.js";
import {excludedSentence, incomplete, moneyUnknown, revenueName} from "./money.js";
import {gradeNames} from "./names.js";
import {answer, nothing, paragraph, partner, partners, say} from "./say.js";
import {whyNotRated} from "./trust.js";

/* The overview: the one sentence over all, five key numbers, what changed. */

/** At most this share of the rated partners at risk is "sound overall". */
export const soundMax = 0.15;

export function overviewHeadline(f: Facts, list: readonly Pick<Case, "about">[]): Answer {
  const unrated = whyNotRated(f);
  return answer(null, unrated ? knownFinding(f) : finding(f, list), [
    ...(unrated ? [paragraph(say`No partner can be rated.`, unrated)] : []),
    excludedSentence(f.about)
  ]);
}

/** Where nobody can be rated the page leads with what is known. */
function knownFinding(f: Facts): Sentence {
  const now = concentrationNow(f, "partner");
  const n = f.partners.length;
  const start = firstCounted(n, "partner");
  const [most] = f.partners.filter((row) => row.revenue > 0 && row.share !== null).sort(byRevenue);
  if (moneyUnknown(f.about)) return say`${start}, none of them rated; ${lowered(incomplete(f.about))}`;
  if (!now || now.total <= 0 || !most) return say`${start}, with too little data to rate`;
  const brought = say`${start} brought ${money(now.total, f.about.currency)}${f.about.excluded ? " with an exchange rate" : ""} in ${period(f.about.window_days)}`;
  return n === 1 ? brought : say`${brought}; the largest, ${partner(most)}, ${percent(most.share)}`;
}

/** "60 partners, sound overall; no referrals from Brightmoor for 90 days". */
function finding(f: Facts, list: readonly Pick<Case, "about">[]): Sentence {
  const n = f.partners.length;
  if (!n) return say`No partners in the data yet`;
  const rated = f.partners.filter(isRated);
  const risky = rated.filter((row) => row.grade === "at_risk").length;
  const state =
    2 * rated.length < n
      ? `${whole(n - rated.length)} of them with too little data to rate`
      : risky <= soundMax * rated.length
        ? "sound overall"
        : `${whole(risky)} of them at risk`;
  const [first] = list;
  const start = `${firstCounted(n, "partner")}, ${state}`;
  return first ? say`${start}; ${lowered(first.about)}` : say`${start}`;
}

/** A sentence that goes on: its first letter small, unless it is a name. */
const lowered = ([start, ...rest]: Sentence): Sentence =>
  typeof start === "string"
    ? [start.charAt(0).toLowerCase() + start.slice(1), ...rest]
    : start === undefined
      ? []
      : [start, ...rest];

export interface KeyNumber {
  value: string;
  unit: string;
  note: Sentence;
  to: string;
}

/** Five numbers, one a question. */
export const keyNumbers = (f: Facts): KeyNumber[] => [trusted(f), referrals(f), largest(f), few(f), withoutContact(f)];

const unknown = (to: string, note: Sentence): KeyNumber => ({value: "–", unit: "", note, to});

function trusted(f: Facts): KeyNumber {
  const to = "./trust";
  const n = f.partners.length;
  if (!n) return unknown(to, say`no partners in the data`);
  const rated = f.partners.filter(isRated);
  if (!rated.length) return unknown(to, say`no partner can be rated`);
  const risky = rated.filter((row) => row.grade === "at_risk").length;
  return {
    value: whole(rated.filter((row) => row.grade === "trusted").length),
    unit: `of ${whole(n)} trusted`,
    note: say`${risky} at risk; ${n - rated.length} with too little data to rate`,
    to
  };
}

function referrals(f: Facts): KeyNumber {
  const to = "./reciprocity";
  if (!f.about.recorded.referrals) return unknown(to, say`referrals are not recorded`);
  const {received, given} = referralTotals(f);
  const owe = f.partners.filter((row) => row.verdict === "they_owe").length;
  return {
    value: `${whole(received)} : ${whole(given)}`,
    unit: "",
    note: say`referrals received and sent in ${period(f.about.window_days)}; ${owe ? `${counted(owe, "partner")} ${plural(owe, "returns", "return")} clearly fewer` : "no partner returns clearly fewer"}`,
    to
  };
}

function largest(f: Facts): KeyNumber {
  const to = "./concentration";
  const [most] = f.partners.filter((row) => row.share !== null && row.revenue > 0).sort(byRevenue);
  const now = concentrationNow(f, "partner");
  if (moneyUnknown(f.about)) return unknown(to, lowered(incomplete(f.about)));
  if (!most || !now?.effective_n) return unknown(to, say`no partner revenue in ${period(f.about.window_days)}`);
  const bad = badYear(f);
  const cost =
    bad === null ? "" : `; ${lossByInactivityAlone(f) ? "by inactivity alone " : ""}a bad year (1 in 20) loses ${atLeast(bad)}`;
  return {
    value: percent(most.share),
    unit: "from the largest",
    note: say`${partner(most)}; equivalent to ${equalOnes(now.effective_n)}${cost}`,
    to
  };
}

function few(f: Facts): KeyNumber {
  const to = "./segments";
  const k80 = f.segmentation[0]?.k80;
  if (moneyUnknown(f.about)) return unknown(to, lowered(incomplete(f.about)));
  if (!k80) return unknown(to, say`no partner revenue to divide`);
  const entered = f.segment_moves.filter((m) => m.move === "entered");
  const left = f.segment_moves.filter((m) => m.move === "left");
  const since = previousQuarter(f);
  const note: Sentence =
    since === null
      ? say`no earlier quarter to compare with`
      : entered.length
        ? say`${partners(entered, 1)} entered group A`
        : left.length
          ? say`${partners(left, 1)} left group A`
          : say`group A is unchanged since ${monthYear(since)}`;
  return {value: whole(k80), unit: `${plural(k80, "brings", "bring")} ${percent(0.8)}`, note, to};
}

function withoutContact(f: Facts): KeyNumber {
  const to = "./segments#attention";
  const over = servedApart(f.partners, "over").length;
  const much = over
    ? `${counted(over, "partner")} ${plural(over, "uses", "use")} far more support than ${plural(over, "its", "their")} revenue share`
    : "no partner uses far more support than its revenue share";
  const {tickets, activities} = f.about.recorded;
  if (moneyUnknown(f.about) && (tickets || activities)) return unknown(to, lowered(incomplete(f.about)));
  if (activities) {
    const active = others(f.partners);
    const none = active.filter((row) => row.ignored).length;
    return {
      value: whole(none),
      unit: `of ${whole(active.length)} without contact`,
      note: say`for ${counted(f.settings.no_contact_days, "day")}, of active partners outside group A; ${much}`,
      to
    };
  }
  if (!tickets) return unknown(to, say`hours and contacts are not recorded`);
  return {value: whole(over), unit: "over-served", note: say`${much}; contacts are not recorded`, to};
}

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
    ...f.segment_moves.map((m) => ({
      what: partner(m),
      before: m.move === "entered" ? "outside group A" : "group A",
      now: m.move === "entered" ? "group A" : "outside group A",
      why: say`By revenue of ${period(f.about.window_days)}.`
    }))
  ];
}

const moved = (f: Facts) => f.partners.filter((row) => row.grade_before !== null && row.grade !== null);

/** Moves to and from the ends first; else revenue decides. */
const weight = (row: PartnerFacts): number =>
  (["trusted", "at_risk"].some((grade) => grade === row.grade || grade === row.grade_before) ? 1 : 0) + (row.share ?? 0);

function revenueChange(f: Facts, since: string): Change[] {
  const rows = f.concentration.filter((row) => row.dimension === "partner");
  const [then, now] = [rows.find((row) => row.as_of === since), rows.find((row) => row.is_current)];
  if (!then || !now || then.effective_n === null || now.effective_n === null) return [];
  return [
    {
      what: say`${capital(revenueName(f.about))}, ${period(f.about.window_days)}`,
      before: money(then.total, f.about.currency),
      now: money(now.total, f.about.currency),
      why: say`Equivalent to ${equalOnes(then.effective_n)} then, ${decimal(now.effective_n)} now.`
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
      : !list.length
        ? say`No changes since ${monthYear(since)}`
        : n
          ? say`${firstCounted(n, "partner")} changed grade`
          : say`No partner changed grade`,
    [
      n > listedMoves ? say`Listed: ${listedMoves} of them, to or from trusted and at risk first, then by revenue.` : nothing,
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
    row && row.total > 0 && row.effective_n !== null
      ? `; partner revenue was ${money(row.total, f.about.currency)}, equivalent to ${equalOnes(row.effective_n)}`
      : "";
  return say`A year before, on ${longDate(day)}, ${n === 1 ? `the only partner was ${good ? "trusted" : risky ? "at risk" : "neither trusted nor at risk"}` : `${some(good)} of ${counted(n, "partner")} ${plural(Math.max(1, good), "was", "were")} trusted and ${some(risky)} at risk`}${revenue}.`;
}

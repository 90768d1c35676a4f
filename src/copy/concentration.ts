import type {Answer, Sentence} from "../contract/index.js";
import {
  atLeast,
  capital,
  counted,
  decimal,
  first,
  fixed,
  listed,
  longDate,
  money,
  monthYear,
  percent,
  period,
  some,
  whole
} from "../shared/formats.js";
import {badYear, byRevenue, concentrationNow, lossByInactivityAlone, partnerRevenue} from "./derive.js";
import type {DimensionName, Facts} from "./facts.js";
import {excludedSentence, incomplete, moneyUnknown, revenueName} from "./money.js";
import {answer, nothing, paragraph, partner, say, strong} from "./say.js";

/* Concentration: what is lost if one leaves, over partners, customers and our reps. */

const question = "What is lost if one leaves?";

/** "14 equal partners", "1.3 equal partners": an effective number, to the digit that it can bear. */
export const equalOnes = (n: number, one = "partner"): string => {
  const text = decimal(n);
  return `${text} equal ${text === "1" ? one : `${one}s`}`;
};

export function concentrationAnswer(f: Facts): Answer {
  const now = concentrationNow(f, "partner");
  if (moneyUnknown(f.about))
    return answer(question, incomplete(f.about), [paragraph(excludedSentence(f.about), directSentence(f))]);
  if (!now || now.effective_n === null || now.total <= 0)
    return answer(question, say`No revenue through partners in ${period(f.about.window_days)}`, [
      paragraph(directSentence(f), excludedSentence(f.about))
    ]);
  return answer(
    question,
    say`${capital(revenueName(f.about))} is equivalent to ${equalOnes(now.effective_n)}`,
    [paragraph(excludedSentence(f.about), largest(f), thresholdSentence(f)), paragraph(badYearSentence(f), equalThen(f))],
    {to: "./concentration", label: "What if one leaves?"}
  );
}

function largest(f: Facts): Sentence {
  const [most] = f.partners.filter((row) => row.share !== null && row.revenue > 0).sort(byRevenue);
  return most
    ? say`${partner(most)} brings ${strong(percent(most.share))} of ${money(partnerRevenue(f), f.about.currency)} ${revenueName(f.about)} in ${period(f.about.window_days)}.`
    : nothing;
}

/** Customers of record at or above the ASC 280 threshold, for Finance to check. */
function thresholdSentence(f: Facts): Sentence {
  const at = percent(f.settings.disclosure_share);
  if (!f.disclosures.length)
    return say`No partner or customer brings ${at} of ${revenueName(f.about, "all revenue")} (the ASC 280 threshold).`;
  const shown = f.disclosures
    .slice(0, 4)
    .map((d) => `${d.dimension === "customer" ? "customer " : ""}${groupName(f, d)} ${percent(d.share)}`);
  const rest = f.disclosures.length - shown.length;
  return say`At or above the ASC 280 threshold of ${at} of ${revenueName(f.about, "all revenue")}, for Finance to check: ${listed(rest ? [...shown, `${whole(rest)} more`] : shown)}.`;
}

/** Companies under one parent count as one; the parent itself is often no partner, so its companies are named. */
export function groupName(f: Pick<Facts, "members">, d: Facts["disclosures"][number]): string {
  if (d.members < 2) return d.name;
  const names = f.members.filter((m) => m.dimension === d.dimension && m.group_id === d.group_id).map((m) => m.name);
  if (!names.length) return d.name;
  return `${listed(names.length > 3 ? [...names.slice(0, 2), `${whole(names.length - 2)} more`] : names)} together`;
}

export const badYearAlone = "By inactivity alone, a bad year (1 in 20)";

export function badYearSentence(f: Pick<Facts, "concentration" | "loss" | "about">): Sentence {
  const share = badYear(f);
  if (share === null) return nothing;
  return lossByInactivityAlone(f)
    ? say`${badYearAlone} loses ${strong(atLeast(share))} of ${revenueName(f.about)}, if partners become inactive independently of each other; how much partners that stay buy less is not known before a year has passed.`
    : say`A bad year (1 in 20) loses ${strong(atLeast(share))} of ${revenueName(f.about)}, if partners become inactive or buy less independently of each other. They may not, so a bad year can be worse.`;
}

function equalThen(f: Facts): Sentence {
  const rows = f.concentration.filter((row) => row.dimension === "partner" && row.effective_n !== null);
  const [then, now] = [rows[0], rows.at(-1)];
  if (!then || !now || then === now || then.effective_n === null) return nothing;
  return say`In ${monthYear(then.as_of)} it was equivalent to ${equalOnes(then.effective_n)}${then.total > now.total ? `, on more revenue (${money(then.total, f.about.currency)})` : ""}.`;
}

export function directSentence(f: Pick<Facts, "revenue" | "about">): Sentence {
  const direct = f.revenue.find((row) => row.kind === "direct");
  return direct && direct.deals > 0
    ? say`Direct revenue of ${money(direct.net, f.about.currency)} is outside these shares.`
    : nothing;
}

export function concentrationHeadline(f: Facts): Answer {
  const {finding, paragraphs} = concentrationAnswer(f);
  const revenue = partnerRevenue(f);
  if (revenue <= 0 || moneyUnknown(f.about)) return answer(null, finding, paragraphs);
  const brought = say`Partners brought ${strong(money(revenue, f.about.currency))} in ${period(f.about.window_days)}.`;
  return answer(null, finding, [paragraph(brought, excludedSentence(f.about), directSentence(f), badYearSentence(f))]);
}

export const plurals: Record<DimensionName | "region", string> = {
  partner: "partners",
  customer: "customers",
  rep: "reps",
  region: "regions"
};

/** How evenly is it spread? Dimensions are compared by effective number over their count: an index of shares depends on how many there are. */
export function spreadAnswer(f: Facts): Answer {
  const known = f.concentration.flatMap((row) =>
    row.is_current && row.effective_n !== null && row.n > 0 ? [{...row, effective_n: row.effective_n}] : []
  );
  const asked = "How evenly is it spread?";
  if (moneyUnknown(f.about)) return answer(asked, incomplete(f.about));
  if (!known.length) return answer(asked, say`No revenue to spread`);
  const ordered = known.filter((row) => row.n > 1).sort((a, b) => a.effective_n / a.n - b.effective_n / b.n);
  const [least, most] = [ordered[0], ordered.at(-1)];
  const each = known.map(
    (row) =>
      `${plurals[row.dimension]} ${decimal(row.effective_n)} of ${whole(row.n)}${row.band ? ` (${row.band} concentration)` : ""}`
  );
  return answer(
    asked,
    least && most && least !== most
      ? say`Least evenly over ${plurals[least.dimension]}, most evenly over ${plurals[most.dimension]}`
      : say`Revenue is equivalent to ${equalOnes(known[0]!.effective_n, known[0]!.dimension)}, of ${whole(known[0]!.n)}`,
    [
      say`Effective number, of all: ${listed(each)}. Bands are borrowed from merger control (moderate from ${percent(f.settings.hhi_low_max)}, high above ${percent(f.settings.hhi_moderate_max)} of the index); five equal ones are always “high”, so read the effective number first.`
    ]
  );
}

/** Whether it broadened, and whether that is because revenue went. */
export function spreadHistoryAnswer(f: Facts): Answer {
  const rows = f.concentration.filter((row) => row.dimension === "partner" && row.effective_n !== null);
  const [then, now] = [rows[0], rows.at(-1)];
  const asked = "How has the spread changed?";
  if (moneyUnknown(f.about)) return answer(asked, incomplete(f.about));
  if (!then || !now || then === now) return answer(asked, say`No earlier month to compare with`);
  const [a, b] = [then.effective_n ?? 0, now.effective_n ?? 0];
  const way =
    decimal(a) === decimal(b) ? "No change in spread since" : b > a ? "Spread over more since" : "Spread over fewer since";
  const less = now.total < then.total;
  return answer(asked, say`${way} ${monthYear(then.as_of)}${less && b > a ? ", on less revenue" : ""}`, [
    say`Equivalent to ${equalOnes(b)} of ${whole(now.n)} now, ${equalOnes(a)} of ${whole(then.n)} then; partner revenue ${money(now.total, f.about.currency)} now, ${money(then.total, f.about.currency)} then.`,
    less && b > a ? say`A broader spread on less revenue is no improvement: losing a large partner has this effect too.` : nothing
  ]);
}

export function unevenAnswer(half: number | null, about: Facts["about"]): Answer {
  return answer(
    "Do a few carry the many?",
    moneyUnknown(about)
      ? incomplete(about)
      : half === null
        ? say`Too few partners with revenue to compare`
        : say`The bottom half of active partners brings ${percent(half)} of ${revenueName(about)}`,
    [say`The Gini index sums up the bow of each line: 0 where all bring the same, near 1 where one brings all.`]
  );
}

export function thresholdAnswer(f: Pick<Facts, "disclosures" | "settings" | "about">): Answer {
  const at = percent(f.settings.disclosure_share);
  const n = f.disclosures.length;
  return answer(
    "Who is at or above the ASC 280 threshold?",
    moneyUnknown(f.about)
      ? incomplete(f.about)
      : say`${n ? first(n) : "None"} at or above ${at} of ${revenueName(f.about, "all revenue")}`,
    [
      say`For Finance to check. ASC 280-10-50-42 asks to disclose that single customers make ${at} or more of revenue, and how much each; companies under one parent count as one. Shares are of all revenue, direct revenue included.`
    ]
  );
}

export const whatIfAnswer = (revenue: number, about: Facts["about"]): Answer =>
  answer(
    question,
    moneyUnknown(about)
      ? incomplete(about)
      : revenue > 0
        ? say`Remove partners, or change their probability of inactivity`
        : say`No revenue to lose`
  );

/** What would inactivity cost most? */
export function inactivityAnswer(f: Facts): Answer {
  const [a, b] = f.partners
    .filter((row) => (row.expected_loss ?? 0) > 0)
    .sort((x, y) => (y.expected_loss ?? 0) - (x.expected_loss ?? 0));
  return answer(
    "What would each partner’s inactivity cost?",
    moneyUnknown(f.about)
      ? incomplete(f.about)
      : !a
        ? partnerRevenue(f) > 0
          ? say`Not known: no partner with a year of history has become inactive`
          : say`No revenue to lose`
        : b
          ? say`Largest expected losses by inactivity: ${partner(a)} and ${partner(b)}`
          : say`Largest expected loss by inactivity: ${partner(a)}`,
    a
      ? [
          say`Inactivity is no won deal in a year. The expected loss by it is its probability times the revenue of the last ${period(f.about.window_days)}.`,
          forecastSentence(f)
        ]
      : []
  );
}

const candidateNames = {
  portfolio: "one rate for all partners",
  model: "the forecast from each partner’s own deals",
  recalibrated: "that forecast, corrected by past outcomes"
} as const;

/** Which forecast of inactivity is published, and by how much it was better. */
export function forecastSentence(f: Pick<Facts, "inactivity_choice" | "about">): Sentence {
  const [row] = f.inactivity_choice;
  if (!row) return nothing;
  const errors = {portfolio: row.brier_portfolio, model: row.brier_model, recalibrated: row.brier_recalibrated};
  const published = f.about.inactivity;
  const own = errors[published];
  const rivals = (["portfolio", "model", "recalibrated"] as const).flatMap((name) =>
    name === published || errors[name] === null ? [] : [`${fixed(errors[name], 4)} for ${candidateNames[name]}`]
  );
  const start = say`Shown: ${candidateNames[published]}`;
  if (row.origins === 0)
    return say`${start}, because no past month-end can be compared yet; ${originsMin} with ${eventsMin} inactive partners are needed.`;
  return own === null || row.origins < originsMin || row.events < eventsMin
    ? say`${start}, because past outcomes are too few to show that another forecast is better (${counted(row.origins, "past month-end")} with ${counted(row.events, "inactive partner")}; ${originsMin} and ${eventsMin} are needed).`
    : say`${start}. It had the smallest error over ${counted(row.origins, "past month-end")}: ${fixed(own, 4)}, against ${listed(rivals)} (Brier score, lower is better).`;
}

/** What a backtest of the forecast of inactivity needs (backtest_inactivity). */
const originsMin = 6;
const eventsMin = 30;

/** What a year loses, and whether past years kept to their forecast. */
export function lossAnswer(f: Facts): Answer {
  const bad = badYear(f);
  const revenue = partnerRevenue(f);
  const alone = lossByInactivityAlone(f);
  const inactive = f.inactivity_loss[0]?.var95;
  return answer(
    "What does a bad year lose?",
    moneyUnknown(f.about)
      ? incomplete(f.about)
      : bad === null
        ? revenue > 0
          ? say`Not known before a past year tells how much partners buy less`
          : say`No revenue to lose`
        : say`${alone ? badYearAlone : "A bad year (1 in 20)"} loses ${atLeast(bad)}`,
    revenue <= 0 || moneyUnknown(f.about)
      ? []
      : [
          paragraph(
            alone || bad === null
              ? say`How much partners that stay buy less is not known before a year has passed.`
              : say`That counts partners that become inactive and partners that stay and buy less.`,
            !alone && inactive ? say`${badYearAlone} loses ${atLeast(Math.min(1, inactive / revenue))}.` : nothing
          ),
          lossBacktestSentence(f)
        ]
  );
}

/** "Of 13 past years 1 lost more than its bound; the worst lost 34 %". */
export function lossBacktestSentence(f: Pick<Facts, "loss_backtest">): Sentence {
  const [row] = f.loss_backtest;
  if (!row?.origins || row.worst_share === null || row.worst_on === null)
    return say`No past year is over yet to compare the forecast with.`;
  const verdict = row.holds
    ? "which does not contradict 1 in 20"
    : `${row.failures / row.origins > 0.05 ? "more" : "fewer"} than 1 in 20 would explain, so read the bound with caution`;
  if (row.origins === 1)
    return say`Backtest: the one past year with a forecast lost ${row.failures ? "more" : "no more"} than its bad year, ${verdict}. The worst past year lost ${percent(row.worst_share)}, after ${longDate(row.worst_on)}.`;
  return say`Backtest: ${some(row.failures)} of ${counted(row.origins, "past year")} lost more than its forecast of a bad year, ${verdict}${row.origins > 1 ? "; the years overlap" : ""}. The worst past year lost ${percent(row.worst_share)}, after ${longDate(row.worst_on)}.`;
}

/** How much of the revenue of a year ago is still there. */
export function retentionAnswer(f: Facts): Answer {
  const question = "How much revenue do partners retain?";
  const all = f.retention.find((row) => row.dimension === "all");
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  if (!all || all.gross === null || all.net === null)
    return answer(question, say`No partner revenue in the ${period(f.about.window_days)} before to compare with`);
  return answer(question, say`Gross revenue retention ${percent(all.gross)}, net ${percent(all.net)}`, [
    say`Of ${money(all.before, f.about.currency)} that ${counted(all.partners, "partner")} brought in the ${period(f.about.window_days)} before. Gross counts no partner above what it brought then; net includes growth. Grades and groups are those of then.`,
    all.is_covered ? nothing : say`The records do not cover all of that time: both figures may be too high.`
  ]);
}

export const regionsQuestion = "How is revenue spread over regions?";

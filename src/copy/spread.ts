import type {Answer} from "../contract/index.js";
import {decimal, first, fixed, listed, money, monthYear, percent, period, whole} from "../shared/formats.js";
import {isPartial} from "./begins.js";
import type {DimensionName, Facts} from "./facts.js";
import {inBands, incomplete, moneyUnknown, revenueName} from "./money.js";
import {answer, nothing, say} from "./say.js";

/* How revenue is spread over partners, customers, our reps and regions. */

/** "14 equal partners", "1.3 equal partners": an effective number, to the digit that it can bear. */
export const equalOnes = (n: number, one = "partner"): string => {
  const text = decimal(n);
  return `${text} equal ${text === "1" ? one : `${one}s`}`;
};

/** Revenue over partners at each date whose whole window has records, and now. */
export const spreads = (f: Pick<Facts, "concentration" | "about">) =>
  f.concentration.filter(
    (row) => row.dimension === "partner" && row.effective_n !== null && (row.is_current || !isPartial(f.about, row.as_of))
  );

export const plurals: Record<DimensionName | "region", string> = {
  partner: "partners",
  customer: "customers",
  rep: "reps",
  region: "regions"
};

type Even = {gini: number};

/** How revenue is spread over partners, customers, reps or regions. */
type Spread = Pick<Facts["concentration"][number], "n" | "effective_n" | "gini" | "band"> & {dimension: DimensionName | "region"};

/**
 * How evenly is it spread? Dimensions are compared by the Gini index, as the chart of their curves shows them: the concentration index
 * depends on how many there are.
 * @param regions the same of regions, where they are known
 */
export function spreadAnswer(f: Facts, regions: readonly Spread[] = []): Answer {
  const rows: Spread[] = [...f.concentration.filter((row) => row.is_current), ...regions];
  const known = rows.flatMap((row) => (row.effective_n !== null && row.n > 0 ? [{...row, effective_n: row.effective_n}] : []));
  const asked = "How evenly is it spread?";
  if (moneyUnknown(f.about)) return answer(asked, incomplete(f.about));
  if (!known.length) return answer(asked, say`No revenue to spread`);
  const ordered = known
    .flatMap(({dimension, gini}) => (gini === null ? [] : [{dimension, gini}]))
    .sort((a, b) => b.gini - a.gini);
  // figures that are shown as the same make no order
  const alike = (one?: Even) => ordered.filter((row) => one && fixed(row.gini, 2) === fixed(one.gini, 2));
  const [least, most] = [alike(ordered[0]), alike(ordered.at(-1))].map((rows) =>
    listed(rows.map((row) => plurals[row.dimension]))
  );
  const each = known.map(
    (row) =>
      `${plurals[row.dimension]} ${decimal(row.effective_n)} of ${whole(row.n)}${row.band ? ` (${row.band} concentration)` : ""}`
  );
  return answer(
    asked,
    least && most && least !== most
      ? say`Least evenly over ${least}, most evenly over ${most}`
      : say`Revenue is equivalent to ${equalOnes(known[0]!.effective_n, known[0]!.dimension)}, of ${whole(known[0]!.n)}`,
    [
      ...(ordered.length > 1
        ? [
            say`Gini index, 0 where all bring the same: ${listed(ordered.map((row) => `${plurals[row.dimension]} ${fixed(row.gini, 2)}`))}.`
          ]
        : []),
      say`Effective number, of all: ${listed(each)}. Bands are borrowed from merger control (a Herfindahl index of ${whole(10_000 * f.settings.hhi_low_max)} points or more is moderate, above ${whole(10_000 * f.settings.hhi_moderate_max)} high); ${fewEqual(f)}read the effective number first.`
    ]
  );
}

/** Of how few equal ones the index is high whatever they are, so that the band says nothing about them. */
function fewEqual({settings}: Pick<Facts, "settings">): string {
  const most = Math.ceil(1 / settings.hhi_moderate_max) - 1;
  return most >= 2 && Number.isFinite(most) ? `${first(most).toLowerCase()} equal ones are always “high”, so ` : "";
}

/** Whether it broadened, and whether that is because revenue went. */
export function spreadHistoryAnswer(f: Facts): Answer {
  const rows = spreads(f);
  const [then, now] = [rows[0], rows.at(-1)];
  const asked = "How has the spread changed?";
  if (moneyUnknown(f.about)) return answer(asked, incomplete(f.about));
  if (!then || !now || then === now) return answer(asked, say`No earlier month to compare with`);
  const [a, b] = [then.effective_n ?? 0, now.effective_n ?? 0];
  const currency = f.about.currency;
  const [late, early] = now.is_current ? ["now", "then"] : [`in ${monthYear(now.as_of)}`, `in ${monthYear(then.as_of)}`];
  const compared = say`Equivalent to ${equalOnes(b)} of ${whole(now.n)} ${late}, ${equalOnes(a)} of ${whole(then.n)} ${early}; partner revenue ${money(now.total, currency)} ${late}, ${money(then.total, currency)} ${early}.`;
  if (!now.is_current) return answer(asked, say`No revenue to spread after ${monthYear(now.as_of)}`, [compared]);
  const way =
    decimal(a) === decimal(b) ? "No change in spread since" : b > a ? "Spread over more since" : "Spread over fewer since";
  const less = now.total < then.total;
  return answer(asked, say`${way} ${monthYear(then.as_of)}${less && b > a ? ", on less revenue" : ""}`, [
    compared,
    less && b > a ? say`A broader spread on less revenue is no improvement: losing a large partner has this effect too.` : nothing
  ]);
}

/**
 * What the bottom half of all partners brings; where that is nothing, how many bring nothing.
 * @param half of all partners, with revenue or without; null where there is nothing to compare
 * @param partners how many there are, and how many of them brought revenue
 */
export function unevenAnswer(half: number | null, partners: {n: number; bringing: number}, about: Facts["about"]): Answer {
  const {n, bringing} = partners;
  return answer(
    "Do a few carry the many?",
    moneyUnknown(about)
      ? incomplete(about)
      : inBands(about)
        ? say`Amounts are shown as bands, which do not tell what the bottom half brings`
        : half === null
          ? say`Too few partners with revenue to compare`
          : half > 0
            ? say`The bottom half of all ${whole(n)} partners brings ${percent(half)} of ${revenueName(about)}`
            : say`${first(n - bringing)} of ${whole(n)} partners brought no ${revenueName(about)}`,
    half === null || inBands(about)
      ? []
      : [
          say`Each line counts all partners, with revenue or without, and the customers and our reps with a won deal in ${period(about.window_days)}. The Gini index of the same sums up its bow: 0 where all bring the same, near 1 where one brings all.`
        ]
  );
}

import type {Answer, Sentence} from "../contract/index.js";
import {atLeast, counted, decimal, fixed, listed, longDate, money, percent, period, some, span} from "../shared/formats.js";
import {badYear, lossByInactivityAlone, partnerRevenue} from "./derive.js";
import type {Facts} from "./facts.js";
import {incomplete, moneyUnknown} from "./money.js";
import {unknownInactivity} from "./names.js";
import {answer, nothing, paragraph, partner, partners, say} from "./say.js";
import {badYearAlone} from "./concentration.js";

/* What inactivity and smaller purchases cost, how well that was forecast, and what was retained. */

/** What would inactivity cost most? */
export function inactivityAnswer(f: Facts): Answer {
  const lossOf = (row: Facts["partners"][number]) => row.expected_loss ?? 0;
  const losing = f.partners.filter((row) => lossOf(row) > 0).sort((x, y) => lossOf(y) - lossOf(x));
  const [a, b] = losing;
  // with those that would cost as much as the second
  const most = losing.filter((row) => b && lossOf(row) >= lossOf(b));
  return answer(
    "What would each partner’s inactivity cost?",
    moneyUnknown(f.about)
      ? incomplete(f.about)
      : !a
        ? partnerRevenue(f) > 0
          ? say`Not known: ${unknownInactivity[f.about.inactivity === "no_year" ? "no_year" : "none_inactive"]}`
          : say`No revenue to lose`
        : b
          ? say`Largest expected losses by inactivity: ${partners(most)}`
          : say`Largest expected loss by inactivity: ${partner(a)}`,
    a
      ? [
          say`Inactivity is no won deal in a year. The expected loss by it is its probability times the revenue of the last ${span(period(f.about.window_days))}.${b && f.about.inactivity === "portfolio" ? " The probability is the same for all, so the order is that of revenue." : ""}`,
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
  const published = f.about.inactivity;
  if (!row || published === "no_year" || published === "none_inactive") return nothing;
  const errors = {portfolio: row.brier_portfolio, model: row.brier_model, recalibrated: row.brier_recalibrated};
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
  if (!row || row.worst_share === null || row.worst_on === null)
    return say`No past year is over yet to compare the forecast with.`;
  const worst = say`The worst past year lost ${percent(row.worst_share)}, after ${longDate(row.worst_on)}.`;
  if (row.origins === 0)
    return say`No past year had a forecast to compare with: when it began, no earlier year was over to learn from. ${worst}`;
  const verdict = row.holds
    ? "which does not contradict 1 in 20"
    : `${row.failures / row.origins > 0.05 ? "more" : "fewer"} than 1 in 20 would explain, so read the bound with caution`;
  if (row.origins === 1)
    return say`Backtest: the one past year with a forecast lost ${row.failures ? "more" : "no more"} than its bad year, ${verdict}. ${worst}`;
  return say`Backtest: ${some(row.failures)} of ${counted(row.origins, "past year")} lost more than its forecast of a bad year, ${verdict}${row.origins > 1 ? "; the years overlap" : ""}. ${worst}`;
}

/** How much of the revenue of a year ago is still there. */
export function retentionAnswer(f: Facts): Answer {
  const question = "How much revenue do partners retain?";
  const all = f.retention.find((row) => row.dimension === "all");
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  if (!all || all.gross === null || all.net === null)
    return answer(question, say`No partner revenue in the ${period(f.about.window_days)} before to compare with`);
  if (!all.is_covered)
    return answer(question, say`Not known yet: records cover only part of the ${period(f.about.window_days)} to compare with`);
  return answer(question, say`Gross revenue retention ${percent(all.gross)}, net ${growthText(all.net)}`, [
    say`Of ${money(all.before, f.about.currency)} that ${counted(all.partners, "partner")} brought in the ${period(f.about.window_days)} before. Gross counts no partner above what it brought then; net includes growth. Grades and groups are those of then.`
  ]);
}

/** What is left of revenue, growth included: "430%", and from tenfold on "12 times". */
export const growthText = (share: number | null): string =>
  share !== null && share >= 10 ? `${decimal(share)} times` : percent(share);

import type {Answer, Sentence} from "../contract/index.js";
import {atLeast, capital, counted, first, money, monthYear, percent, period} from "../shared/formats.js";
import {badYear, concentrationNow, largestOnes, lossByInactivityAlone, partnerRevenue} from "./derive.js";
import type {Facts} from "./facts.js";
import {belowZeroSentence, excludedSentence, inBands, incomplete, moneyUnknown, revenueName} from "./money.js";
import {answer, nothing, paragraph, partner, partners, say, strong} from "./say.js";
import {equalOnes, spreads} from "./spread.js";
import {thresholdSentence} from "./threshold.js";

/* Concentration: what is lost if one leaves, over partners, customers and our reps. */

const question = "What is lost if one leaves?";

export function concentrationAnswer(f: Facts): Answer {
  const now = concentrationNow(f, "partner");
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about), [outsideSentence(f)]);
  if (!now || now.effective_n === null || now.total <= 0)
    return answer(question, say`No revenue through partners in ${period(f.about.window_days)}`, [outsideSentence(f)]);
  return answer(
    question,
    say`${capital(revenueName(f.about))} is equivalent to ${equalOnes(now.effective_n)}`,
    [paragraph(largest(f), belowZeroSentence(f), thresholdSentence(f)), paragraph(badYearSentence(f), equalThen(f))],
    {to: "./concentration", label: "What if one leaves?"}
  );
}

function largest(f: Facts): Sentence {
  const most = largestOnes(f.partners);
  const [one] = most;
  if (!one) return nothing;
  const bring = most.length > 1 ? say`${partners(most)} each bring` : say`${partner(one)} brings`;
  return say`${bring} ${strong(percent(one.share))} of ${money(partnerRevenue(f), f.about.currency)} ${revenueName(f.about)} in ${period(f.about.window_days)}.`;
}

export const badYearAlone = "By inactivity alone, a bad year (1 in 20)";

export function badYearSentence(f: Pick<Facts, "concentration" | "loss" | "loss_backtest" | "about">): Sentence {
  const share = badYear(f);
  if (share === null) return nothing;
  const alone = lossByInactivityAlone(f);
  if (share >= 1)
    return say`A bad year (1 in 20) loses ${strong(percent(1))} of ${revenueName(f.about)}, even if partners become inactive${alone ? "" : " or buy less"} independently of each other.`;
  return alone
    ? say`${badYearAlone} loses ${strong(atLeast(share))} of ${revenueName(f.about)}, if partners become inactive independently of each other; how much partners that stay buy less is not known before a year has passed.`
    : paragraph(
        say`A bad year (1 in 20) loses ${strong(atLeast(share))} of ${revenueName(f.about)}, if partners become inactive or buy less independently of each other. They may not, so a bad year can be worse.`,
        exceededSentence(f)
      );
}

/** Whether past years lost more than their bad year, and more of them than 1 in 20 would explain. */
export const isExceeded = (f: Pick<Facts, "loss_backtest">): boolean => {
  const [row] = f.loss_backtest;
  return row !== undefined && !row.holds && row.failures / row.origins > 1 / 20;
};

/** A bound that past years did not keep to is not told without saying so. */
function exceededSentence(f: Pick<Facts, "loss_backtest">): Sentence {
  const [row] = f.loss_backtest;
  if (!row || !isExceeded(f)) return nothing;
  const years = counted(row.origins, "past year");
  return row.origins === 1
    ? say`The one past year with a forecast lost more than its own, so read it with caution.`
    : say`${first(row.failures)} of ${years} lost more than theirs, so read it with caution.`;
}

function equalThen(f: Facts): Sentence {
  const rows = spreads(f);
  const [then, now] = [rows[0], rows.at(-1)];
  if (!then || !now || then === now || then.effective_n === null) return nothing;
  return say`In ${monthYear(then.as_of)} partner revenue was equivalent to ${equalOnes(then.effective_n)}${then.total > now.total ? `, on more revenue (${money(then.total, f.about.currency)})` : ""}.`;
}

/** What is in no partner's share: what refunds took beyond what was won, and direct revenue. */
function outsideSentence(f: Pick<Facts, "revenue" | "members" | "about">): Sentence {
  const direct = f.revenue.find((row) => row.kind === "direct");
  const said = `Direct revenue of ${money(direct?.net, f.about.currency)} is outside these shares.`;
  return paragraph(belowZeroSentence(f), direct && direct.deals > 0 ? [said] : nothing);
}

export function concentrationHeadline(f: Facts): Answer {
  const {finding, paragraphs} = concentrationAnswer(f);
  const revenue = partnerRevenue(f);
  if (revenue <= 0 || moneyUnknown(f.about)) return answer(null, finding, paragraphs);
  const brought = say`Partners brought ${strong(money(revenue, f.about.currency))} in ${period(f.about.window_days)}.`;
  return answer(null, finding, [paragraph(brought, excludedSentence(f.about), outsideSentence(f), badYearSentence(f))]);
}

export const whatIfAnswer = (revenue: number, about: Facts["about"]): Answer =>
  answer(
    question,
    moneyUnknown(about)
      ? incomplete(about)
      : revenue > 0
        ? say`Remove partners, or change their probability of inactivity`
        : say`No revenue to lose`,
    inBands(about) && revenue > 0 && !moneyUnknown(about)
      ? [
          say`Computed from the lower ends of bands, so it differs from the other figures of this page. Compare “then” with “today” only.`
        ]
      : []
  );

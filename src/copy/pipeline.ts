import type {About, Answer, Sentence} from "../contract/index.js";
import {counted, firstCounted, money, percent, period, plural, whole} from "../shared/formats.js";
import {sum} from "../shared/rows.js";
import {forecastOf, isRival, pastSentence, quarterSentence, range} from "./forecast.js";
import {dealsNote} from "./begins.js";
import {inBands, incomplete, moneyUnknown, revenueName, summed} from "./money.js";
import type {Pipeline, RevenueFacts, Stage} from "./revenueFacts.js";
import {answer, nothing, paragraph, say, strong} from "./say.js";
import {notRecorded} from "./recorded.js";

/* Open deals: their worth, their stages, and which are stalled. */

/** What is open, and what of it and of new deals is to be expected. */
export function pipelineAnswer(f: RevenueFacts): Answer {
  const {as_of: day, currency} = f.about;
  const open = f.pipeline.find((row) => row.as_of === day && row.kind === "partner");
  const days = forecastOf(f.forecasts, day, "days");
  const way = {to: "./revenue#pipeline", label: "Open deals, stalled deals and past forecasts"};
  const question = "What is coming?";
  if (!f.about.recorded.deals) return answer(question, incomplete(f.about), [], way);
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about), [openSentence(open, f)], way);
  const late = dealsNote(f.about);
  if (late) return answer(question, say`Not known: ${late}`, [openSentence(open, f)], way);
  if (!open?.deals && !days?.expected) return answer(question, say`No open deals with partners`, [], way);
  const finding =
    days && (days.expected > 0 || !open?.deals)
      ? say`${range(days, currency)} of ${revenueName(f.about)} expected in the next ${period(f.forecast_days)}`
      : say`${counted(open?.deals ?? 0, "open deal")} with partners, worth ${money(open?.value ?? 0, currency)}`;
  return answer(question, finding, [openSentence(open, f), quarterSentence(f), pastSentence(f)], way);
}

function openSentence(open: Pipeline | undefined, f: RevenueFacts): Sentence {
  if (!open?.deals) return say`No deals with partners are open.`;
  const {currency} = f.about;
  const worth = say`Open with partners: ${strong(counted(open.deals, "deal"))} worth ${strong(money(open.value, currency))}`;
  const stalled = open.stalled
    ? say`; ${counted(open.stalled, "deal is", "deals are")} stalled, worth ${money(open.stalled_value, currency)}.`
    : open.stalled_after_days === null
      ? say`; how long deals take is not known yet.`
      : say`; none is stalled.`;
  const left = open.excluded_deals
    ? say`${counted(open.excluded_deals, "open deal has", "open deals have")} no exchange rate and no value here.`
    : nothing;
  return paragraph([...worth, ...stalled], left);
}

/** What open deals, or some of them, are worth: null and never 0 where none of them has an exchange rate. */
export const knownWorth = (open: {deals: number; excluded_deals: number}, worth: number): number | null =>
  open.excluded_deals === open.deals ? null : worth;

export const stageName = (stage: string | null): string => stage ?? "no stage recorded";

/** Where the open deals are in the sales process, and what sellers expect of them. */
export function stagesAnswer(f: RevenueFacts): Answer {
  const question = "How far are the open deals?";
  const {currency} = f.about;
  const deals = sum(f.stages, (d) => d.deals);
  const staged = f.stages.filter((d) => d.stage !== null);
  if (!deals) return answer(question, notRecorded(f.about, ["deals"], say`No deals with partners are open`));
  if (!staged.length) return answer(question, say`No stage is recorded of ${counted(deals, "open deal")}`, [remedyForStages]);
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  const last = staged.at(-1)!;
  const left = deals - sum(staged, (d) => d.deals);
  return answer(
    question,
    deals === 1
      ? say`The open deal is in the stage ${last.stage!}, worth ${money(last.value, currency)}`
      : say`${counted(last.deals, "open deal")} of ${whole(deals)} ${plural(last.deals, "is", "are")} in the stage ${last.stage!}, worth ${money(last.value, currency)}`,
    [statedSentence(f), left ? say`${firstCounted(left, "open deal has", "open deals have")} no recorded stage.` : nothing]
  );
}

const remedyForStages = say`With the columns stage, expected_close_on and probability of deals this page shows where they are in the sales process.`;

/** What the recorded probabilities come to, against what deals of this age and size came to. */
function statedSentence(f: RevenueFacts): Sentence {
  const stated = f.stages.filter((d) => d.stated_value !== null);
  if (!stated.length || inBands(f.about)) return nothing;
  const {currency} = f.about;
  const value = sum(stated, (d) => d.stated_value ?? 0);
  const n = sum(stated, (d) => d.stated_deals);
  return paragraph(
    say`By the probability that sellers recorded, ${counted(n, "open deal comes", "open deals come")} to ${strong(money(value, currency))}, whenever they close.`,
    isRival(f.forecasts, f.about.as_of)
      ? nothing
      : say`Deals of the same age and size were won at a rate that brings ${strong(
          money(
            sum(f.stages, (d) => d.expected_value),
            currency
          )
        )} within ${period(f.forecast_days)}.`
  );
}

export const stagesTitle = (stages: readonly Stage[], about: Pick<About, "amounts" | "currency">): string =>
  `Open deals by stage: ${summed(
    sum(stages, (d) => d.value),
    about
  )}`;

export const stagesCaption =
  "Value of open deals with partners, by the stage that is recorded of them. Red: stalled, that is old compared with won deals of their size, or past their expected close.";

/** Which deals need a push. */
export function stalledAnswer(f: RevenueFacts): Answer {
  const open = f.pipeline.find((row) => row.as_of === f.about.as_of && row.kind === "partner");
  const {currency} = f.about;
  if (!f.about.recorded.deals) return answer("Which open deals are stalled?", incomplete(f.about));
  if (!open?.deals) return answer("Which open deals are stalled?", say`No deals with partners are open`);
  const usual =
    open.won_days === null || open.stalled_after_days === null
      ? nothing
      : say`Half of the won deals closed within ${counted(Math.round(open.won_days), "day")}. A deal is stalled when it is older than ${percent(f.stalled_share)} of the won deals of its size were, or past its expected close.`;
  return answer(
    "Which open deals are stalled?",
    open.stalled
      ? say`${open.deals === 1 ? "The open deal" : `${counted(open.stalled, "deal")} of ${whole(open.deals)}`} ${plural(open.stalled, "is", "are")} stalled, worth ${money(open.stalled_value, currency)}`
      : open.stalled_after_days === null
        ? say`Too few won deals to say whether ${open.deals === 1 ? "the open deal" : `any of ${whole(open.deals)} open deals`} is stalled`
        : open.deals === 1
          ? say`The open deal is not stalled`
          : say`None of ${counted(open.deals, "open deal")} is stalled`,
    [usual, open.overdue ? say`${firstCounted(open.overdue, "deal is", "deals are")} past the expected close.` : nothing]
  );
}

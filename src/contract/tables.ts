import {casePrecision, caseSummary, type cases, mutedRules, worklist} from "./attention.ts";
import {ownerPipeline, referralsUnanswered, registrationsWaiting} from "./owners.ts";
import {headlineHistory, headlines} from "./changes.ts";
import type {Row} from "./columns.ts";
import {recordedColumns} from "./coverage.ts";
import {concentration, disclosures, loss, lossCurve, members, regions, revenue, whatIf} from "./concentration.ts";
import {decisionTimes, discountRanks, discounts, effect, ledSizes, maturity, preferences, registrations} from "./deals.ts";
import {excluded, incompleteRevenue} from "./excluded.ts";
import {openReferrals, openRegistrations} from "./edition.ts";
import {exchangeMonths} from "./partner_exchange.ts";
import {inactivityChoice, inactivityLoss, lossBacktest, lossYears, retention, shrinkage} from "./forecasts.ts";
import {dealPace} from "./pace.ts";
import {kinds, usual} from "./partner_kinds.ts";
import {outcomes} from "./partner_outcomes.ts";
import {notes} from "./partner_notes.ts";
import {led, pairs} from "./partner_people.ts";
import {past} from "./past.ts";
import {partners, scores} from "./partners.ts";
import {adoption, matrix, reps} from "./people.ts";
import {alliances, exchangeHistory, exchangePortfolio, oneSided} from "./reciprocity.ts";
import {earlyWins, firstDeal, firstDeals, segmentMoves, segmentation} from "./segments.ts";
import {openDeals, partnerPipeline, pipelineStages, pipelineTotals, stalledDeals} from "./pipeline.ts";
import {forecasts, forecastTests, partnerForecasts, partnerQuarters, revenueGroups, revenuePeriods} from "./revenue.ts";
import {partnerTickets, pipelineBefore} from "./review.ts";
import {joint_tickets, reviews, troubleFree} from "./service.ts";
import {backtestAlarms, backtestCalibration, backtestScores, priors} from "./trust.ts";

/** Every table that the published files are made from, by the name that loaders/publish knows it by. */
export const tables = {
  partners,
  kinds,
  priors,
  usual,
  scores,
  past,
  exchange_months: exchangeMonths,
  exchange_history: exchangeHistory,
  exchange_portfolio: exchangePortfolio,
  outcomes,
  pairs,
  led,
  concentration,
  members,
  disclosures,
  loss,
  loss_curve: lossCurve,
  inactivity_choice: inactivityChoice,
  inactivity_loss: inactivityLoss,
  loss_backtest: lossBacktest,
  loss_years: lossYears,
  retention,
  shrinkage,
  what_if: whatIf,
  regions,
  revenue,
  excluded,
  incomplete_revenue: incompleteRevenue,
  deal_pace: dealPace,
  segmentation,
  segment_moves: segmentMoves,
  one_sided: oneSided,
  alliances,
  headlines,
  headline_history: headlineHistory,
  backtest_scores: backtestScores,
  backtest_calibration: backtestCalibration,
  backtest_alarms: backtestAlarms,
  first_deal: firstDeal,
  first_deals: firstDeals,
  early_wins: earlyWins,
  led_sizes: ledSizes,
  registrations,
  decision_times: decisionTimes,
  discounts,
  discount_ranks: discountRanks,
  effect,
  preferences,
  maturity,
  reps,
  matrix,
  adoption,
  trouble_free: troubleFree,
  joint_tickets,
  partner_tickets: partnerTickets,
  reviews,
  recorded_columns: recordedColumns,
  open_registrations: openRegistrations,
  open_referrals: openReferrals,
  revenue_periods: revenuePeriods,
  partner_quarters: partnerQuarters,
  revenue_groups: revenueGroups,
  pipeline_totals: pipelineTotals,
  pipeline_stages: pipelineStages,
  partner_pipeline: partnerPipeline,
  stalled_deals: stalledDeals,
  open_deals: openDeals,
  pipeline_before: pipelineBefore,
  forecasts,
  partner_forecasts: partnerForecasts,
  forecast_tests: forecastTests,
  case_summary: caseSummary,
  case_precision: casePrecision,
  muted_rules: mutedRules,
  worklist,
  registrations_waiting: registrationsWaiting,
  referrals_unanswered: referralsUnanswered,
  owner_pipeline: ownerPipeline,
  notes
} as const;
export type TableName = keyof typeof tables;
export type TableRow<N extends TableName> = Row<(typeof tables)[N]>;
export type CaseRow = Row<typeof cases>;

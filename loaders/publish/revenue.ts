import type {File} from "../../src/contract/index.ts";
import {PartnerRevenue, Revenue} from "../../src/contract/revenue.ts";
import type {Group} from "../../src/contract/revenue.ts";
import type {z} from "zod";
import {gradeOrder} from "../../src/copy/names.ts";
import {testsAnswer} from "../../src/copy/forecast.ts";
import {pipelineAnswer, stagesAnswer, stalledAnswer} from "../../src/copy/pipeline.ts";
import {directAnswer} from "../../src/copy/direct.ts";
import {retentionAnswer} from "../../src/copy/loss.ts";
import {classesAnswer, gradesAnswer, quarterAnswer, revenueHeadline} from "../../src/copy/revenue.ts";
import type {RevenueFacts} from "../../src/copy/revenueFacts.ts";
import {periodLabel} from "../../src/shared/periods.ts";
import {byColumn} from "./byColumn.ts";
import {dates} from "./derive.ts";
import type {Portfolio} from "./portfolio.ts";

/** Quarters that are drawn: two years and the same quarter before, and the running one. */
const quartersDrawn = 10;

type PeriodKind = "quarter" | "year";

const periods = (p: Portfolio, kind: "partner" | "direct", of: PeriodKind) =>
  p.revenue_periods
    .filter((row) => row.kind === kind && row.period_kind === of)
    .map(({starts_on, ends_on, is_complete, net, deals, one_deal, new_partners, net_before, left_out, left_out_before}) => ({
      starts_on,
      ends_on,
      is_complete,
      net,
      deals,
      one_deal,
      new_partners,
      net_before,
      left_out,
      left_out_before,
      label: periodLabel(starts_on, of, p.settings.fiscal_year_first_month)
    }));

const members = [...gradeOrder, "A", "B", "C"] as string[];

const groups = (p: Portfolio): z.infer<typeof Group>[] =>
  p.revenue_groups
    .map((row) => ({...row, member: row.member as z.infer<typeof Group>["member"]}))
    .sort((a, b) => members.indexOf(a.member) - members.indexOf(b.member));

/** What the sentences on revenue are made of. */
export const revenueFacts = (p: Portfolio): RevenueFacts => ({
  about: p.about,
  forecast_days: p.settings.forecast_days,
  stalled_share: p.settings.stalled_share,
  quarters: periods(p, "partner", "quarter"),
  years: periods(p, "partner", "year"),
  direct: periods(p, "direct", "quarter"),
  groups: groups(p),
  pipeline: p.pipeline_totals,
  stages: p.pipeline_stages,
  forecasts: p.forecasts,
  tests: p.forecast_tests
});

/** What the overview opens with. */
export function revenueOpening(p: Portfolio) {
  const f = revenueFacts(p);
  return {
    words: {revenue: quarterAnswer(f), pipeline: pipelineAnswer(f), groups: gradesAnswer(f)},
    rows: {
      quarters: f.quarters.slice(-quartersDrawn),
      groups: groups(p).filter((row) => row.dimension === "grade"),
      pipeline: p.pipeline_totals.filter((row) => row.as_of === p.about.as_of),
      forecasts: p.forecasts.filter((row) => row.level === "all" && row.horizon === "days")
    }
  };
}

/** Revenue by period and by grade, the pipeline, the forecast and its past. */
export function revenue(p: Portfolio): File<"revenue"> {
  const f = revenueFacts(p);
  return {
    about: p.about,
    records_shown: p.records_shown,
    words: {
      headline: revenueHeadline(f),
      quarters: quarterAnswer(f),
      groups: gradesAnswer(f),
      direct: directAnswer(f),
      classes: classesAnswer(f),
      retention: retentionAnswer(p),
      pipeline: pipelineAnswer(f),
      stages: stagesAnswer(f),
      stalled: stalledAnswer(f),
      tests: testsAnswer(f)
    },
    days: dates(p),
    quarters: [...f.quarters].slice(-16),
    years: [...f.years],
    direct: [...f.direct].slice(-16),
    groups: groups(p),
    retention: p.retention,
    pipeline: p.pipeline_totals,
    stages: p.pipeline_stages,
    partners: byColumn(Revenue.shape.partners, p.partner_pipeline),
    stalled: byColumn(Revenue.shape.stalled, p.stalled_deals),
    forecasts: p.forecasts,
    tests: p.forecast_tests
  };
}

export const partnerRevenueFile = (p: Portfolio): File<"partner_revenue"> => ({
  quarters: byColumn(
    PartnerRevenue.shape.quarters,
    p.partner_quarters.map((row) => ({...row, label: periodLabel(row.starts_on, "quarter", p.settings.fiscal_year_first_month)}))
  ),
  pipeline: byColumn(PartnerRevenue.shape.pipeline, p.partner_pipeline),
  forecasts: byColumn(PartnerRevenue.shape.forecasts, p.partner_forecasts),
  past: p.forecast_tests
    .filter((row) => row.is_published && row.horizon === "days" && row.pool === "partner")
    .map(({origins, error_share, coverage}) => ({origins, error_share, coverage}))
});

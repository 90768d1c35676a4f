import type {File} from "../contract/index.js";
import {forecastCaption, forecastTitle} from "../copy/forecast.js";
import {stagesCaption, stagesTitle} from "../copy/pipeline.js";
import {bothWays, directCaption, directTitle, isCompared} from "../copy/direct.js";
import {gradesCaption, gradesTitle, quartersCaption, quartersTitle} from "../copy/revenue.js";
import {inBands, moneyUnknown, withRateOnly} from "../copy/money.js";
import {daysBetween} from "../shared/days.js";
import {stagesTable} from "../tables/pipelineTables.js";
import {directTable, forecastsTable, groupsTable, periodsTable} from "../tables/revenueTables.js";
import {figure} from "../ui/figure.js";
import {directColumns} from "./directColumns.js";
import {drawing} from "./drawing.js";
import {eventsOf} from "./eventMarks.js";
import {forecastRange} from "./forecastRange.js";
import {gradeBar} from "./gradeBar.js";
import {quarterColumns} from "./quarterColumns.js";
import {stageBars} from "./stageBars.js";

type Revenue = File<"revenue">;
type About = Revenue["about"];

interface Beside {
  /** How the figures came about. */
  came?: Node;
  /** The partner whose revenue it is. */
  partner?: Parameters<typeof eventsOf>[1];
  /** Where a quarter leads to, by its last day. */
  leadsTo?: (day: string) => string | null;
}

/** Revenue by quarter, the last ten of them. */
export function quartersFigure(
  quarters: Revenue["quarters"],
  about: About,
  {came, partner, leadsTo}: Beside = {}
): Node | string {
  if (!quarters.some((d) => d.net !== 0)) return "";
  const shown = quarters.slice(-10);
  const {currency} = about;
  return figure(
    drawing((size) => quarterColumns(shown, {...size, currency, events: eventsOf(about.events, partner), leadsTo})),
    {
      title: moneyUnknown(about) ? withRateOnly : quartersTitle(shown, currency),
      caption: quartersCaption(shown, partner !== undefined),
      figures: periodsTable(quarters, currency, {leads: leadsTo, bands: inBands(about)}),
      defined: "revenue_comparison",
      came
    }
  );
}

/** Revenue with partners and direct by quarter, the last ten of them. */
export function directFigure(
  {quarters, direct, about}: Pick<Revenue, "quarters" | "direct" | "about">,
  came?: Node
): Node | string {
  const rows = bothWays(quarters, direct, inBands(about));
  if (!isCompared(rows) || moneyUnknown(about)) return "";
  const {currency} = about;
  const shown = rows.slice(-10);
  return figure(
    drawing((size) => directColumns(shown, {...size, currency})),
    {
      title: directTitle(shown),
      caption: directCaption(shown),
      figures: directTable(rows, currency),
      defined: "revenue_comparison",
      came
    }
  );
}

/** Share of revenue by grade, as one bar. */
export function gradesFigure(groups: Revenue["groups"], about: About, came?: Node): Node | string {
  const {currency} = about;
  const rows = groups.filter((d) => d.dimension === "grade");
  if (!rows.some((d) => (d.share ?? 0) > 0)) return "";
  return figure(
    drawing((size) => gradeBar(rows, {...size, currency})),
    {
      title: moneyUnknown(about) ? withRateOnly : gradesTitle(rows),
      caption: gradesCaption,
      figures: groupsTable(rows, currency, "grade"),
      defined: "revenue_groups",
      came
    }
  );
}

/** Open deals by the stage that is recorded of them. */
export function stagesFigure(stages: Revenue["stages"], about: About, came?: Node): Node | string {
  if (!stages.some((d) => d.stage !== null && d.value > 0)) return "";
  const {currency} = about;
  return figure(
    drawing((size) => stageBars(stages, {...size, currency})),
    {
      title: moneyUnknown(about) ? withRateOnly : stagesTitle(stages, about),
      caption: stagesCaption,
      figures: stagesTable(stages, currency),
      defined: "pipeline_stages",
      came
    }
  );
}

/** The forecast from every month-end, with what came. */
export function forecastFigure(
  forecasts: Revenue["forecasts"],
  about: About,
  came?: Node,
  leadsTo?: (day: string) => string | null
): Node | string {
  const rows = forecasts.filter((d) => d.level === "all" && d.horizon === "days");
  const [one] = rows;
  if (!one || !rows.some((d) => d.expected > 0)) return "";
  const {currency} = about;
  const days = daysBetween(one.as_of, one.until);
  return figure(
    drawing((size) => forecastRange(rows, {...size, currency, events: eventsOf(about.events), ...(leadsTo ? {leadsTo} : {})})),
    {
      title: moneyUnknown(about) ? withRateOnly : forecastTitle(rows, days, currency),
      caption: forecastCaption(rows, days),
      figures: forecastsTable(rows, currency, leadsTo),
      defined: "forecast",
      came
    }
  );
}

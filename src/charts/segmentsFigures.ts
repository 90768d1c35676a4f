import type {File} from "../contract/index.js";
import {whole as count} from "../shared/formats.js";
import {activeBy, cohortsOf, firstDealsCaption, firstDealsTitle, yearDays} from "../copy/firstDeals.js";
import {firstDealsTable} from "../tables/segmentsTable.js";
import {figure} from "../ui/figure.js";
import {drawing} from "./drawing.js";
import {shareLines} from "./shareLines.js";

type Segments = File<"segments">;

/** The most days after the start that are drawn. */
const mostDays = 1095;

/** The share of partners with a first deal, a curve per year of start; the newest that is known for a year leads, as in the finding. */
export function firstDealsFigure(rows: Segments["first_deals"]): Node | string {
  const cohorts = cohortsOf(rows).slice(-5);
  if (!cohorts.length) return "";
  const known = cohorts.filter((c) => activeBy(c.rows, yearDays) !== null);
  const lead = known.at(-1) ?? cohorts.at(-1)!;
  const ordered = [lead, ...cohorts.filter((c) => c !== lead).reverse()];
  const lines = ordered.map((c) => ({
    name: `${c.cohort} (${count(c.rows[0]!.size)})`,
    points: [
      {x: 0, value: 0, lower: null, upper: null},
      ...c.rows.filter((d) => d.days <= mostDays).map((d) => ({x: d.days, value: d.active, lower: null, upper: null}))
    ]
  }));
  const end = Math.max(yearDays, ...lines.flatMap((line) => line.points.map((d) => d.x)));
  const ticks = [0, 180, 365, 730, 1095].filter((day) => day <= end);
  return figure(
    drawing((size) => shareLines(lines, {...size, noun: "day", steps: true, end, quiet: true, ticks})),
    {
      title: firstDealsTitle(cohorts.length),
      caption: firstDealsCaption,
      figures: firstDealsTable(rows),
      defined: "first_deal_curve"
    }
  );
}

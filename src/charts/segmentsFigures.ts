import type {File} from "../contract/index.js";
import {whole as count} from "../shared/formats.js";
import {cohortsOf, firstDealsCaption, firstDealsTitle} from "../copy/firstDeals.js";
import {firstDealsTable} from "../tables/segmentsTable.js";
import {figure} from "../ui/figure.js";
import {drawing} from "./drawing.js";
import {shareLines} from "./shareLines.js";

type Segments = File<"segments">;

/** The most days after the start that are drawn, and the least that a year of start is known for to lead. */
const [mostDays, leastDays] = [1095, 180];

/** The share of partners with a first deal, a curve per year of start; the newest that is known for long enough leads. */
export function firstDealsFigure(rows: Segments["first_deals"]): Node | string {
  const cohorts = cohortsOf(rows).slice(-5);
  if (!cohorts.length) return "";
  const known = cohorts.filter((c) => c.rows.at(-1)!.days >= leastDays);
  const lead = known.at(-1) ?? cohorts.at(-1)!;
  const ordered = [lead, ...cohorts.filter((c) => c !== lead).reverse()];
  const lines = ordered.map((c) => ({
    name: `${c.cohort} (${count(c.rows[0]!.size)})`,
    points: [
      {x: 0, value: 0, lower: null, upper: null},
      ...c.rows.filter((d) => d.days <= mostDays).map((d) => ({x: d.days, value: d.active, lower: null, upper: null}))
    ]
  }));
  return figure(
    drawing((size) =>
      shareLines(lines, {...size, noun: "day", steps: true, end: mostDays, quiet: true, ticks: [0, 180, 365, 730, 1095]})
    ),
    {
      title: firstDealsTitle(cohorts.length),
      caption: firstDealsCaption,
      figures: firstDealsTable(rows),
      defined: "first_deal_curve"
    }
  );
}

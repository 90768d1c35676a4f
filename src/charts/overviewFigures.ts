import type {File} from "../contract/index.js";
import {contactDots} from "./contactDots.js";
import {drawing, half} from "./drawing.js";
import {dumbbells} from "./dumbbells.js";
import {exchangePlot} from "./exchangePlot.js";
import {exchangeCaption, paretoCaption, trustCaption, weighedCaption} from "../copy/captions.js";
import {figure} from "../ui/figure.js";
import {
  contactFinding,
  exchangeFinding,
  lossFinding,
  paretoFinding,
  sharesFinding,
  trustFinding,
  weighedFinding
} from "../copy/findings.js";
import {
  contactTable,
  curveTable,
  exchangeTable,
  memberTable,
  paretoTable,
  trustTable,
  weighedTable
} from "../tables/figureTables.js";
import {keyNumbers} from "../ui/keyNumbers.js";
import {lossCurve} from "./lossCurve.js";
import {paretoPlot} from "./paretoPlot.js";
import {rowsOf} from "../shared/rows.js";
import {shareColumns} from "./shareColumns.js";
import {trustStrip} from "./trustStrip.js";

type Overview = File<"overview">;

/** The word that stands behind each key number, by the page that it leads to. */
const toHandshakeError: Record<string, string> = {
  "./trust": "Trusted",
  "./reciprocity": "Leads exchanged",
  "./concentration": "If the largest leaves",
  "./segments": "Bring 80\u202f%",
  "./segments#attention": "Not spoken to"
};

/** The five numbers under the headline, each the way into its page. */
export const keyFigures = (numbers: Overview["numbers"]): Node =>
  keyNumbers(numbers.map((n) => ({...n, term: toHandshakeError[n.to]})));

export function trustFigure(overview: Overview): Node | string {
  if (overview.about.partners === 0) return "";
  const each = overview.dots.id.length > 0;
  return figure(
    drawing((size) => trustStrip(overview, rowsOf(overview.dots), size)),
    {
      title: trustFinding(each ? overview.dots.score : overview.grades.flatMap((g) => g.scores), overview.typical),
      caption: trustCaption(each),
      figures: trustTable(overview.grades, rowsOf(overview.dots)),
      defined: "trust"
    }
  );
}

export function reciprocityFigure({exchange, callable}: Overview): Node | string {
  const rows = rowsOf(exchange);
  if (!rows.length) return "";
  return figure(
    drawing((size) => exchangePlot(rows, callable, size)),
    {
      title: exchangeFinding(rows),
      caption: exchangeCaption,
      figures: exchangeTable(rows),
      defined: "reciprocity"
    }
  );
}

export function lossFigures({members, member_count, effective_n, curve, var95, about}: Overview): Node | string {
  if (effective_n === null || member_count < 2) return "";
  const both = document.createDocumentFragment();
  both.append(
    figure(
      drawing((size) => shareColumns(members, {count: member_count, effective: effective_n, noun: "partner"}, size), half),
      {
        title: sharesFinding(members),
        caption: "Shares of revenue. The dashed box has the area of all bars. Blue: to be named in the accounts.",
        figures: memberTable(members, about.currency),
        defined: "concentration"
      }
    ),
    figure(
      drawing((size) => lossCurve(curve, {...size, bad: var95}), half),
      {
        title: lossFinding(var95),
        caption: "Chance to lose at least so much in a year, if partners fall silent independently.",
        figures: curveTable(curve),
        defined: "loss"
      }
    )
  );
  return both;
}

export function paretoFigure(overview: Overview): Node | string {
  if (overview.k80 === null || overview.about.partners < 2) return "";
  const points = rowsOf(overview.pareto);
  return figure(
    drawing((size) => paretoPlot(points, overview, overview.about.partners, size)),
    {
      title: paretoFinding(points, overview.k80, overview.about.partners),
      caption: paretoCaption(overview.marks),
      figures: paretoTable(points),
      defined: "segmentation"
    }
  );
}

export function attentionFigures({weighed, contact, ignored_days}: Overview): Node | string {
  const both = document.createDocumentFragment();
  const rows = rowsOf(contact);
  if (weighed.length)
    both.append(
      figure(
        drawing((size) => dumbbells(weighed, size)),
        {
          title: weighedFinding(weighed),
          caption: weighedCaption,
          figures: weighedTable(weighed),
          defined: "segments"
        }
      )
    );
  if (rows.length)
    both.append(
      figure(
        drawing((size) => contactDots(rows, ignored_days, size)),
        {
          title: contactFinding(rows, ignored_days),
          caption:
            "Days since we last spoke, active partners outside the vital few. Calls, visits and training; mail does not count.",
          figures: contactTable(rows),
          defined: "attention"
        }
      )
    );
  return both;
}

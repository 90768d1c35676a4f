import type {File} from "../contract.js";
import {agenda, changesTable} from "./agenda.js";
import {contactDots} from "./contactDots.js";
import {beside, drawing, half} from "./drawing.js";
import {dumbbells} from "./dumbbells.js";
import {exchangePlot} from "./exchangePlot.js";
import {exchangeCaption, paretoCaption, trustCaption, weighedCaption} from "./captions.js";
import {figure} from "./figure.js";
import {
  contactFinding,
  exchangeFinding,
  lossFinding,
  paretoFinding,
  sharesFinding,
  trustFinding,
  weighedFinding
} from "./findings.js";
import {contactTable, curveTable, exchangeTable, memberTable, paretoTable, trustTable, weighedTable} from "./figures.js";
import {keyNumbers} from "./keyNumbers.js";
import {lossCurve} from "./lossCurve.js";
import {paretoPlot} from "./paretoPlot.js";
import type {Parts} from "./parts.js";
import {rowsOf} from "./rows.js";
import {shareColumns} from "./shareColumns.js";
import {trendsTable} from "./trends.js";
import {trustStrip} from "./trustStrip.js";
import {dated, settingsFoot} from "./words.js";

type Overview = File<"overview">;

/** The word that stands behind each key number, by the page that it leads to. */
const explained: Record<string, string> = {
  "./trust": "Trusted",
  "./reciprocity": "Leads exchanged",
  "./concentration": "If the largest leaves",
  "./segments": "Bring 80\u202f%",
  "./segments#attention": "Not spoken to"
};

/** The places of the overview by name. */
export const parts: Parts<Overview> = {
  dated: ({about}) => dated(about),
  numbers: ({numbers}) => keyNumbers(numbers.map((n) => ({...n, term: explained[n.to]}))),
  trust,
  reciprocity,
  concentration,
  segments,
  attention,
  changes: ({changes}) => (changes.length ? changesTable(changes) : ""),
  trends: ({trends, about}) => trendsTable(trends, about.currency, 8),
  agenda: ({alerts, compared}) => agenda(alerts, compared),
  foot: ({about}) => settingsFoot(about)
};

function trust(overview: Overview) {
  if (overview.about.partners === 0) return "";
  const each = overview.dots.id.length > 0;
  return figure(
    drawing((size) => trustStrip(overview, rowsOf(overview.dots), size), beside),
    {
      title: trustFinding(each ? overview.dots.score : overview.grades.flatMap((g) => g.scores), overview.typical),
      caption: trustCaption(each),
      figures: trustTable(overview.grades, rowsOf(overview.dots)),
      defined: "trust"
    }
  );
}

function reciprocity({exchange, callable}: Overview) {
  const rows = rowsOf(exchange);
  if (!rows.length) return "";
  return figure(
    drawing((size) => exchangePlot(rows, callable, size), beside),
    {
      title: exchangeFinding(rows),
      caption: exchangeCaption,
      figures: exchangeTable(rows),
      defined: "reciprocity"
    }
  );
}

function concentration({members, member_count, effective_n, curve, var95, about}: Overview) {
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

function segments(overview: Overview) {
  if (overview.k80 === null || overview.about.partners < 2) return "";
  const points = rowsOf(overview.pareto);
  return figure(
    drawing((size) => paretoPlot(points, overview, overview.about.partners, size), beside),
    {
      title: paretoFinding(points, overview.k80, overview.about.partners),
      caption: paretoCaption(overview.marks),
      figures: paretoTable(points),
      defined: "segmentation"
    }
  );
}

function attention({weighed, contact, ignored_days}: Overview) {
  const both = document.createDocumentFragment();
  const rows = rowsOf(contact);
  if (weighed.length)
    both.append(
      figure(
        drawing((size) => dumbbells(weighed, size), beside),
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
        drawing((size) => contactDots(rows, ignored_days, size), beside),
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

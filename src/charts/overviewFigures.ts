import type {File} from "../contract/index.js";
import {contactDots} from "./contactDots.js";
import {drawing, half} from "./drawing.js";
import {dumbbells} from "./dumbbells.js";
import {exchangePlot} from "./exchangePlot.js";
import {lossCaption, lossTitle, sharesCaption, sharesTitle} from "../copy/concentrationPictures.js";
import {exchangeCaption, exchangeTitle} from "../copy/reciprocityPictures.js";
import {paretoCaption, paretoTitle} from "../copy/segments.js";
import {contactCaption, contactTitle, contactsDrawn, hoursCaption, hoursTitle} from "../copy/contact.js";
import {scoresCaption, scoresTitle} from "../copy/trust.js";
import {percent} from "../shared/formats.js";
import {cameAbout, ofPortfolio} from "../ui/cameAbout.js";
import {figure} from "../ui/figure.js";
import {
  contactTable,
  curveTable,
  exchangeTable,
  memberTable,
  paretoTable,
  scoresTable,
  weighedTable
} from "../tables/figureTables.js";
import {keyNumbers} from "../ui/keyNumbers.js";
import {lossCurve} from "./lossCurve.js";
import {paretoPlot} from "./paretoPlot.js";
import {rowsOf} from "../shared/rows.js";
import {shareColumns} from "./shareColumns.js";
import {trustStrip} from "./trustStrip.js";

type Overview = File<"overview">;

/** The word that is behind each key number, by the page that it leads to. */
const explained: Record<string, string> = {
  "./trust": "Trusted",
  "./reciprocity": "Referrals exchanged",
  "./concentration": "From the largest",
  "./segments": `Bring ${percent(0.8)}`,
  "./segments#attention": "Without contact"
};

/** The five numbers under the headline, each the way into its page. */
export const keyFigures = (numbers: Overview["numbers"]): Node => keyNumbers(numbers.map((n) => ({...n, term: explained[n.to]})));

/** What opens how figures of all partners came about. */
const came = (overview: Overview, ...metrics: string[]): Node => cameAbout(ofPortfolio(overview), ...metrics);

export function trustFigure(overview: Overview): Node | string {
  const each = overview.dots.id.length > 0;
  if (!each && !overview.grades.some((g) => g.scores.score.length > 0)) return "";
  return figure(
    drawing((size) => trustStrip(overview, rowsOf(overview.dots), size)),
    {
      title: scoresTitle(
        each ? overview.dots.score : overview.grades.flatMap((g) => g.scores.score),
        overview.average,
        overview.grades.some((g) => g.partners > 0 && g.grade !== "unproven" && g.grade !== "not_rated")
      ),
      caption: scoresCaption(overview.about.partners, each),
      figures: scoresTable(overview.grades, rowsOf(overview.dots), overview.average),
      defined: "trust",
      came: came(overview, "trust")
    }
  );
}

export function reciprocityFigure(overview: Overview): Node | string {
  const {exchange, callable, about} = overview;
  const rows = rowsOf(exchange);
  if (!rows.length) return "";
  return figure(
    drawing((size) => exchangePlot(rows, callable, size)),
    {
      title: exchangeTitle(rows),
      caption: exchangeCaption(about.window_days),
      figures: exchangeTable(rows),
      defined: "reciprocity",
      came: came(overview, "reciprocity", "reciprocity_portfolio")
    }
  );
}

export function lossFigures(overview: Overview): Node | string {
  const {members, member_count, effective_n, curve, var95, loss_alone, about} = overview;
  if (effective_n === null || member_count < 2) return "";
  const both = document.createDocumentFragment();
  both.append(
    figure(
      drawing((size) => shareColumns(members, {count: member_count, effective: effective_n, noun: "partner"}, size), half),
      {
        title: sharesTitle(members, about),
        caption: sharesCaption("partner", members),
        figures: memberTable(members, about.currency),
        defined: "concentration",
        came: came(overview, "concentration")
      }
    )
  );
  // before a past year tells anything there is no curve: one of chances of 0 would say that nothing can be lost
  if (curve.length)
    both.append(
      figure(
        drawing((size) => lossCurve(curve, {...size, bad: var95}), half),
        {
          title: lossTitle(var95, loss_alone, about.excluded?.half),
          caption: lossCaption(loss_alone),
          figures: curveTable(curve),
          defined: "loss",
          came: came(overview, "loss")
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
      title: paretoTitle(points, {k80: overview.k80, about: overview.about}),
      caption: paretoCaption(overview.marks),
      figures: paretoTable(points),
      defined: "segmentation",
      came: came(overview, "segmentation")
    }
  );
}

export function attentionFigures(overview: Overview): Node | string {
  const {weighed, contact, no_contact_days, about} = overview;
  const both = document.createDocumentFragment();
  const rows = rowsOf(contact);
  const sampled = rows.length >= contactsDrawn;
  if (weighed.length)
    both.append(
      figure(
        drawing((size) => dumbbells(weighed, size)),
        {
          title: hoursTitle(weighed, about),
          caption: hoursCaption,
          figures: weighedTable(weighed),
          defined: "segments",
          came: came(overview, "segments")
        }
      )
    );
  if (rows.length)
    both.append(
      figure(
        drawing((size) => contactDots(rows, no_contact_days, size)),
        {
          title: contactTitle(rows, {limit: no_contact_days, sampled}),
          caption: contactCaption(sampled),
          figures: contactTable(rows),
          defined: "attention",
          came: came(overview, "attention")
        }
      )
    );
  return both;
}

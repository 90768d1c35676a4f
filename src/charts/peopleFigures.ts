import type {File} from "../contract/index.js";
import {eventsOf} from "./eventMarks.js";
import {dependenceCaption, dependenceTitle, matrixCaption, matrixTitle, spreadCaption, spreadTitle} from "../copy/people.js";
import {rowsOf} from "../shared/rows.js";
import {adoptionTable, matrixTable, repsTable} from "../tables/peopleTables.js";
import {figure} from "../ui/figure.js";
import {dependenceBars, dependenceDrawn} from "./dependenceBars.js";
import {drawing, whole} from "./drawing.js";
import {peopleMatrix} from "./peopleMatrix.js";
import {drawnLines, spreadLines} from "./spreadLines.js";

type People = File<"people">;

/** What our people won, and how much of it comes from one partner; the table where nobody won anything. */
export function dependenceFigure({reps, dependency_share: half, about}: People): Node | string {
  const rows = rowsOf(reps);
  if (!rows.length) return "";
  const table = repsTable(rows, about.currency);
  const known = rows.filter((d) => d.net > 0 && d.top_share !== null);
  if (!known.length) return table;
  return figure(
    drawing((size) => dependenceBars(rows, half, size), whole),
    {
      title: dependenceTitle(half, known.filter((d) => d.top_share! >= half).length, known.length),
      caption: dependenceCaption(known.length, dependenceDrawn),
      figures: table,
      defined: "rep_concentration"
    }
  );
}

/** Our people by partners. */
export function matrixFigure({matrix}: People): Node | string {
  const rows = rowsOf(matrix);
  if (!rows.length) return "";
  return figure(
    drawing((size) => peopleMatrix(rows, size), whole),
    {
      title: matrixTitle(rows.filter((d) => d.received > 0 && d.given > 0).length, rows.length),
      caption: matrixCaption(rows.length),
      figures: matrixTable(rows),
      defined: "people_pairs"
    }
  );
}

/** How partnerships spread from one of our people to the next. */
export function spreadFigure({adoption, about}: People): Node | string {
  const rows = rowsOf(adoption);
  if (!rows.some((d) => d.reps > 1)) return "";
  const {lines, drawn} = drawnLines(rows, about.as_of);
  return figure(
    drawing((size) => spreadLines(rows, about.as_of, {...size, events: eventsOf(about.events)})),
    {
      title: spreadTitle(rows),
      caption: spreadCaption(lines.length, drawn.length),
      figures: adoptionTable(rows),
      defined: "adoption"
    }
  );
}

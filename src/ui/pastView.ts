import type {About, Partner} from "../contract/index.js";
import type {Past} from "../contract/past.js";
import {drawing, whole} from "../charts/drawing.js";
import {eventsOf} from "../charts/eventMarks.js";
import {quartersFigure} from "../charts/revenueFigures.js";
import {scoreHistory, type monthsOf} from "../charts/scoreHistory.js";
import {rangeBar} from "../charts/shareBar.js";
import {trustStrip} from "../charts/trustStrip.js";
import {gradeNames, gradeOrder, verdictNames} from "../copy/names.js";
import {gradesLag, gradeText} from "../copy/grades.js";
import {beginsSentence} from "../copy/begins.js";
import * as say from "../copy/past.js";
import {plain} from "../copy/say.js";
import {scoresCaption, scoresTitle} from "../copy/partnerPictures.js";
import * as strip from "../copy/trust.js";
import {money, percent} from "../shared/formats.js";
import {lastDayOf} from "../shared/periods.js";
import {rowsOf} from "../shared/rows.js";
import {nameColumn} from "../tables/figureTables.js";
import {monthsTable} from "../tables/partnerTables.js";
import {table} from "../tables/table.js";
import {cameThen} from "./cameAbout.js";
import {element} from "./dom.js";
import {figure} from "./figure.js";
import {keyNumbers} from "./keyNumbers.js";
import {dateSheets} from "./sheetHead.js";

/** The partners of one date. */
const rowsIn = (past: Past): say.PastRow[] => rowsOf(past.partners);

/** The way back to the page as it is now. */
const back = (about: About): HTMLElement =>
  element("p", {class: "dated"}, element("a", {href: location.pathname}, say.backToNow(about.as_of)));

/** The overview at an earlier date: finding, key numbers, every score in its range, and the list of partners. */
export function pastOverview(past: Past, day: string, about: About): Node {
  dateSheets(day);
  const rows = rowsIn(past);
  const {currency, window_days: days} = about;
  return element(
    "div",
    {class: "past"},
    element("h1", {}, say.pastHeadline(rows, day)),
    element("p", {class: "lead"}, [say.restated(day), plain(beginsSentence({...about, as_of: day}))].filter(Boolean).join(" ")),
    back(about),
    keyNumbers(say.pastNumbers(rows, days, about)),
    cameThen({id: null, asOf: day}, "headlines", "concentration"),
    pastStrip(rows, day),
    pastTable(rows, day, currency)
  );
}

function pastStrip(rows: readonly say.PastRow[], day: string): Node | string {
  const dots = rows.flatMap(({id, name, score, lower, upper, grade}) =>
    score === null
      ? []
      : [{id, name, score, lower: lower ?? 0, upper: upper ?? 100, grade: grade ?? ("unproven" as const), before: null}]
  );
  if (!dots.length || dots.length > 200) return "";
  const average = rows[0]?.average ?? null;
  const grades = gradeOrder.map((grade) => {
    const partners = rows.filter((row) => row.grade === grade).length;
    return {grade, partners, entered: 0, left: 0, scores: {score: [], lower: [], upper: []}};
  });
  return figure(
    drawing((size) => trustStrip({average, grades}, dots, size), whole),
    {
      title: strip.scoresTitle(
        dots.map((d) => d.score),
        average
      ),
      caption: `${strip.scoresCaption(dots.length, true)} ${gradesLag}`,
      figures: element("p", {}, say.pastTable(day)),
      defined: "trust"
    }
  );
}

const pastTable = (rows: readonly say.PastRow[], day: string, currency: string | null): Node =>
  table(rows, {
    caption: say.pastTable(day),
    file: `partners-${day}`,
    first: 25,
    find: "Find a partner",
    empty: "No partners in the data.",
    columns: [
      nameColumn<say.PastRow>(),
      {
        label: "Score",
        value: (row) => row.score,
        show: (row) => rangeBar(row.score, row.lower, row.upper, row.grade === "unproven"),
        numeric: true,
        narrow: true
      },
      {
        label: "Grade",
        value: (row) => (row.grade ? gradeNames[row.grade] : null),
        show: (row) => gradeText(row, row.average) ?? "–",
        narrow: true
      },
      {label: "Revenue", value: (row) => row.revenue, show: (row) => money(row.revenue, currency), numeric: true, narrow: true},
      {label: "Share", value: (row) => row.share, show: (row) => (row.share === null ? "–" : percent(row.share)), numeric: true},
      {label: "Referrals received", value: (row) => row.received, numeric: true, widest: true},
      {label: "sent", value: (row) => row.given, numeric: true, widest: true},
      {label: "Balance", value: (row) => verdictNames[row.verdict]}
    ]
  });

/** What a partner's page has over time. */
interface Trends {
  months: ReturnType<typeof monthsOf>;
  quarters: Parameters<typeof quartersFigure>[0];
}

/** Score and revenue up to the date, as far as there is any of them. */
function trendsUntil(day: string, {months, quarters}: Trends, now: Partner, about: About): Node[] {
  const known = months.filter(({as_of}) => as_of <= day);
  const over = quarters.filter(({starts_on}) => lastDayOf(starts_on, 3) <= day);
  const events = {...about, events: about.events.filter((event) => event.day <= day)};
  const scores =
    known.length > 1
      ? figure(
          drawing((size) => scoreHistory(known, {...size, events: eventsOf(events.events, now)})),
          {title: scoresTitle(known), caption: scoresCaption, figures: monthsTable(known), defined: "trust"}
        )
      : "";
  const revenue = quartersFigure(over, events, {partner: now});
  return [scores, revenue].filter((node) => typeof node !== "string");
}

/** One partner at an earlier date, above its page of now. */
export function pastPartner(past: Past, day: string, now: Partner, about: About, {months, quarters}: Trends): Node {
  dateSheets(day);
  const row = rowsIn(past).find(({id}) => id === now.id);
  return element(
    "section",
    {class: "whole pastPartner"},
    element("h2", {}, row ? say.restated(day) : say.notYet(now.name, day)),
    row ? element("p", {class: "verdict"}, say.pastVerdict(row, now)) : null,
    row ? keyNumbers(say.pastFigures(row, now, about.currency)) : null,
    row ? cameThen({id: now.id, asOf: day}, "trust", "risk", "reciprocity") : null,
    ...(row ? trendsUntil(day, {months, quarters}, now, about) : []),
    back(about),
    element("p", {class: "dated"}, say.nowAround(about.as_of))
  );
}

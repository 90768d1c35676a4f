import {yearBefore} from "../shared/days.js";
import {decimal, longDate, shortDate} from "../shared/formats.js";
import {endsQuarter} from "../shared/periods.js";
import {element} from "../ui/dom.js";
import {titleOf} from "./tableParts.js";
import {wayIn} from "../ui/pageWays.js";
import {differenceText, type Move} from "./figureTexts.js";

type Score = {day: string; score: number | null} | null;

/** A partner's score against what it was: month, quarter, year, drop, and as it was published, with what made that difference. */
export function scoreMovesTable(
  score: number | null,
  months: readonly {as_of: string; score: number | null}[],
  moved: {drop: Score; published: ({day: string} & Move) | null},
  {fiscal_year_first_month: firstMonth}: {fiscal_year_first_month: number},
  leads: (day: string) => string | null = () => null
): Node | string {
  if (score === null) return "";
  const past = months.slice(0, -1).filter((m) => m.score !== null);
  const quarter = past.findLast((m) => endsQuarter(m.as_of, firstMonth));
  const year = past.findLast((m) => m.as_of <= yearBefore(months.at(-1)!.as_of));
  const rows = [
    ...line("the month before", past.at(-1), score, leads),
    ...line("the quarter before", quarter, score, leads),
    ...line("a year before", year, score, leads),
    ...line("the delivery before", moved.drop ? {as_of: moved.drop.day, score: moved.drop.score} : undefined, score, leads),
    ...publishedLine(moved.published)
  ];
  if (!rows.length) return "";
  const head = ["Against", "Score then", "Difference"].map((label) => element("th", {scope: "col"}, label));
  return element(
    "div",
    {class: "table"},
    titleOf(scoreMovesCaption),
    element(
      "table",
      {},
      element("caption", {}, scoreMovesCaption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows)
    )
  );
}

const scoreMovesCaption = "The score of today against earlier ones";

const row = (...cells: (Node | string)[]) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));

const line = (
  what: string,
  then: {as_of: string; score: number | null} | undefined,
  now: number,
  leads: (day: string) => string | null
): HTMLElement[] =>
  !then || then.score === null
    ? []
    : [
        row(
          wayIn(leads(then.as_of), `${what}, ${shortDate(then.as_of)}`),
          decimal(then.score),
          differenceText(now - then.score, "score", null)
        )
      ];

function publishedLine(move: ({day: string} & Move) | null): HTMLElement[] {
  if (move === null || move.before === null || move.now === null) return [];
  const parts = [
    ["what happened since", move.events],
    ["corrected records", move.corrected],
    ["a changed definition or setting", move.redefined]
  ] as const;
  const why = parts.flatMap(([name, by]) => {
    const text = differenceText(by, "score", null);
    return text === "no change" || text === "–" ? [] : [`${text} by ${name}`];
  });
  const difference = differenceText(move.now - move.before, "score", null);
  return [
    row(
      `as published for ${longDate(move.day)}`,
      decimal(move.before),
      why.length ? `${difference}: ${why.join(", ")}` : difference
    )
  ];
}

import {chart, colour, halo, says, toDay, type ToDay} from "./chart.js";
import {eventMarks, type Events} from "./eventMarks.js";
import {monthYear, shortDate, whole, withRange} from "../shared/formats.js";
import {Plot} from "./libraries.js";

interface Month {
  date: Date;
  as_of: string;
  score: number;
  lower: number;
  upper: number;
  average: number | null;
}

interface Options {
  width: number;
  events?: Events;
  leadsTo?: ToDay;
}

const pointText = ({as_of, score, lower, upper, average}: Month): string =>
  `${shortDate(as_of)}\n${withRange(score, lower, upper)}${average === null ? "" : `; average ${whole(average)}`}`;

/** A partner's score at each month's end, in its range, with the average partner. */
export function scoreHistory(months: readonly Month[], {width, events = [], leadsTo}: Options): Node {
  const happened = eventMarks(events, [months[0]!.date, months.at(-1)!.date]);
  const last = months.at(-1)!;
  const low = Math.floor(Math.min(...months.map((d) => Math.min(d.lower, d.average ?? 100))) / 10) * 10;
  const high = Math.ceil(Math.max(...months.map((d) => Math.max(d.upper, d.average ?? 0))) / 10) * 10;
  const near = last.average !== null && Math.abs(last.average - last.score) < (high - low) / 12;
  // labels that are near each other part in the direction in which their lines lie
  const up = near ? (last.score < (last.average ?? 0) ? 9 : -9) : 0;
  return chart(
    {
      width,
      height: 240,
      marginLeft: 32,
      marginRight: 96,
      marginBottom: 36,
      x: {type: "utc", tickSize: 0, label: null, ticks: Math.min(6, width / 90)},
      y: {domain: [low, high], tickSize: 0, label: null, ticks: 4},
      marks: [
        ...happened.marks,
        Plot.areaY(months, {x: "date", y1: "lower", y2: "upper", fill: colour.accent, fillOpacity: 0.12}),
        Plot.line(
          months.filter((d) => d.average !== null),
          {x: "date", y: "average", stroke: colour.quiet, strokeDasharray: "3,3"}
        ),
        Plot.line(months, {x: "date", y: "score", stroke: colour.accent, strokeWidth: 2}),
        Plot.dot([last], {x: "date", y: "score", r: 3.5, fill: colour.accent}),
        Plot.text([last], {
          x: "date",
          y: "score",
          dx: 8,
          dy: up,
          text: (d: Month) => withRange(d.score, d.lower, d.upper),
          textAnchor: "start",
          fill: colour.accent,
          fontWeight: 600,
          ...halo
        }),
        last.average === null
          ? null
          : Plot.text([last], {
              x: "date",
              y: "average",
              dx: 8,
              dy: -up,
              text: (d: Month) => `average ${whole(d.average ?? 0)}`,
              textAnchor: "start",
              fill: colour.quiet,
              ...halo
            }),
        says(months, {
          x: "date",
          y: "score",
          title: pointText
        })
      ]
    },
    `Trust from ${monthYear(months[0]!.as_of)}, ${whole(months[0]!.score)}, to ${monthYear(last.as_of)}, ${whole(last.score)}.${happened.said}`,
    toDay(leadsTo)
  );
}

/** The months of one partner's history in which it existed. */
export const monthsOf = (
  history: {months: string[]; average: (number | null)[]},
  row: {score: (number | null)[]; lower: (number | null)[]; upper: (number | null)[]} | undefined
): Month[] =>
  history.months.flatMap((as_of, i) => {
    const [score, lower, upper] = [row?.score[i], row?.lower[i], row?.upper[i]];
    if (typeof score !== "number" || typeof lower !== "number" || typeof upper !== "number") return [];
    return [{date: new Date(`${as_of}T00:00:00Z`), as_of, score, lower, upper, average: history.average[i] ?? null}];
  });

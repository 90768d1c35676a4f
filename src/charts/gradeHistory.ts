import type {File} from "../contract/index.js";
import {chart, colour, halo, says, toDay, type ToDay} from "./chart.js";
import {eventMarks, type Events} from "./eventMarks.js";
import {monthYear, shortDate, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Row = File<"trust">["history"][number];

const pointText = (d: Row) => `${shortDate(d.as_of)}\n${whole(d.trusted)} trusted, ${whole(d.at_risk)} at risk`;

/** How many are trusted and how many at risk, at each month's end. */
export function gradeHistory(
  rows: readonly Row[],
  {width, events = [], leadsTo}: {width: number; events?: Events; leadsTo?: ToDay}
): Node {
  const data = rows.map((d) => ({...d, date: new Date(`${d.as_of}T00:00:00Z`)}));
  const last = data.at(-1)!;
  const happened = eventMarks(events, [data[0]!.date, last.date]);
  const close = Math.abs(last.trusted - last.at_risk) < Math.max(2, Math.max(...rows.map((d) => d.trusted)) / 10);
  return chart(
    {
      width,
      height: 240,
      marginLeft: 32,
      marginRight: 92,
      marginBottom: 36,
      x: {type: "utc", tickSize: 0, label: null, ticks: Math.min(6, width / 90)},
      y: {
        domain: [0, Math.max(4, ...rows.map((d) => Math.max(d.trusted, d.at_risk)))],
        tickSize: 0,
        label: null,
        ticks: 4,
        tickFormat: whole
      },
      marks: [
        Plot.ruleY([0], {stroke: colour.line}),
        ...happened.marks,
        Plot.line(data, {x: "date", y: "trusted", stroke: colour.accent, strokeWidth: 2}),
        Plot.line(data, {x: "date", y: "at_risk", stroke: colour.warn, strokeWidth: 2, strokeDasharray: "5,3"}),
        Plot.text([last], {
          x: "date",
          y: "trusted",
          dx: 8,
          dy: close && last.trusted >= last.at_risk ? -8 : 0,
          text: (d: Row) => `${d.trusted} trusted`,
          textAnchor: "start",
          fill: colour.accent,
          fontWeight: 600,
          ...halo
        }),
        Plot.text([last], {
          x: "date",
          y: "at_risk",
          dx: 8,
          dy: close && last.trusted >= last.at_risk ? 8 : 0,
          text: (d: Row) => `${d.at_risk} at risk`,
          textAnchor: "start",
          fill: colour.warn,
          fontWeight: 600,
          ...halo
        }),
        says(data, {x: "date", y: "trusted", title: pointText})
      ]
    },
    `Partners by grade from ${monthYear(rows[0]!.as_of)} to ${monthYear(last.as_of)}: ${whole(rows[0]!.trusted)} trusted then, ${whole(last.trusted)} now; ${whole(rows[0]!.at_risk)} at risk then, ${whole(last.at_risk)} now.${happened.said}`,
    toDay(leadsTo)
  );
}

import {chart, colour, halo, says, textWidth, toDay, type ToDay} from "./chart.js";
import {eventMarks, type Events} from "./eventMarks.js";
import {decimal, monthYear} from "../shared/formats.js";
import {Plot} from "./libraries.js";

interface Point {
  as_of: string;
  value: number | null;
}

interface Options {
  width: number;
  name: string;
  unit?: "%" | "";
  events?: Events;
  leadsTo?: ToDay;
}

/** One figure over the months, its highest, lowest and last known value labelled. */
export function valueHistory(points: readonly Point[], {width, name, unit = "", events = [], leadsTo}: Options): Node {
  const data = points.flatMap((d) =>
    d.value === null ? [] : [{date: new Date(`${d.as_of}T00:00:00Z`), as_of: d.as_of, value: d.value}]
  );
  const last = data.at(-1);
  if (!last) return document.createTextNode("");
  const happened = eventMarks(events, [data[0]!.date, last.date], 38, true);
  const inner = data.slice(0, -1);
  const top = inner.reduce((a, b) => (b.value > a.value ? b : a), inner[0] ?? last);
  const low = inner.reduce((a, b) => (b.value < a.value ? b : a), inner[0] ?? last);
  const marked = [...new Set([top, low])].filter((d) => d !== last);
  const shown = (value: number) => `${decimal(value)}${unit}`;
  const text = (d: typeof last) => `${shown(d.value)} in ${monthYear(d.as_of)}`;
  // where later months have no figure, the last one known is not that of now
  const isNow = points.at(-1)?.as_of === last.as_of;
  const end = isNow ? `${shown(last.value)} now` : text(last);
  const anchor = (d: typeof last) =>
    data.indexOf(d) < data.length / 5 ? "start" : data.indexOf(d) > data.length * 0.8 ? "end" : "middle";
  return chart(
    {
      width,
      height: (happened.named ? 234 : 220) + happened.room,
      marginLeft: 40,
      // its letters are bold
      marginRight: 12 + 1.2 * textWidth(end),
      // the name of an event is over that of the highest value
      marginTop: (happened.named ? 38 : 24) + happened.room,
      marginBottom: 36,
      x: {type: "utc", tickSize: 0, label: null, ticks: Math.min(6, width / 90)},
      y: axis(Math.max(1, ...data.map((d) => d.value)), unit),
      marks: [
        Plot.ruleY([0], {stroke: colour.line}),
        ...happened.marks,
        Plot.line(data, {x: "date", y: "value", stroke: colour.accent, strokeWidth: 2}),
        Plot.dot([...marked, last], {x: "date", y: "value", r: 3, fill: colour.accent}),
        marked.map((d) =>
          Plot.text([d], {
            x: "date",
            y: "value",
            dy: d === top ? -12 : 14,
            text,
            textAnchor: anchor(d),
            fill: colour.ink,
            ...halo
          })
        ),
        Plot.text([last], {
          x: "date",
          y: "value",
          dx: 8,
          text: () => end,
          textAnchor: "start",
          fill: colour.accent,
          fontWeight: 600,
          ...halo
        }),
        says(data, {x: "date", y: "value", title: text})
      ]
    },
    `${name}: ${[...marked.map(text), end].join(", ")}.${happened.said}`,
    toDay(leadsTo)
  );
}

const axis = (most: number, unit: string) => ({
  domain: [0, most * 1.1],
  tickSize: 0,
  label: null,
  ticks: 4,
  tickFormat: (d: number) => `${decimal(d)}${unit}`
});

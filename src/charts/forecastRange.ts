import type {File} from "../contract/index.js";
import {chart, colour, halo, says, toDay, type ToDay} from "./chart.js";
import {eventMarks, type Events} from "./eventMarks.js";
import {capital, counted, money, monthYear, plural, shortDate} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Forecast = File<"revenue">["forecasts"][number];
type Point = Forecast & {date: Date};

/** Where the name of what came is read: at the outcome furthest from the line, on its far side, where no other dot is. */
function outcomeNamed(came: readonly Point[], top: number): Point | undefined {
  const away = (d: Point) => Math.abs((d.actual ?? 0) - d.expected);
  const roomy = came.filter((d) => d.actual! > d.expected || d.actual! > 0.15 * top);
  return (roomy.length ? roomy : came).reduce<Point | undefined>((far, d) => (far && away(far) >= away(d) ? far : d), undefined);
}

/** The plane of the picture in its units and in pixels. */
const room = {left: 56, right: 70, top: 24, bottom: 36, height: 240} as const;
interface Plane {
  width: number;
  foot: number;
  top: number;
}

/** Which line is which; no name is over a dot, the line, or the other name. */
function lineNames(points: readonly Point[], came: readonly Point[], {width, foot, top}: Plane) {
  const above = (d: Point) => d.actual! > d.expected;
  // over or under all that is drawn where its name is
  const near = points.slice(0, Math.ceil(points.length / 5));
  const drawn = near.flatMap((d) => [d.expected, d.actual ?? d.expected]);
  // what is near 0 has no room below: the names of the months are there
  const under = near.filter((d) => d.actual !== null && above(d)).length > near.length / 2 && Math.min(...drawn) > 0.15 * top;
  const level = under ? Math.min(...drawn) : Math.max(...drawn);
  const part = (d: Point) => points.indexOf(d) / Math.max(1, points.length - 1);
  const rise = (value: number) => (value / (top - foot || 1)) * (room.height - room.top - room.bottom);
  const apart = (d: Point) => rise(d.actual!) + (above(d) ? 12 : -14) - rise(level) - (under ? -14 : 10);
  // the one name begins at the left edge and is as long as half of both
  const free = came.filter((d) => part(d) * (width - room.left - room.right) > 96 || Math.abs(apart(d)) > 14);
  const spot = outcomeNamed(free.length ? free : came, top);
  const at = spot ? part(spot) : 0;
  return [
    Plot.text(spot ? [spot] : [], {
      x: "date",
      y: "actual",
      dy: spot && above(spot) ? -12 : 14,
      textAnchor: at < 0.15 ? "start" : at > 0.85 ? "end" : "middle",
      text: () => "what came",
      fill: colour.ink,
      ...halo
    }),
    Plot.text(points.slice(0, 1), {
      x: "date",
      y: () => level,
      dy: under ? 14 : -10,
      textAnchor: "start",
      text: () => "expected",
      fill: colour.accent,
      ...halo
    })
  ];
}

const ranged = ({lower, upper}: Forecast) => lower !== null && upper !== null;

function pointText({as_of, expected, lower, upper, actual}: Forecast, currency: string | null): string {
  const range = lower === null || upper === null ? "" : ` (${money(lower, currency)} to ${money(upper, currency)})`;
  const came = actual === null ? "not over yet" : `${money(actual, currency)} came`;
  return `${shortDate(as_of)}\n${money(expected, currency)} expected${range}\n${came}`;
}

/** What was expected at each date, with its range, and what came of it. */
export function forecastRange(
  rows: readonly Forecast[],
  {width, currency, events = [], leadsTo}: {width: number; currency: string | null; events?: Events; leadsTo?: ToDay}
): Node {
  const points = rows.map((d): Point => ({...d, date: new Date(`${d.as_of}T00:00:00Z`)}));
  const last = points.at(-1);
  if (!last) return document.createTextNode("");
  const happened = eventMarks(events, [points[0]!.date, last.date], 24);
  const came = points.filter((d) => d.actual !== null);
  const drawn = points.flatMap((d) => [d.expected, d.lower ?? 0, d.upper ?? 0, d.actual ?? 0]);
  // refunds may leave less than nothing, which has its place under the line of 0 and over the names of the months
  const [foot, top] = [Math.min(0, ...drawn), Math.max(0, ...drawn)];
  return chart(
    {
      width,
      height: room.height,
      marginLeft: room.left,
      marginRight: room.right,
      marginTop: room.top,
      marginBottom: room.bottom,
      x: {type: "utc", tickSize: 0, label: null, ticks: Math.min(6, width / 90)},
      y: {domain: [foot * 1.05, top * 1.05], tickSize: 0, label: null, ticks: 4, tickFormat: (d: number) => money(d, currency)},
      marks: [
        Plot.areaY(points.filter(ranged), {x: "date", y1: "lower", y2: "upper", fill: colour.wash}),
        Plot.ruleY([0], {stroke: colour.line}),
        ...happened.marks,
        Plot.line(points, {x: "date", y: "expected", stroke: colour.accent, strokeWidth: 2}),
        Plot.ruleX([last], {x: "date", y1: "lower", y2: "upper", stroke: colour.accent, strokeWidth: 2}),
        Plot.dot(came, {x: "date", y: "actual", r: 3, fill: colour.ink}),
        Plot.dot([last], {x: "date", y: "expected", r: 4, fill: colour.ground, stroke: colour.accent, strokeWidth: 2}),
        Plot.text([last], {
          x: "date",
          y: "expected",
          dx: 8,
          textAnchor: "start",
          text: (d: Point) => money(d.expected, currency),
          fill: colour.accent,
          fontWeight: 600,
          ...halo
        }),
        ...lineNames(points, came, {width, foot, top}),
        says(points, {x: "date", y: "expected", title: (d: Point) => pointText(d, currency)})
      ]
    },
    `Expected from ${monthYear(points[0]!.as_of)} to ${monthYear(last.as_of)}: last ${money(last.expected, currency)}${last.lower === null || last.upper === null ? "" : `, ${money(last.lower, currency)} to ${money(last.upper, currency)}`}. ${capital(counted(came.length, "outcome"))} ${plural(came.length, "is", "are")} known.${happened.said}`,
    toDay(leadsTo)
  );
}

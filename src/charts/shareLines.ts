import {percent} from "../shared/formats.js";
import {apart, chart, colour, emptyChart, halo, textWidth} from "./chart.js";
import {Plot} from "./libraries.js";

/** A line of shares over a number, each with its interval where one is known; it is cut where a value is null. */
export interface ShareLine {
  name: string;
  warn?: boolean;
  points: readonly {x: number; value: number | null; lower: number | null; upper: number | null}[];
}

interface Options {
  width: number;
  /** What the numbers count: "year". */
  noun: string;
  steps?: boolean;
  /** Where x ends. */
  end?: number;
  ticks?: number[];
  /** Whether all but the first line are context. */
  quiet?: boolean;
}

type Point = ShareLine["points"][number] & {value: number};
type Named = Point & {name: string};

const knownIn = (line: ShareLine): Point[] => line.points.filter((d): d is Point => d.value !== null);

/** A line with its first and last known point; none where no point is known. */
function withEnds(line: ShareLine) {
  const known = knownIn(line);
  const [begin, last] = [known[0], known.at(-1)];
  return begin && last ? [{...line, known, begin, last}] : [];
}

const tones = [colour.accent, colour.warn, colour.mark];

/** Shares along a number, each line named at its end, in the bands of their intervals. */
export function shareLines(given: readonly ShareLine[], {width, noun, steps = false, end, ticks, quiet = false}: Options): Node {
  const lines = given.flatMap(withEnds);
  if (!lines.length) return emptyChart(width);
  const most = Math.min(1, Math.max(0.1, ...lines.flatMap((line) => line.known.map((d) => d.upper ?? d.value))) * 1.05);
  const [height, marginLeft] = [260, 44];
  const marginRight = 24 + Math.max(...lines.map((line) => textWidth(line.name)));
  const y = (value: number) => 32 + (1 - value / most) * (height - 68);
  const curve = steps ? "step-after" : "linear";
  const toneOf = (i: number) => (quiet && i > 0 ? colour.mark : (tones[i] ?? colour.mark));
  const xs = lines.flatMap((line) => line.points.map((d) => d.x));
  const [from, to] = [Math.min(...xs), end ?? Math.max(...xs)];
  const x = (value: number) => marginLeft + ((value - from) / (to - from || 1)) * (width - marginLeft - marginRight);
  const moved = apart(lines.map(({last, name}) => ({x: x(last.x), y: y(last.value), width: 8 + textWidth(name)})));
  return chart(
    {
      width,
      height,
      marginLeft,
      marginRight,
      marginTop: 32,
      marginBottom: 36,
      x: {
        domain: [from, to],
        ticks: ticks ?? [...new Set(xs)].sort((a, b) => a - b),
        tickFormat: (d: number) => `${d === from && width > 500 ? `${noun} ` : ""}${d}`,
        tickSize: 0,
        label: null
      },
      y: {domain: [0, most], tickSize: 0, label: null, ticks: 4, tickFormat: (d: number) => percent(d)},
      marks: [
        Plot.ruleY([0], {stroke: colour.line}),
        ...lines.flatMap((line, i) => [
          Plot.areaY(line.points.some((d) => d.lower !== null && d.upper !== null) ? line.points : [], {
            x: "x",
            y1: "lower",
            y2: "upper",
            curve,
            fill: toneOf(i),
            fillOpacity: 0.12
          }),
          Plot.line(line.points, {x: "x", y: "value", curve, stroke: toneOf(i), strokeWidth: i === 0 ? 2.25 : 1.5}),
          Plot.dot([line.last], {x: "x", y: "value", r: 3, fill: toneOf(i)}),
          Plot.text([line.last], {
            x: "x",
            y: "value",
            dx: 8,
            dy: moved[i] ?? 0,
            text: () => line.name,
            textAnchor: "start",
            fill: toneOf(i) === colour.mark ? colour.quiet : toneOf(i),
            fontWeight: 500,
            ...halo
          })
        ]),
        spoken(lines, noun)
      ]
    },
    `${lines.map((line) => `${line.name}: ${ofPoint(line.begin, noun)}, ${ofPoint(line.last, noun)}`).join("; ")}.`
  );
}

const ofPoint = ({x, value}: Point, noun: string): string => `${percent(value)} at ${noun} ${x}`;

/** What the points of all lines say; of several only the nearest speaks. */
const spoken = (lines: readonly ShareLine[], noun: string) =>
  Plot.dot(
    lines.flatMap((line) => knownIn(line).map((point) => ({...point, name: line.name}))),
    {
      x: "x",
      y: "value",
      r: 1.5,
      fill: colour.ink,
      fillOpacity: 0,
      title: ({name, x, value, lower, upper}: Named) =>
        `${name}, ${noun} ${x}\n${percent(value)}${lower === null || upper === null ? "" : ` (${percent(lower)} to ${percent(upper)})`}`,
      tip: true
    }
  );

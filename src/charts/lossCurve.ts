import type {File} from "../contract/index.js";
import {chart, colour, halo, says, textWidth} from "./chart.js";
import {atLeast, percent} from "../shared/formats.js";
import {Plot} from "./libraries.js";

type Point = File<"overview">["curve"][number];

const ticks: [number, string][] = [
  [1, "every year"],
  [0.5, "1 year in 2"],
  [0.2, "1 in 5"],
  [0.05, "1 in 20"]
];

const margin = {left: 80, right: 22};
/** Between a point and its label, in px. */
const gap = 9;

/** The chance to lose at least a share in a year; from the `bad` share on, that of a year in twenty, in the warning colour. `before` draws another curve behind in grey. */
export function lossCurve(
  curve: readonly Point[],
  {width, bad, before = []}: {width: number; bad: number | null; before?: readonly Point[]}
): Node {
  const inner = width - margin.left - margin.right;
  // Wide enough that the label beside the year in twenty has room to its right, as far as a share can be.
  const room = inner + margin.right - gap - labelWidth(badText(bad));
  const end = Math.min(1, Math.max(reach([...curve, ...before]), ((bad ?? 0) * inner) / Math.max(room, inner / 4)));
  const shown = withPoint(curve, bad).filter((d) => d.share_lost <= end);
  const tail = bad === null ? [] : [{share_lost: bad, probability: 0.05}, ...shown.filter((d) => d.share_lost > bad)];
  const marked = tail.slice(0, 1);
  const half = crossing(shown, 0.5);
  return chart(
    {
      width,
      height: 260,
      marginLeft: margin.left,
      marginRight: margin.right,
      marginBottom: 28,
      x: {domain: [0, end], tickSize: 0, label: null, tickFormat: (d: number) => percent(d), ticks: Math.min(6, width / 70)},
      y: {
        domain: [0, 1],
        ticks: ticks.map(([p]) => p),
        tickFormat: (p: number) => ticks.find(([t]) => t === p)?.[1] ?? "",
        tickSize: 0,
        label: null
      },
      marks: [
        Plot.ruleY(
          ticks.map(([p]) => p),
          {stroke: colour.hair}
        ),
        Plot.areaY(tail, {x: "share_lost", y: "probability", fill: colour.warn, fillOpacity: 0.25}),
        Plot.line(
          before.filter((d) => d.share_lost <= end),
          {x: "share_lost", y: "probability", stroke: colour.dot, strokeWidth: 1.5}
        ),
        Plot.line(shown, {x: "share_lost", y: "probability", stroke: colour.ink, strokeWidth: 2}),
        Plot.dot([half], {x: "share_lost", y: "probability", r: 3, fill: colour.ink}),
        Plot.dot(marked, {x: "share_lost", y: "probability", r: 3.5, fill: colour.warn}),
        ...labels({...half, text: mostYears(curve)}, marked, (share) => (share / end) * inner, width),
        says(spoken(shown), {
          x: "share_lost",
          y: "probability",
          title: (d: Point) => `${percent(d.share_lost)} or more\nin ${percent(d.probability)} of years`
        })
      ]
    },
    `Probability of losing at least a share of partner revenue in a year: ${mostYears(curve).replace("\n", " ")}, ${percent(bad)} with 1 in 20.`
  );
}

/** What is known of most years and of a bad one (1 in 20), right of the point or as far right as there is room. */
function labels(half: Point & {text: string}, bad: readonly Point[], across: (share: number) => number, width: number) {
  const fits = (share: number, text: string) => margin.left + across(share) + gap + labelWidth(text) <= width;
  const at = {x: "share_lost", y: "probability", ...halo};
  const {text} = half;
  const tail = badText(bad[0]?.share_lost ?? null);
  return [
    Plot.text([half], {
      ...at,
      ...(fits(half.share_lost, text) ? {textAnchor: "start", dx: gap} : {textAnchor: "end", dx: -gap}),
      text: () => text,
      fill: colour.ink
    }),
    Plot.text(bad, {
      ...at,
      textAnchor: "start",
      dx: Math.min(gap, width - labelWidth(tail) - margin.left - across(bad[0]?.share_lost ?? 0)),
      dy: -14,
      text: () => tail,
      lineAnchor: "bottom",
      fill: colour.warn,
      fontWeight: 600
    })
  ];
}

const badText = (share: number | null): string => `bad year (1 in 20):\nloses ${atLeast(share)}`;

const labelWidth = (text: string): number => Math.max(...text.split("\n").map(textWidth));

/** Of a fine curve about 30 points, so that somebody can walk it. */
const spoken = (curve: readonly Point[]): Point[] => curve.filter((_, i) => i % Math.ceil(curve.length / 30) === 0);

/** What is lost in half of all years or more, from the curve's own whole percents: what lies between them is not known. */
function mostYears(curve: readonly Point[]): string {
  const at = curve.findLastIndex((d) => d.probability >= 0.5);
  const [sure, next] = [curve[at]?.share_lost ?? 0, curve[at + 1]?.share_lost];
  return sure > 0 || next === undefined ? `in most years\n${percent(sure)} or more` : `in most years\nless than ${percent(next)}`;
}

/** The curve, known at whole percents, through the point of the year in twenty too, where that lies between two of them. */
function withPoint(curve: readonly Point[], bad: number | null): readonly Point[] {
  const next = bad === null ? -1 : curve.findIndex((d) => d.share_lost > bad);
  const [before, after] = [curve[next - 1], curve[next]];
  return before && after && before.share_lost < bad! && before.probability >= 0.05 && after.probability <= 0.05
    ? [...curve.slice(0, next), {share_lost: bad!, probability: 0.05}, ...curve.slice(next)]
    : curve;
}

/** Where the line falls to a probability; at 0 where it is below from the beginning. */
function crossing(line: readonly Point[], probability: number): Point {
  const at = line.findLastIndex((d) => d.probability >= probability);
  const [before, after] = [line[at], line[at + 1]];
  if (!before) return {share_lost: 0, probability};
  if (!after) return before;
  const part = (before.probability - probability) / (before.probability - after.probability);
  return {share_lost: before.share_lost + part * (after.share_lost - before.share_lost), probability};
}

/** Where the chance is as good as nothing; at least a tenth is shown. */
const reach = (curve: readonly Point[]): number =>
  Math.min(1, Math.max(0.1, ...curve.filter((d) => d.probability >= 0.004).map((d) => d.share_lost * 1.1)));

import type {File, Kind, Partner, RowOf} from "../contract/index.js";
import {chart, colour, halo, textWidth} from "./chart.js";
import {ofAll, whole, withRange} from "../shared/formats.js";
import {kindNames} from "../copy/names.js";
import {Plot} from "./libraries.js";

type Row = RowOf<File<"partner_kinds">["kinds"]>;
interface Line {
  label: string;
  value: number;
  lower: number;
  upper: number;
  usual: number | null;
  main: boolean;
}

/** The score on a rug of all partners' scores, and the raw share kept of each kind on the same scale. */
export function scoreRug(
  partner: Partner,
  all: readonly (number | null)[],
  kinds: readonly Row[],
  usual: ReadonlyMap<Kind | "all", number | null>,
  {width}: {width: number}
): Node {
  const lines = linesOf(partner, kinds, usual);
  const low = Math.min(100, ...lines.map((d) => Math.min(d.lower, d.usual ?? 100)));
  const tone = (d: Line) => (d.main ? colour.accent : colour.ink);
  // ticks of one tenth of a point lie on each other: one is drawn, so that the page stays small however many partners there are
  const rug = [...new Set(all.flatMap((s) => (s === null ? [] : [Math.round(10 * s) / 10])))];
  return chart(
    {
      width,
      height: 40 + lines.length * 42,
      marginLeft: 6 + leftOf(lines),
      marginRight: roomOf(lines),
      marginTop: 24,
      marginBottom: 24,
      x: {domain: [Math.max(0, Math.floor(low / 10) * 10), 100], tickSize: 0, label: null, ticks: width < 500 ? 3 : 5},
      y: {type: "band", domain: lines.map((d) => d.label), axis: null},
      marks: [
        Plot.tickX(rug, {
          x: (s: number) => s,
          y: () => "Trust",
          stroke: colour.mark,
          strokeWidth: 0.75,
          insetTop: 12,
          insetBottom: 12
        }),
        Plot.link(lines, {
          x1: "lower",
          x2: "upper",
          y1: "label",
          y2: "label",
          stroke: (d: Line) => (d.main ? colour.accent : colour.mark),
          strokeWidth: 2.5
        }),
        Plot.tickX(
          lines.filter((d) => d.usual !== null),
          {x: "usual", y: "label", stroke: colour.ink, strokeWidth: 1.5, insetTop: 10, insetBottom: 10}
        ),
        Plot.dot(lines, {
          x: "value",
          y: "label",
          r: (d: Line) => (d.main ? 5 : 3.5),
          fill: tone,
          title: lineText,
          tip: true
        }),
        ...labels(lines, tone)
      ],
      r: {type: "identity"}
    },
    `${lines.map((d) => (d.main ? `Trust ${rangeOf(d)} of 100` : `${d.label.replace("\n", " ")}: ${rangeOf(d)}`)).join("; ")}.`
  );
}

function linesOf(partner: Partner, kinds: readonly Row[], usual: ReadonlyMap<Kind | "all", number | null>): Line[] {
  const {score, lower, upper} = partner;
  const known = kinds.filter((k) => k.mean !== null && k.lower !== null && k.upper !== null);
  return [
    {label: "Trust", value: score ?? 0, lower: lower ?? 0, upper: upper ?? 0, usual: usual.get("all") ?? null, main: true},
    ...known.map((k) => ({
      label: `${kindNames[k.kind]}\n${ofAll(k.kept, k.n)}`,
      value: 100 * (k.mean ?? 0),
      lower: 100 * (k.lower ?? 0),
      upper: 100 * (k.upper ?? 0),
      usual: rate(usual.get(k.kind)),
      main: false
    }))
  ];
}

const lineText = (d: Line): string =>
  `${d.label}\n${withRange(d.value, d.lower, d.upper)}${d.usual === null ? "" : `; average ${whole(d.usual)}`}`;

/** The room for values: a dot can lie on the very right, and its value begins beside it. */
const roomOf = (lines: readonly Line[]): number => 16 + Math.max(...lines.map((d) => textWidth(rangeOf(d))));

/** The room for what each line is. */
const leftOf = (lines: readonly Line[]): number => Math.max(104, ...lines.flatMap((d) => d.label.split("\n").map(textWidth)));

const rangeOf = (d: Line): string => withRange(d.value, d.lower, d.upper);

/** What each line is, and its value with its range. */
function labels(lines: readonly Line[], tone: (d: Line) => string) {
  const average = lines.slice(0, 1).filter((d) => d.usual !== null);
  return [
    Plot.text(lines, {frameAnchor: "left", y: "label", dx: -leftOf(lines), text: "label", textAnchor: "start", fill: tone}),
    Plot.text(lines, {
      frameAnchor: "right",
      y: "label",
      dx: roomOf(lines) - 4,
      text: rangeOf,
      textAnchor: "end",
      fill: tone,
      fontWeight: 500
    }),
    Plot.text(average, {
      x: "usual",
      y: "label",
      dy: -20,
      text: (d: Line) => `average ${whole(d.usual ?? 0)}`,
      fill: colour.ink,
      ...halo
    })
  ];
}

const rate = (fraction: number | null | undefined) => (fraction === null || fraction === undefined ? null : 100 * fraction);

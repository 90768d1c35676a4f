import type {BarYOptions} from "@observablehq/plot";
import {chart, colour, halo, says, short} from "./chart.js";
import {ownOf, type Events} from "./eventMarks.js";
import {periodName} from "../copy/revenue.js";
import {lastDayOf} from "../shared/periods.js";
import {money, shortDate} from "../shared/formats.js";
import {Plot} from "./libraries.js";

/** Revenue of one period. */
export interface Column {
  label: string;
  is_complete: boolean;
  net: number;
  /** Its first day, from which events find their column. */
  starts_on?: string;
}

/** The company's own events over the columns in whose time they fall, the latest three by name, and all in words for the picture's label. */
function columnEvents(events: Events, shown: readonly Column[]) {
  const within = ownOf(events).flatMap(({day, text = ""}) => {
    const column = shown.findLast((d) => d.starts_on !== undefined && d.starts_on <= day);
    return column && day <= lastDayOf(column.starts_on!, 3)
      ? [{label: column.label, day, text, right: shown.indexOf(column) >= shown.length / 2}]
      : [];
  });
  const named = within.slice(-3);
  const marks = [
    Plot.ruleX(within, {
      x: "label",
      stroke: colour.quiet,
      title: (d: (typeof within)[number]) => `${d.text}, ${shortDate(d.day)}`
    }),
    ...named.map((d, i) =>
      Plot.text([d], {
        x: "label",
        frameAnchor: "top",
        dy: -24 - 13 * i,
        textAnchor: d.right ? "end" : "start",
        text: () => short(d.text, 28),
        fill: colour.quiet,
        ...halo
      })
    )
  ];
  const said = within.length ? ` In that time ${within.map((d) => `${d.text} (${shortDate(d.day)})`).join("; ")}.` : "";
  return {marks, said, room: 13 * named.length};
}

interface QuarterOptions {
  width: number;
  currency: string | null;
  events?: Events;
  /** Where a quarter leads to, by its last day; null for nowhere. */
  leadsTo?: ((day: string) => string | null) | undefined;
}

/** Revenue by quarter: the last complete one is the subject, the same one a year before what it is compared with. */
export function quarterColumns(rows: readonly Column[], {width, currency, events = [], leadsTo}: QuarterOptions): Node {
  const shown = width < 500 ? rows.slice(-6) : rows;
  const last = shown.findLast((d) => d.is_complete);
  const earlier = last ? shown[shown.indexOf(last) - 4] : undefined;
  // a quarter of which only a part is recorded is no measure
  const before = earlier?.is_complete ? earlier : undefined;
  const happened = columnEvents(events, shown);
  const bars = (of: Column[], style: BarYOptions) => Plot.barY(of, {x: "label", y: "net", ...style});
  // over a column, or at the line of 0 over one that goes down from it
  const label = (of: Column[], fill: string, fontWeight: number) =>
    Plot.text(of, {
      ...{x: "label", y: (d: Column) => Math.max(0, d.net), dy: -9, text: (d: Column) => money(d.net, currency)},
      ...{fill, fontWeight, ...halo}
    });
  return chart(
    {
      width,
      height: 230 + happened.room,
      marginLeft: 8,
      marginRight: 8,
      marginTop: 32 + happened.room,
      marginBottom: 40,
      x: {type: "band", domain: shown.map((d) => d.label), label: null, tickSize: 0, padding: 0.25, tickFormat: axisLabel},
      y: {domain: [Math.min(0, ...shown.map((d) => d.net)), Math.max(1, ...shown.map((d) => d.net))], axis: null},
      marks: [
        ...happened.marks,
        bars(
          shown.filter((d) => d.is_complete && d !== before),
          {fill: (d: Column) => (d === last ? colour.accent : colour.mark)}
        ),
        bars(before ? [before] : [], {fill: colour.ground, stroke: colour.accent, strokeWidth: 1.5}),
        bars(
          shown.filter((d) => !d.is_complete),
          {fill: colour.ground, stroke: colour.mark, strokeWidth: 1.5, strokeDasharray: "3,2"}
        ),
        Plot.ruleY([0], {stroke: colour.line}),
        label(last && before ? [before] : [], colour.accent, 400),
        label(last ? [last] : [], colour.accent, 600),
        label(
          shown.filter((d) => !d.is_complete),
          colour.quiet,
          400
        ),
        says(shown, {
          x: "label",
          y: "net",
          title: (d: Column) => `${periodName(d, shown)}\n${money(d.net, currency)}`
        })
      ]
    },
    `Revenue by quarter: ${shown.map((d) => `${periodName(d, shown)} ${money(d.net, currency)}`).join(", ")}.${happened.said}`,
    leadsTo &&
      ((pointed) => {
        const {starts_on, is_complete} = pointed as unknown as Partial<Column>;
        return starts_on !== undefined && is_complete ? leadsTo(lastDayOf(starts_on, 3)) : null;
      })
  );
}

/** "Q3 2026" on two lines. */
const axisLabel = (label: string): string => label.replace(/\s/, "\n");

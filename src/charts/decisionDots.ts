import type {File, RowOf} from "../contract/index.js";
import {decisionStates} from "../copy/dealsPictures.js";
import {counted, whole} from "../shared/formats.js";
import {chart, colour, halo, toPartner} from "./chart.js";
import {Plot} from "./libraries.js";

type Decision = RowOf<File<"deals">["decision_times"]>;

/** Decisions beyond this many business days share the last column. */
const longest = 15;
/** The rule: a registration is decided by the second business day. */
const due = 2;
const size = 6;

const late = ({state}: Decision) => state === "late" || state === "overdue";
const open = ({state}: Decision) => state === "waiting" || state === "overdue";

/** On the rule's own side of its line: a decision on the weekend after the due day is late, and took no further business day. */
const dayOf = (d: Decision) => (late(d) ? Math.max(d.days, due + 1) : Math.min(d.days, due));

/** From the middle of a row outwards, in dots. */
const fromMiddle = (n: number, of: number) => n - (of - 1) / 2;

/** Dots side by side and on each other above the middle of their day, and how many are in each column. */
function columnsOf(rows: readonly Decision[], {last, across, step}: {last: number; across: number; step: number}) {
  const filled = new Map<number, Decision[]>();
  for (const row of rows) {
    const day = Math.min(dayOf(row), last);
    (filled.get(day) ?? filled.set(day, []).get(day)!).push(row);
  }
  const dots = [...filled].flatMap(([day, own]) =>
    own.map((row, n) => {
      const level = Math.floor(n / across);
      const beside = Math.min(across, own.length - level * across);
      return {...row, x: day + 0.5 + fromMiddle(n % across, beside) * step, y: level + 0.5};
    })
  );
  return {dots, filled: new Map([...filled].map(([day, own]) => [day, own.length]))};
}

/** Registrations by the business days that their decision took, a dot each; beyond the rule's line those that came late. */
export function decisionDots(rows: readonly Decision[], {width}: {width: number}): Node {
  const last = Math.min(longest, Math.max(due + 3, ...rows.map((d) => d.days)));
  const [marginLeft, marginRight] = [12, 16];
  const column = (width - marginLeft - marginRight) / (last + 1);
  const across = Math.max(1, Math.floor((column - 4) / size));
  const {dots, filled} = columnsOf(rows, {last, across, step: size / column});
  const high = Math.max(8, ...[...filled.values()].map((n) => Math.ceil(n / across)));
  const text = (d: Decision) =>
    `${d.name}\n${decisionStates[d.state]} ${open(d) ? "for" : "after"} ${counted(d.days, "business day")}`;
  return chart(
    {
      width,
      height: 64 + high * size,
      marginLeft,
      marginRight,
      marginTop: 28,
      marginBottom: 36,
      x: {domain: [0, last + 1], axis: null},
      y: {domain: [0, high], axis: null},
      marks: [
        Plot.axisX({
          anchor: "bottom",
          tickSize: 0,
          label: null,
          dx: column / 2,
          ticks: Array.from({length: last + 1}, (_, i) => i).filter((i) => width > 500 || i % 3 === 0),
          tickFormat: (d: number) => (d === last && last === longest ? `${d}+` : String(d))
        }),
        Plot.ruleX([due + 1], {stroke: colour.warn, strokeDasharray: "3,3"}),
        Plot.text([due + 1], {
          x: (d: number) => d,
          frameAnchor: "top",
          dy: -18,
          dx: 6,
          text: () => `late after ${due} business days`,
          textAnchor: "start",
          fill: colour.warn,
          ...halo
        }),
        Plot.dot(dots, {
          x: "x",
          y: "y",
          r: 2.5,
          fill: (d: Decision) => (open(d) ? colour.ground : late(d) ? colour.warn : colour.mark),
          stroke: (d: Decision) => (late(d) ? colour.warn : colour.mark),
          title: text,
          tip: true
        })
      ]
    },
    `${counted(rows.length, "registration")} by business days to the decision; ${whole(rows.filter(late).length)} late.`,
    toPartner
  );
}

import type {File, RowOf} from "../contract/index.js";
import {counted, whole} from "../shared/formats.js";
import {chart, colour, rowAxis, rowNames, shortAmong, toPartner} from "./chart.js";
import {Plot} from "./libraries.js";

type Cell = RowOf<File<"people">["matrix"]>;

/** Those with the most referrals, the most first. */
function most<K extends string | number>(rows: readonly Cell[], name: (row: Cell) => K, n: number): K[] {
  const sums = new Map<K, number>();
  for (const row of rows) sums.set(name(row), (sums.get(name(row)) ?? 0) + row.received + row.given);
  return [...sums]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, n)
    .map(([key]) => key);
}

const twoWay = (d: Cell) => d.received > 0 && d.given > 0;

/** Our people by partners: a dot's area is their referrals, filled where they run both ways. */
export function peopleMatrix(rows: readonly Cell[], {width}: {width: number}): Node {
  const narrow = width < 500;
  const wanted = most(rows, (d) => d.person, narrow ? 7 : 14);
  const theirs = rows.filter((d) => wanted.includes(d.person));
  const partners = most(theirs, (d) => d.id, narrow ? 10 : 16);
  const shown = theirs.filter((d) => partners.includes(d.id));
  // whoever has no referral with those drawn has no line either
  const people = wanted.filter((person) => shown.some((d) => d.person === person));
  const {room} = rowNames(width);
  const names = new Map(rows.map((d) => [d.id, d.name]));
  const ours = new Map(shown.map((d) => [d.person, d.ours]));
  const cut = shortAmong(ours.values(), narrow ? 12 : 16);
  return chart(
    {
      width,
      height: 128 + partners.length * 24,
      marginLeft: room,
      marginRight: narrow ? 56 : 72,
      marginTop: 104,
      marginBottom: 8,
      x: {
        type: "band",
        domain: people,
        axis: "top",
        tickSize: 0,
        label: null,
        tickRotate: -45,
        tickFormat: (person: number) => cut(ours.get(person)!)
      },
      y: {
        type: "band",
        ...rowAxis(
          partners.map((id) => ({id, name: names.get(id) ?? id})),
          width
        )
      },
      r: {range: [0, narrow ? 9 : 11], domain: [0, Math.max(1, ...shown.map((d) => d.received + d.given))]},
      marks: [
        Plot.ruleY(partners, {y: (d: string) => d, stroke: colour.hair}),
        Plot.dot(shown, {
          x: "person",
          y: "id",
          r: (d: Cell) => d.received + d.given,
          fill: (d: Cell) => (twoWay(d) ? colour.accent : colour.ground),
          stroke: (d: Cell) => (twoWay(d) ? colour.accent : colour.mark),
          strokeWidth: 1.5,
          title: (d: Cell) => `${d.ours} and ${d.name}\n${counted(d.received, "referral")} received, ${d.given} sent`,
          tip: true
        })
      ]
    },
    `Referrals between ${counted(people.length, "of our people", "of our people")} and ${counted(partners.length, "partner")}; ${whole(shown.filter(twoWay).length)} of ${whole(shown.length)} pairs both ways.`,
    toPartner
  );
}

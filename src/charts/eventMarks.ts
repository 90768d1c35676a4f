import type {TextOptions} from "@observablehq/plot";
import type {About} from "../contract/index.js";
import {colour, halo, short} from "./chart.js";
import {counted, shortDate} from "../shared/formats.js";
import {Plot} from "./libraries.js";

export type Events = About["events"];

/** The events that concern everybody, and those of one partner or its region. */
export const eventsOf = (events: Events, partner: {id: string; region: string | null} | null = null): Events =>
  events.filter(({scope}) => scope === undefined || (partner !== null && (scope === partner.id || scope === partner.region)));

/** The company's own of them: what a picture of sums over time marks, in which deliveries and settings are no event. */
export const ownOf = (events: Events): Events => events.filter(({what}) => what === "event");

const nameOf = (event: {date: Date; text: string}, at: TextOptions) =>
  Plot.text([event], {
    ...{x: "date", frameAnchor: "top", fill: colour.quiet, ...halo, ...at},
    text: () => short(event.text, 28)
  });

/**
 * What happened between two dates, as marks at the foot of a time axis, and in words for the picture's label.
 * @param above the room over the picture, in pixels
 * @param isOver whether names of events stand over the picture, in `room` pixels more, as its highest value is named at its upper edge
 */
export function eventMarks(events: Events, [from, to]: readonly [Date, Date], above = 16, isOver = false) {
  const all = events.map(({day, what, text = ""}) => ({date: new Date(`${day}T00:00:00Z`), day, what, text}));
  const within = all.filter(({date}) => date >= from && date <= to);
  const drops = within.filter(({what}) => what === "drop");
  const changes = within.filter(({what}) => what === "settings");
  const own = within.filter(({what}) => what === "event");
  // beyond the latest three, names would lie on each other: the words for the picture have all
  const named = own.slice(-3);
  const early = (date: Date) => date.getTime() - from.getTime() < (to.getTime() - from.getTime()) / 5;
  const beside = (date: Date) => (early(date) ? {textAnchor: "start" as const, dx: 6} : {textAnchor: "end" as const, dx: -7});
  const foot = {x: "date", frameAnchor: "bottom" as const, fill: colour.quiet};
  const marks = [
    Plot.text(drops, {...foot, text: () => "▴", dy: -1, title: (d: (typeof all)[number]) => `delivery of ${shortDate(d.day)}`}),
    drops
      .slice(0, 1)
      .map((d) => Plot.text([d], {...foot, ...beside(d.date), dy: early(d.date) ? -14 : -1, text: () => "deliveries", ...halo})),
    Plot.ruleX(changes, {
      x: "date",
      stroke: colour.quiet,
      strokeDasharray: "2,3",
      title: (d: (typeof all)[number]) => `settings or definitions changed on ${shortDate(d.day)}`
    }),
    Plot.ruleX(own, {
      x: "date",
      stroke: colour.quiet,
      title: (d: (typeof all)[number]) => `${d.text}, ${shortDate(d.day)}`
    }),
    named.map((d, i) => {
      const over = {dy: 13 - above - 13 * (i + (changes.length ? 1 : 0)), lineAnchor: "bottom" as const};
      return nameOf(d, {...beside(d.date), ...(isOver ? over : {dy: 2 + 13 * i})});
    }),
    changes.slice(-1).map((d) =>
      Plot.text([d], {
        x: "date",
        // over the picture, whose lines, dots and highest name have all the room below
        frameAnchor: "top",
        dy: 13 - above,
        ...beside(d.date),
        dx: 0,
        text: () => `${changes.length > 1 ? "dashed: " : ""}settings or definitions changed`,
        lineAnchor: "bottom",
        fill: colour.quiet,
        ...halo
      })
    )
  ];
  const said = [
    drops.length ? `${counted(drops.length, "delivery", "deliveries")} came` : "",
    ...own.map((d) => `${d.text} (${shortDate(d.day)})`),
    changes.length ? `settings or definitions changed on ${changes.map((d) => shortDate(d.day)).join(", ")}` : ""
  ].filter(Boolean);
  return {
    marks,
    named: changes.length > 0,
    room: isOver ? 13 * named.length : 0,
    said: said.length ? ` In that time ${said.join("; ")}.` : ""
  };
}

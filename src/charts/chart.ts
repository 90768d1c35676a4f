import type {PlotOptions, TipOptions} from "@observablehq/plot";
import {partnerLink, withheldId} from "../shared/address.js";
import {endOf, goesOn, startOf} from "../shared/cut.js";
import {wantRows} from "../ui/pageWays.js";
import {Plot} from "./libraries.js";
import {keepPoints, noteTips, pointsOf} from "./points.js";

/** The colours of all charts, from the theme: what to look at, what to act on, all else. */
export const colour = {
  accent: "var(--accent)",
  warn: "var(--warn)",
  ink: "var(--ink)",
  quiet: "var(--quiet)",
  dot: "var(--dot)",
  /** Bars and whiskers of context: 3:1 on both grounds. */
  mark: "var(--mark)",
  line: "var(--line)",
  hair: "var(--hair)",
  wash: "var(--wash)",
  ground: "var(--theme-background)"
} as const;

/** What the pointer is on, as far as its partner is concerned. */
export interface Pointed {
  id?: string | null;
  dot?: {id: string} | null;
  rows?: readonly {id: string}[];
}
export type LeadsTo = (pointed: Pointed) => string | null;

/** To the page of the partner that a mark stands for; nowhere where it stands for none or several. */
export const toPartner: LeadsTo = ({id, dot, rows}) => {
  const one = id ?? dot?.id ?? (rows?.length === 1 ? rows[0]!.id : null);
  return one && one !== withheldId ? partnerLink(one) : null;
};

/** Where a day leads to; null where there are no figures of it. */
export type ToDay = ((day: string) => string | null) | undefined;

/** To the figures of the day that a point stands for. */
export const toDay = (leadsTo: ToDay): LeadsTo | undefined =>
  leadsTo && ((pointed) => leadsTo((pointed as {as_of?: string}).as_of ?? ""));

/** Text in a chart: a halo keeps it readable over marks. */
export const halo = {stroke: colour.ground, strokeWidth: 4, strokeLinejoin: "round"} as const;

/** Names in charts are cut here; the whole name is in the table. */
export function short(name: string, most = 24): string {
  if (name.length <= most) return name;
  const start = startOf(name, most - 1);
  return start + goesOn(start);
}

/** Names of one chart as they are cut there: in the middle where their beginnings are the same. */
export function shortAmong(names: Iterable<string>, most: number): (name: string) => string {
  const alike = new Map<string, number>();
  for (const name of new Set(names)) alike.set(short(name, most), (alike.get(short(name, most)) ?? 0) + 1);
  const tail = Math.floor(most / 2) - 1;
  return (name) => {
    const cut = short(name, most);
    return (alike.get(cut) ?? 0) > 1 ? `${startOf(name, most - tail - 1).trimEnd()}…${endOf(name, tail).trimStart()}` : cut;
  };
}

/** Whether the build makes room for pictures that it leaves to the reader's browser. */
const framesOnly = (): boolean => (globalThis as {prerendering?: unknown}).prerendering === "frames";

/** The room of a picture, with its label. */
function frame({width, height}: {width: number; height: number}, label: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const attributes = {class: "frame", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label};
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, String(value));
  return svg;
}

/**
 * A plot in the site's manner, read out as one picture with this label.
 * @param leadsTo the address that a click leads to from what the pointer is on (a mark with a tip), and Enter from the point that arrow keys
 *   have come to; where it leads nowhere, the figures below the picture show the rows of that mark. On touch a tap shows the tip, and a second one leads on.
 */
export function chart(options: PlotOptions, label: string, leadsTo?: LeadsTo): SVGSVGElement | HTMLElement {
  const {width, height} = options;
  if (width !== undefined && height !== undefined && framesOnly()) return frame({width, height}, label);
  const drawn = noteTips(options.marks);
  const plot = Plot.plot({
    ...options,
    document,
    marginTop: options.marginTop ?? 16,
    style: {fontFamily: "var(--sans-serif)", fontSize: "12px", background: "none", overflow: "visible", color: colour.quiet}
  });
  const svg = plot.tagName === "svg" ? plot : plot.querySelector("svg");
  for (const g of plot.querySelectorAll("g[aria-label], g[aria-description]")) {
    g.removeAttribute("aria-label");
    g.removeAttribute("aria-description");
  }
  svg?.setAttribute("role", "img");
  svg?.setAttribute("aria-label", label);
  if (svg && drawn.some(({index}) => index.length)) {
    keepPoints(plot, () => pointsOf(drawn, leadsTo && ((datum) => leadsTo(datum as Pointed))));
    svg.setAttribute("data-leads", "");
    let tapped: unknown = null;
    svg.addEventListener("click", (event) => {
      const pointed: unknown = plot.value;
      if (!pointed || ((event as PointerEvent).pointerType !== "mouse" && pointed !== tapped)) {
        tapped = pointed;
        return;
      }
      const to = leadsTo?.(pointed) ?? null;
      if (to === null) wantRows(svg, pointed);
      else location.assign(to);
    });
  }
  return plot;
}

const tooLittle = "Not enough data to draw";

/** A picture of data in which nothing is known: a line that says so. */
export const emptyChart = (width: number) =>
  chart({width, height: 64, marks: [Plot.text([tooLittle], {frameAnchor: "middle", fill: colour.quiet})]}, `${tooLittle}.`);

/**
 * What is said at the points of a line, area or bar: the pointer takes the nearest along an axis, arrow keys go from one to the next.
 * @param along the axis along which points stand
 */
export const says = <T>(
  rows: readonly T[],
  {along = "x", ...options}: TipOptions & {title: (row: T) => string; along?: "x" | "y"}
) => Plot.tip(rows, along === "x" ? Plot.pointerX(options) : Plot.pointerY(options));

/** Nothing drawn but the labels: no line, no ticks. */
export const bare = {tickSize: 0, line: false, label: null} as const;

/**
 * Rows for labels that would overlap: each text gets the first lane in which it fits.
 * @param at pixel positions in ascending order, with the widths of their texts
 */
export function lanes(at: readonly {x: number; width: number}[]): number[] {
  const ends: number[] = [];
  return at.map(({x, width}) => {
    const free = ends.findIndex((end) => end <= x);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = x + width + 12;
    return lane;
  });
}

interface Box {
  x: number;
  y: number;
  width: number;
}

/**
 * How far each label must move up so that none covers another, or a mark; in the order given, the first stays.
 * @param boxes where labels begin, in pixels, and how wide they are
 * @param marks what stands there already
 */
export function apart(boxes: readonly Box[], marks: readonly Box[] = []): number[] {
  const set = [...marks];
  return boxes.map((box) => {
    let y = box.y;
    const covers = () => set.find((s) => Math.abs(s.y - y) < 13 && s.x < box.x + box.width && box.x < s.x + s.width);
    for (let hit = covers(); hit; hit = covers()) y = hit.y - 13;
    set.push({...box, y});
    return y - box.y;
  });
}

/** How wide a text is at most at 12 px, also in a font that stands in for the page's own. */
export const textWidth = (text: string): number => text.length * 7;

/** Names of rows at the left: the room that they have, and where they are cut. */
export const rowNames = (width: number): {room: number; most: number} =>
  width < 500 ? {room: 112, most: 14} : {room: 172, most: 23};

/** The vertical axis of rows that are named, each by its id. */
export function rowAxis(rows: readonly {id: string; name: string}[], width: number) {
  const names = new Map(rows.map(({id, name}) => [id, name]));
  const cut = shortAmong(names.values(), rowNames(width).most);
  const tickFormat = (id: string) => cut(names.get(id) ?? id);
  return {domain: [...names.keys()], tickSize: 0, label: null, tickFormat};
}

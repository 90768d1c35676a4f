import type {ChannelValues, Dimensions, PlotOptions, RenderFunction, ScaleFunctions} from "@observablehq/plot";
import {figuresHint, pointsHint, pointsLabel, pointsPlace} from "../copy/points.js";
import {element} from "../ui/dom.js";
import {wantRows} from "../ui/pageWays.js";

/** A point of a picture: where it is, what its tip says, and the address that it leads to. */
export interface Point {
  x: number;
  y: number;
  text: string;
  /** Null where that are the rows that it was drawn from. */
  to: string | null;
  datum: object;
}

/** What a mark with tips was drawn from. */
export interface Drawn {
  index: number[];
  scales: ScaleFunctions;
  values: ChannelValues;
  dimensions: Dimensions;
  data: ArrayLike<unknown> | null;
}

interface Mark {
  channels?: Record<string, unknown>;
  render?: RenderFunction;
}

/** Notes what each mark that has tips (a channel "title") is drawn from, when it is drawn. */
export function noteTips(marks: PlotOptions["marks"]): Drawn[] {
  const drawn: Drawn[] = [];
  for (const mark of (marks ?? []).flat(Infinity as 1) as (Mark | null)[]) {
    const draw = mark?.render;
    if (!draw || !mark.channels?.["title"]) continue;
    mark.render = function (index, scales, values, dimensions, context, ...next) {
      const state = (context as unknown as {getMarkState: (of: unknown) => {data: Drawn["data"]}}).getMarkState(this);
      drawn.push({index: [...index], scales, values, dimensions, data: state.data});
      return draw.call(this, index, scales, values, dimensions, context, ...next);
    };
  }
  return drawn;
}

/** In the middle of a mark, as Plot's own pointer has it. */
function placeOf({scales, values, dimensions}: Drawn, axis: "x" | "y"): (i: number) => number {
  const [one, from, to] = [values[axis], values[`${axis}1`], values[`${axis}2`]] as (number[] | undefined)[];
  const half = ((scales[axis] as {bandwidth?: () => number} | undefined)?.bandwidth?.() ?? 0) / 2;
  const edge = axis === "x" ? dimensions.marginLeft : dimensions.height - dimensions.marginBottom;
  if (from && to) return (i) => (from[i]! + to[i]!) / 2 + half;
  const own = one ?? from;
  return own ? (i) => own[i]! + half : () => edge;
}

/** The points of marks in the order in which one reads them: row by row where rows are named, else from left to right. */
export function pointsOf(drawn: readonly Drawn[], leadsTo: ((datum: unknown) => string | null) | undefined): Point[] {
  const rows = drawn.some(({scales}) => "bandwidth" in (scales.y ?? {}));
  const points = drawn.flatMap((of): Point[] => {
    const [x, y] = [placeOf(of, "x"), placeOf(of, "y")];
    const text = of.values["title"] as (string | null)[];
    return of.index.map((i) => {
      const datum: object = of.data?.[i] ?? {};
      return {x: x(i), y: y(i), text: text[i] ?? "", to: leadsTo?.(datum) ?? null, datum};
    });
  });
  const seen = points.filter((p) => p.text !== "" && Number.isFinite(p.x) && Number.isFinite(p.y));
  return seen.sort((a, b) => (rows ? a.y - b.y || a.x - b.x : a.x - b.x || a.y - b.y));
}

const waiting = new WeakMap<Node, () => Point[]>();

/** Keeps how the points of a picture are found; they are looked for when somebody walks there. */
export const keepPoints = (picture: Node, points: () => Point[]): void => void waiting.set(picture, points);

/** Which point a key leads to; null for any other key. */
function stepTo(key: string, at: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    PageDown: at + 10,
    PageUp: at - 10,
    Home: 0,
    End: count - 1
  };
  const to = steps[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

/**
 * Lets the keyboard walk the points of a picture: arrow keys go from one to the next, its tip is shown and read out, Enter goes where it leads,
 * Escape takes the tip away.
 * @param place what holds the picture, of its size
 */
export function walkable(place: HTMLElement, picture: Node): HTMLElement {
  const find = waiting.get(picture);
  if (!find || "prerendering" in globalThis) return place;
  for (const [name, value] of Object.entries({tabindex: "0", role: "application", "aria-label": pointsLabel}))
    place.setAttribute(name, value);
  place.classList.add("walkable");
  const ring = element("i", {class: "ring", "aria-hidden": "true"});
  const tip = element("div", {class: "tip", role: "status"});
  let points: Point[] = [];
  let at = -1;
  const clear = () => {
    ring.remove();
    tip.replaceChildren();
  };
  place.addEventListener("focus", () => {
    points = find();
    place.append(tip);
  });
  place.addEventListener("blur", () => {
    clear();
    tip.remove();
  });
  place.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== place) return;
    const to = stepTo(event.key, at, points.length);
    const here = points[at];
    if (to !== null && points.length) {
      at = to;
      show(picture as Element, {ring, tip}, points[at]!, pointsPlace(at + 1, points.length));
      place.append(ring);
    } else if (event.key === "Enter" && here && ring.isConnected) follow(place, here);
    else if (event.key === "Escape" && ring.isConnected) clear();
    else return;
    event.preventDefault();
  });
  return place;
}

/** Goes where a point leads: to another page, or to its rows. */
function follow(place: Element, {to, datum}: Point): void {
  if (to === null) wantRows(place, datum);
  else location.assign(to);
}

/** Puts the ring around a point and the tip beside it, within the picture's width. */
function show(picture: Element, {ring, tip}: Record<"ring" | "tip", HTMLElement>, point: Point, place: string): void {
  const [, , width = 1, height = 1] = (picture.getAttribute("viewBox") ?? "").split(/[ ,]+/).map(Number);
  const [x, y] = [(100 * point.x) / width, (100 * point.y) / height];
  for (const node of [ring, tip]) {
    node.style.left = `${x}%`;
    node.style.top = `${y}%`;
  }
  tip.style.transform = `translate(${-Math.max(0, Math.min(100, x))}%, ${y > 50 ? "calc(-100% - 12px)" : "12px"})`;
  tip.replaceChildren(
    point.text,
    element("span", {class: "hint"}, point.to === null ? figuresHint : pointsHint),
    element("span", {class: "unseen"}, place)
  );
}

import {element} from "../ui/dom.js";
import {walkable} from "./points.js";

export interface Widths {
  wide: number;
  narrow: number;
}

/** A picture beside words at 1280 px, half of one, and one at 390 px: in pixels, and all between is scaled. */
export const beside: Widths = {wide: 640, narrow: 358};
export const half: Widths = {wide: 308, narrow: 358};
/** A picture that has the whole width. */
export const whole: Widths = {wide: 760, narrow: 358};

/**
 * One picture drawn for a wide and for a narrow page; the stylesheet shows the one that fits and scales it.
 * So the build can draw it without knowing the window, and the script can draw it anew without moving anything.
 */
export const drawing = (draw: (size: {width: number}) => Node, {wide, narrow}: Widths = beside): HTMLElement =>
  element(
    "div",
    {class: "drawing", style: `--drawn: ${wide}px`},
    shaped("at-wide", draw({width: wide})),
    shaped("at-narrow", draw({width: narrow}))
  );

/** A picture that is drawn once, for a place whose width is known. */
export const drawn = (picture: Node): HTMLElement => walkable(element("div", {class: "drawn"}, picture), picture);

/** Keeps the shape of a picture while it isn't laid out yet, at any scale. */
function shaped(name: string, picture: Node): HTMLElement {
  const [, , width, height] =
    "getAttribute" in picture ? ((picture as Element).getAttribute("viewBox") ?? "").split(/[ ,]+/) : [];
  const place = element("div", {class: name, style: height ? `aspect-ratio: ${width} / ${height}` : ""}, picture);
  return walkable(place, picture);
}

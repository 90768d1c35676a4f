import {element} from "./dom.js";

export interface FigureOptions {
  title: string;
  /** How to read the picture. */
  caption?: string;
  /** The figures behind it, one click away. */
  figures?: Node;
}

/** A picture with its title, how to read it, and the figures behind it. */
export function figure(picture: Node, {title, caption, figures}: FigureOptions): HTMLElement {
  return element(
    "figure",
    {},
    element("h3", {}, title),
    picture,
    caption ? element("figcaption", {}, caption) : null,
    figures ? element("details", {class: "figures"}, element("summary", {}, "Figures"), figures) : null
  );
}

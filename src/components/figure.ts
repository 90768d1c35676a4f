import {element} from "./dom.js";

export interface FigureOptions {
  title: string;
  /** How to read the picture. */
  caption?: string;
  /** The figures behind it, one click away. */
  figures?: Node;
  /** The metric whose definition stands on Method. */
  defined?: string;
}

/** A picture with its title, how to read it, and the figures behind it. */
export function figure(picture: Node, {title, caption, figures, defined}: FigureOptions): HTMLElement {
  return element(
    "figure",
    {},
    element("h3", {}, title),
    picture,
    caption || defined ? element("figcaption", {}, caption ? `${caption} ` : "", defined ? definition(defined) : null) : null,
    figures ? element("details", {class: "figures"}, element("summary", {}, "Figures"), figures) : null
  );
}

/** The way to the definition of a metric. */
const definition = (metric: string): HTMLElement =>
  element(
    "a",
    {class: "defined", href: `./method#${metric}`, "aria-label": `How ${metric.replaceAll("_", " ")} is defined`},
    "Defined"
  );

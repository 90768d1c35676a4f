import {siteLink} from "../shared/address.js";
import {element} from "./dom.js";
import {pictureTools} from "./savePicture.js";

export interface FigureOptions {
  /** What the picture shows, as a finding from its data (findings.ts). */
  title: string;
  /** What the axes are, and how to read the picture. */
  caption: string;
  /** The figures behind it, one click away; a function makes them when they are asked for. */
  figures: Node | (() => Node);
  /** The metric whose definition is on Method. */
  defined?: string;
  /** What opens how the figures came about. */
  came?: Node | undefined;
}

/** A picture with its title, how to read it, and the figures behind it. */
export function figure(picture: Node, {title, caption, figures, defined, came}: FigureOptions): HTMLElement {
  return element(
    "figure",
    {},
    element("h3", {}, title),
    picture,
    element("figcaption", {}, `${caption} `, defined ? definition(defined) : null),
    disclosure(figures, pictureTools({title, caption})),
    came ?? null
  );
}

function disclosure(figures: Node | (() => Node), tools: Node): HTMLElement {
  if (typeof figures !== "function")
    return element("details", {class: "figures"}, element("summary", {}, "Figures"), figures, tools);
  const details = element("details", {class: "figures"}, element("summary", {}, "Figures"));
  details.addEventListener("toggle", () => details.append(figures(), tools), {once: true});
  return details;
}

/** The way to the definition of a metric. */
const definition = (metric: string): HTMLElement =>
  element(
    "a",
    {class: "defined", href: siteLink(`./method#${metric}`), "aria-label": `How ${metric.replaceAll("_", " ")} is defined`},
    "Defined"
  );

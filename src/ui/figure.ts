import {siteLink} from "../shared/address.js";
import {meanings} from "../copy/meanings.js";
import {capital} from "../shared/formats.js";
import {element} from "./dom.js";
import {opens} from "./help.js";
import {rowsWanted} from "./pageWays.js";
import {pictureTools} from "./savePicture.js";

export interface FigureOptions {
  /** What the picture shows, as a finding from its data (src/copy). */
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
  const {details, fill} = disclosure(figures, pictureTools({title, caption}));
  const whole = element(
    "figure",
    {},
    element("h3", {}, title),
    picture,
    element("figcaption", {}, `${caption} `, defined ? definition(defined) : null),
    details,
    came ?? null
  );
  whole.addEventListener(rowsWanted, (event) => {
    // the table hears the same, in its turn
    if (details.contains(event.target as Node)) return;
    fill();
    details.open = true;
    const detail = (event as CustomEvent<object>).detail;
    details.querySelector(".table")?.dispatchEvent(new CustomEvent<object>(rowsWanted, {detail}));
    details.querySelector("summary")?.focus();
    details.scrollIntoView({block: "nearest"});
  });
  return whole;
}

/** The figures behind a picture, to be opened; `fill` makes them where nobody has asked for them yet. */
function disclosure(figures: Node | (() => Node), tools: Node): {details: HTMLDetailsElement; fill: () => void} {
  const details = element("details", {class: "figures"}, element("summary", {}, "Figures"));
  let filled = false;
  const fill = () => {
    if (!filled) details.append(typeof figures === "function" ? figures() : figures, tools);
    filled = true;
  };
  if (typeof figures !== "function") fill();
  else details.addEventListener("toggle", fill, {once: true});
  return {details, fill};
}

/** What the metric means, opened in place; the way to its definition. */
function definition(metric: string): HTMLElement {
  const link = element(
    "a",
    {class: "defined", href: siteLink(`./method#${metric}`), "aria-label": `How ${metric.replaceAll("_", " ")} is defined`},
    "Defined"
  );
  const says = meanings[metric];
  if (says !== undefined) opens(link, capital(metric.replaceAll("_", " ")), {says, metric});
  return link;
}

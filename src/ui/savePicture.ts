import {pictureWords as say} from "../copy/savePicture.js";
import {downloadBlob} from "../shared/csv.js";
import {copied} from "./copied.js";
import {element} from "./dom.js";

interface Texts {
  title: string;
  caption: string;
}

/** What lets a reader take a figure's picture along, with its title, how to read it, source and date in it. */
export function pictureTools(texts: Texts): HTMLElement {
  const act = (kind: "svg" | "png" | "copy", run: (picture: Standalone, button: HTMLButtonElement) => Promise<void> | void) => {
    const button = element("button", {type: "button", class: "link", "aria-label": say.names[kind]}, say[kind]);
    button.addEventListener("click", () => {
      const picture = pictureOf(button, texts);
      if (picture) void run(picture, button);
    });
    return button;
  };
  const name = fileName(texts.title);
  return element(
    "p",
    {class: "screen picture-tools"},
    `${say.picture} `,
    act("svg", ({text}) => downloadBlob(`${name}.svg`, new Blob([text], {type: "image/svg+xml"}))),
    " · ",
    act("png", async (picture) => downloadBlob(`${name}.png`, await rasterOf(picture))),
    " · ",
    act("copy", async (picture, button) => {
      const done = await copied((clipboard) => clipboard.write([new ClipboardItem({"image/png": rasterOf(picture)})]));
      button.textContent = done ? say.copied : say.refused;
    })
  );
}

const fileName = (title: string): string =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60) || "picture";

/** A picture that needs nothing of the page it comes from. */
interface Standalone {
  text: string;
  width: number;
  height: number;
}

/** The picture of the figure that a button belongs to, in the drawing that shows now. */
function pictureOf(button: Element, texts: Texts): Standalone | null {
  const all = [...(button.closest("figure")?.querySelectorAll<SVGSVGElement>("svg[role=img]") ?? [])];
  const svg = all.find((one) => one.getBoundingClientRect().width > 0);
  return svg ? standalone(svg, texts) : null;
}

/** A colour as any program reads it: the page's may be mixed of variables. */
function plainColour(colour: string): string {
  if (/^(none|transparent|rgba?\(.*\))$/.test(colour)) return colour;
  const pen = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true})!;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a = 255] = pen.getImageData(0, 0, 1, 1).data;
  return a === 255 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${(a / 255).toFixed(3)})`;
}

/** Writes into a copy what the page's style gives each mark. */
function settle(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of ["fill", "stroke"] as const)
    if (to.hasAttribute(name) || from.localName === "svg") to.setAttribute(name, plainColour(style[name]));
  to.removeAttribute("style");
  to.removeAttribute("class");
  const children = [...to.children];
  [...from.children].forEach((child, i) => settle(child, children[i]!));
}

/** A line of text breaks at this many pixels of a letter. */
const letter = 6.6;

function linesOf(text: string, width: number, size: number): string[] {
  const most = Math.max(10, Math.floor(width / ((letter * size) / 12)));
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)!;
    if (last && last.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

const space = "http://www.w3.org/2000/svg";
const pad = 12;

/** The picture with its title above, and below how to read it, whose data it is and of which day. */
function standalone(svg: SVGSVGElement, {title, caption}: Texts): Standalone {
  const [, , wide = 0, high = 0] = (svg.getAttribute("viewBox") ?? "").split(/[ ,]+/).map(Number);
  const page = getComputedStyle(document.body);
  const source = document.querySelector(".dated")?.textContent ?? document.title;
  const above = linesOf(title, wide, 14);
  const below = [...linesOf(caption, wide, 11), ...linesOf(source, wide, 11)];
  const [top, width] = [pad + above.length * 19 + 6, wide + 2 * pad];
  const height = top + high + pad + below.length * 15 + pad;
  const whole = document.createElementNS(space, "svg");
  const set = (node: Element, values: Record<string, string | number>) => {
    for (const [name, value] of Object.entries(values)) node.setAttribute(name, String(value));
    return node;
  };
  const family = "system-ui, sans-serif";
  set(whole, {xmlns: space, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": family});
  const ink = plainColour(page.color);
  whole.append(set(document.createElementNS(space, "rect"), {width, height, fill: plainColour(groundOf(svg))}));
  const write = (lines: string[], y: number, size: number, step: number, weight: number) =>
    lines.forEach((line, i) => {
      const text = document.createElementNS(space, "text");
      set(text, {x: pad, y: y + i * step, "font-size": size, "font-weight": weight, fill: ink});
      text.textContent = line;
      whole.append(text);
    });
  write(above, pad + 13, 14, 19, 600);
  const copy = svg.cloneNode(true) as SVGSVGElement;
  settle(svg, copy);
  copy.querySelectorAll("style").forEach((style) => style.remove());
  const size = getComputedStyle(svg).fontSize;
  set(copy, {x: pad, y: top, width: wide, height: high, overflow: "visible", "font-size": size, "font-family": family});
  for (const name of ["role", "data-leads", "tabindex"]) copy.removeAttribute(name);
  whole.append(copy);
  write(below, top + high + pad + 11, 11, 15, 400);
  return {text: new XMLSerializer().serializeToString(whole), width, height};
}

/** The ground that a picture stands on: the first of its surroundings that has one. */
function groundOf(node: Element | null): string {
  for (let at = node; at; at = at.parentElement) {
    const {backgroundColor} = getComputedStyle(at);
    if (backgroundColor !== "rgba(0, 0, 0, 0)" && backgroundColor !== "transparent") return backgroundColor;
  }
  return "white";
}

/** Twice as fine as on the page, so that it prints. */
async function rasterOf({text, width, height}: Standalone): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(2 * width, 2 * height);
    canvas.getContext("2d")!.drawImage(image, 0, 0, 2 * width, 2 * height);
    return await canvas.convertToBlob({type: "image/png"});
  } finally {
    URL.revokeObjectURL(url);
  }
}

import {JSDOM} from "jsdom";

const names = ["document", "location", "Node", "Element", "HTMLElement", "SVGElement", "NodeList", "Event"] as const;

/** A document of its own for what a component makes, which is gone again when it returns: other tests of the process have none. */
export function inDocument<T>(make: () => T): T {
  const {window} = new JSDOM("<!doctype html><main></main>");
  const global = globalThis as unknown as Record<string, unknown>;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(global, name));
  for (const name of names)
    Object.defineProperty(global, name, {
      value: (window as unknown as Record<string, unknown>)[name],
      configurable: true,
      writable: true
    });
  try {
    return make();
  } finally {
    for (const [i, name] of names.entries()) {
      const own = before[i];
      if (own) Object.defineProperty(global, name, own);
      else Reflect.deleteProperty(global, name);
    }
  }
}

/** A mark of a picture with its place, the shifts of its groups counted in. */
export interface Placed {
  x: number;
  y: number;
  node: Element;
  fill: string | null;
}

const shiftOf = (node: Element): [number, number] => {
  let [x, y] = [0, 0];
  for (let at: Element | null = node; at && at.localName !== "svg"; at = at.parentElement) {
    const found = /translate\(\s*([-\d.e]+)(?:[\s,]+([-\d.e]+))?\)/.exec(at.getAttribute("transform") ?? "");
    x += Number(found?.[1] ?? 0);
    y += Number(found?.[2] ?? 0);
  }
  return [x, y];
};

const inherited = (node: Element, name: string): string | null => node.closest(`[${name}]`)?.getAttribute(name) ?? null;
/** A length in pixels; pictures are drawn in letters of 12. */
function number(node: Element, name: string): number {
  const text = node.getAttribute(name) ?? "0";
  return text.endsWith("em") ? 12 * Number(text.slice(0, -2)) : Number(text);
}

const placed = (svg: Element, selector: string, [x, y]: [string, string]): Placed[] =>
  [...svg.querySelectorAll(selector)].map((node) => {
    const [dx, dy] = shiftOf(node);
    return {x: number(node, x) + dx, y: number(node, y) + dy, node, fill: inherited(node, "fill")};
  });

/** The picture that a component draws, read by its marks. */
export function drawn(draw: () => Node) {
  const node = inDocument(draw) as Element;
  const svg = node.localName === "svg" ? node : node.querySelector("svg")!;
  const rects = placed(svg, "rect", ["x", "y"]).map((r) => ({
    ...r,
    width: number(r.node, "width"),
    height: number(r.node, "height")
  }));
  const lines = placed(svg, "line", ["x1", "y1"]).map((l) => {
    const [dx, dy] = shiftOf(l.node);
    return {...l, x2: number(l.node, "x2") + dx, y2: number(l.node, "y2") + dy, stroke: inherited(l.node, "stroke")};
  });
  const paths = placed(svg, "path", ["x", "y"]).map((p) => ({
    ...p,
    stroke: inherited(p.node, "stroke"),
    points: [...(p.node.getAttribute("d") ?? "").matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((m): [number, number] => [
      Number(m[1]) + p.x,
      Number(m[2]) + p.y
    ])
  }));
  const texts = placed(svg, "text", ["x", "y"]).map((t) => ({
    ...t,
    text: t.node.textContent.replaceAll("\u00a0", " "),
    anchor: inherited(t.node, "text-anchor")
  }));
  return {
    svg,
    label: svg.getAttribute("aria-label") ?? "",
    width: number(svg, "width"),
    height: number(svg, "height"),
    dots: placed(svg, "circle", ["cx", "cy"]).map((c) => ({...c, r: number(c.node, "r"), stroke: inherited(c.node, "stroke")})),
    rects,
    lines,
    paths,
    texts,
    /** The one text that begins so. */
    text: (begin: string) => texts.find((t) => t.text.startsWith(begin))
  };
}

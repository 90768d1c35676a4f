import type {Page} from "playwright-core";

/** What is wrong with the labels of a page's pictures. */
export interface Labelled {
  texts: number;
  /** Texts that lie outside their picture, in part at least. */
  outside: string[];
  /** Pairs of texts that cover one another. */
  overlapping: string[];
  /** Texts that the line of another passes. */
  crossed: string[];
  /** Titles that a dot lies on. */
  dotted: string[];
}

/** Measures each text of each picture as it is laid out: rotated ones by their corners. */
export const labelled = (page: Page): Promise<Labelled> =>
  page.evaluate(() => {
    type Corner = {x: number; y: number};
    const found = {texts: 0, outside: [], overlapping: [], crossed: [], dotted: []} as {texts: number} & Record<
      "outside" | "overlapping" | "crossed" | "dotted",
      string[]
    >;
    const visible = (node: Element) => node.checkVisibility({contentVisibilityAuto: false, visibilityProperty: true});
    /** Letters are lower than their line: what is above and below them is no part of the text. */
    const cornersOf = (node: SVGGraphicsElement, [side, above]: [number, number]): Corner[] => {
      const {x, y, width, height} = node.getBBox();
      const matrix = node.getScreenCTM()!;
      return [
        [x + side, y + above],
        [x + width - side, y + above],
        [x + width - side, y + height - above],
        [x + side, y + height - above]
      ].map(([px, py]) => new DOMPoint(px, py).matrixTransform(matrix));
    };
    const spans = (corners: Corner[], {x, y}: Corner): [number, number] => {
      const along = corners.map((c) => c.x * x + c.y * y);
      return [Math.min(...along), Math.max(...along)];
    };
    const apart = (a: Corner[], b: Corner[]): boolean =>
      [a, b].some((of) =>
        of.some((from, i) => {
          const to = of[(i + 1) % of.length]!;
          const normal = {x: from.y - to.y, y: to.x - from.x};
          const [[a0, a1], [b0, b1]] = [spans(a, normal), spans(b, normal)];
          return a1 <= b0 || b1 <= a0;
        })
      );
    const thin = (mark: Element) => parseFloat(getComputedStyle(mark).strokeWidth) < 1;
    for (const svg of document.querySelectorAll<SVGSVGElement>("main svg[role=img]")) {
      if (!visible(svg)) continue;
      const box = svg.getBoundingClientRect();
      const heading = svg.closest("figure")?.querySelector("h3");
      const of = (text: string) => `${heading?.textContent ?? svg.getAttribute("aria-label") ?? ""}: “${text}”`;
      const texts = [...svg.querySelectorAll<SVGTextElement>("text")].filter((t) => visible(t) && t.textContent.trim());
      found.texts += texts.length;
      const placed = texts.map((node) => ({
        text: node.textContent,
        whole: cornersOf(node, [0, 2]),
        core: cornersOf(node, [1, 3])
      }));
      for (const {text, whole} of placed)
        if (whole.some(({x, y}) => x < box.left - 1 || x > box.right + 1 || y < box.top - 1 || y > box.bottom + 1))
          found.outside.push(of(text));
      placed.forEach(({text, core}, i) => {
        for (const other of placed.slice(i + 1))
          if (!apart(core, other.core)) found.overlapping.push(of(`${text}” and “${other.text}`));
      });
      const lines = [...svg.querySelectorAll<SVGGraphicsElement>("line, path")].filter((line) => thin(line) && visible(line));
      for (const line of lines) {
        const {width, height, left, right, top, bottom} = line.getBoundingClientRect();
        if (width > 2 || height < 2) continue;
        const corners = [
          {x: left, y: top},
          {x: right + 0.1, y: top},
          {x: right + 0.1, y: bottom},
          {x: left, y: bottom}
        ];
        for (const {text, core} of placed) if (!apart(corners, core)) found.crossed.push(of(text));
      }
      const head = heading?.getBoundingClientRect();
      const dots = [...svg.querySelectorAll("circle")].filter(visible).map((dot) => dot.getBoundingClientRect());
      if (head && dots.some((d) => d.top < head.bottom && d.bottom > head.top && d.left < head.right && d.right > head.left))
        found.dotted.push(heading!.textContent);
    }
    return found;
  });

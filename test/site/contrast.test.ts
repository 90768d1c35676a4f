import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {contrast} from "../../loaders/project/brand.ts";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {openBrowser, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

interface Painted {
  ground: string;
  /** Colours of guides, hairlines and grounds, which carry no data. */
  guides: string[];
  marks: string[];
}

/** The colours that the marks of a page's pictures have on its ground, hollow ones that of their edge. */
const painted = (page: Page): Promise<Painted> =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1, 1];
    const pen = canvas.getContext("2d", {willReadFrequently: true})!;
    const paint = (colour: string, opacity: number) => {
      [pen.globalAlpha, pen.fillStyle] = [opacity, colour];
      pen.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = pen.getImageData(0, 0, 1, 1).data;
      return `#${(0x1000000 + r * 0x10000 + g * 0x100 + b).toString(16).slice(1)}`;
    };
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "var(--theme-background)";
    const base = getComputedStyle(probe).color;
    const ground = paint(base, 1);
    const onGround = (colour: string, opacity = 1) => {
      paint(base, 1);
      return paint(colour, opacity);
    };
    const guides = ["--line", "--hair", "--wash"].map((name) => {
      probe.style.color = `var(${name})`;
      return onGround(getComputedStyle(probe).color);
    });
    const marks = [...document.querySelectorAll("main figure svg :is(rect, line, circle)")].flatMap((mark) => {
      const {fill, stroke, fillOpacity, strokeOpacity, opacity} = getComputedStyle(mark);
      const {width, height} = mark.getBoundingClientRect();
      const filled = mark.localName !== "line" && fill !== "none" && onGround(fill) !== ground;
      const alpha = Number(filled ? fillOpacity : strokeOpacity) * Number(opacity);
      if ((!filled && stroke === "none") || alpha === 0 || width + height === 0) return [];
      return [onGround(filled ? fill : stroke, alpha)];
    });
    probe.remove();
    return {ground, guides, marks: [...new Set(marks)]};
  });

const faint = ({ground, guides, marks}: Painted): string[] =>
  marks.filter((colour) => !guides.includes(colour) && contrast(colour, ground) < 3);

test.each(["light", "dark"] as const)(
  "bars, whiskers and dots stand out from a %s ground by 3:1 at least",
  async (colorScheme) => {
    const page = await browser.newPage({viewport: {width: 1280, height: 900}, colorScheme});
    for (const address of [
      "",
      "revenue",
      "trust",
      "reciprocity",
      "concentration",
      "segments",
      "deals",
      "people",
      "service",
      "partner/P012"
    ]) {
      await visit(page, site.url + address);
      const found = await painted(page);
      expect(found.marks.length, address).toBeGreaterThan(1);
      expect(faint(found), address).toEqual([]);
    }
    await page.setContent(
      '<main><figure><svg width="60" height="60"><rect width="20" height="20" fill="#aaa"/><line x2="40" y2="40" stroke="#bbb"/></svg></figure></main>'
    );
    expect(faint({...(await painted(page)), ground: "#ffffff", guides: []})).toEqual(["#aaaaaa", "#bbbbbb"]);
    await page.close();
  }
);

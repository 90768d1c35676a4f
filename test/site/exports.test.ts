import {readFile} from "node:fs/promises";
import {readXlsx} from "hucre/xlsx";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";

let browser: Browser;
let site: Serving;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), siteOfSample().then((folder) => serve({folder, port: 0}))]);
});
afterAll(() => Promise.all([browser.close(), site.close()]));

/** Opens a page, lets a test act, and demands that nothing went wrong: all that an export needs comes from the site itself. */
async function on(address: string, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  const findings = await visit(page, site.url + address);
  await act(page);
  await settle(page);
  expect(findings).toEqual(nothingWrong);
  await page.close();
}

async function saved(page: Page, press: () => Promise<void>): Promise<{name: string; bytes: Buffer; file: string}> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const file = await download.path();
  return {name: download.suggestedFilename(), bytes: await readFile(file), file};
}

/** Runs in a page: of a picture as SVG, drawn twice as fine, and as PNG. */
async function pixelsThatDiffer([svg, png]: readonly [string, string]): Promise<number> {
  const drawn = await Promise.all(
    [[svg, "image/svg+xml"] as const, [Uint8Array.from(atob(png), (byte) => byte.charCodeAt(0)), "image/png"] as const].map(
      async ([content, type]) => {
        const image = new Image();
        image.src = URL.createObjectURL(new Blob([content], {type}));
        await image.decode();
        return image;
      }
    )
  );
  const [width, height] = [drawn[1]!.naturalWidth, drawn[1]!.naturalHeight];
  const pixels = drawn.map((image, i) => {
    const pen = new OffscreenCanvas(width, height).getContext("2d", {willReadFrequently: true})!;
    pen.drawImage(image, 0, 0, i ? width : 2 * image.naturalWidth, i ? height : 2 * image.naturalHeight);
    return pen.getImageData(0, 0, width, height).data;
  });
  return pixels[0]!.filter((value, i) => value !== pixels[1]![i]).length;
}

describe("a reader takes along", () => {
  test("a table as a workbook, its numbers as numbers and all its rows", () =>
    on("partners", async (page) => {
      const {name, bytes} = await saved(page, () => page.getByRole("button", {name: "download XLSX"}).click());
      expect(name).toBe("partners.xlsx");
      const {sheets} = await readXlsx(bytes);
      const [head, ...rows] = sheets[0]!.rows;
      expect(head!.slice(0, 2)).toEqual(["Partner", "Score"]);
      expect(rows).toHaveLength(60);
      expect(typeof rows[0]![1]).toBe("number");
    }));

  test("a table as Parquet, its columns typed and all its rows", () =>
    on("partners", async (page) => {
      const {name, file} = await saved(page, () => page.getByRole("button", {name: "download Parquet"}).click());
      expect(name).toBe("partners.parquet");
      const db = await DuckDB.open();
      const [counted] = await db.rows(
        `select count(*)::int as n, count(distinct "Partner")::int as partners, any_value(typeof("Score")) as score from read_parquet('${file}')`
      );
      db.close();
      expect(counted).toEqual({n: 60, partners: 60, score: "DOUBLE"});
    }));

  test("a picture as a copy, which is a PNG, and is told that it was copied", () =>
    on("trust", async (page) => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      const figure = page.locator("main figure").first();
      await figure.locator("details.figures:not(.came) > summary").click();
      await figure.getByRole("button", {name: "copy the picture"}).click();
      await figure.getByText("copied").waitFor();
      const head = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const image = await createImageBitmap(await item!.getType("image/png"));
        return {types: item!.types, wide: image.width > 400, high: image.height > 100};
      });
      expect(head).toEqual({types: ["image/png"], wide: true, high: true});
    }));

  test.each([
    ["trust", "main figure", "details.figures:not(.came)", "copy the picture"],
    ["attention", "main .decision", "", "copy"],
    ["concentration?gone=P004", "main .scenario", "", "Copy this scenario"]
  ])("says that nothing can be copied where the site comes over plain http (%s)", (address, within, folded, name) =>
    on(address, async (page) => {
      await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", {value: undefined}));
      await page.reload();
      await page.waitForSelector("html[data-hydrated]");
      const place = page.locator(within).first();
      if (address !== "concentration?gone=P004") await place.locator(`${folded} > summary`.trim()).first().click();
      await place.getByRole("button", {name}).first().click();
      await place.getByText(/copying isn’t allowed here/i).waitFor();
    })
  );

  test("a picture as SVG and as PNG, with its title, source and date in it and no colour of the page left open", () =>
    on("trust", async (page) => {
      const figure = page.locator("main figure").first();
      const title = await figure.locator("h3").innerText();
      await figure.locator("details.figures:not(.came) > summary").click();
      const svg = await saved(page, () => figure.getByRole("button", {name: "save the picture as SVG"}).click());
      expect(svg.name).toMatch(/^[a-z0-9-]+\.svg$/);
      const text = svg.bytes.toString();
      const source = await page.locator(".dated").first().innerText();
      const words = [...text.matchAll(/<text[^>]*>([^<]*)</g)].map(([, said]) => said).join(" ");
      // lines break where words do
      const flat = (said: string) => said.replaceAll(/\s+/g, " ").trim();
      for (const said of [title, source.replaceAll("&", "&amp;")]) expect(flat(words)).toContain(flat(said));
      expect(text).toContain("<circle");
      expect(text).not.toMatch(/var\(|color-mix|currentColor/);
      const png = await saved(page, () => figure.getByRole("button", {name: "save the picture as PNG"}).click());
      expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
      const [, width = ""] = /<svg[^>]* width="([\d.]+)"/.exec(text)!;
      expect(png.bytes.readUInt32BE(16)).toBe(Math.floor(2 * Number(width)));
      // what the PNG shows is what the SVG does: title, source and date too
      expect(await page.evaluate(pixelsThatDiffer, [text, png.bytes.toString("base64")] as const)).toBe(0);
    }));
});

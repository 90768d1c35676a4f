import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, visit, type Findings} from "./browser.ts";

let folder: string;
let site: Serving;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "handshake-visit-"));
  writeFileSync(path.join(folder, "index.html"), "<!doctype html><link rel=icon href=data:,><p>well</p>");
  [site, browser] = await Promise.all([serve({folder, port: 0}), openBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close()]);
  rmSync(folder, {recursive: true});
});

async function show(body: string): Promise<Findings> {
  writeFileSync(path.join(folder, "page.html"), `<!doctype html><link rel=icon href=data:,>${body}`);
  const page = await browser.newPage();
  const findings = await visit(page, `${site.url}page`);
  await page.close();
  return findings;
}

const policy = (text: string): string => `<meta http-equiv="Content-Security-Policy" content="${text}">`;

describe("visit", () => {
  test("finds nothing wrong with a page that is well", async () => {
    expect(await show("<p>well</p>")).toEqual(nothingWrong);
  });

  test("waits until no cell is loading", async () => {
    const findings = await show(`<observablehq-loading></observablehq-loading><script>
      setTimeout(() => {
        document.querySelector("observablehq-loading").outerHTML = "<div class=observablehq--error>RangeError: late</div>";
      }, 700);
    </script>`);
    expect(findings).toEqual({...nothingWrong, errorBoxes: ["RangeError: late"]});
  });

  test("finds requests to other hosts", async () => {
    const findings = await show(`<img src="http://127.0.0.2:9/a.png">`);
    expect(findings.elsewhere).toEqual(["http://127.0.0.2:9/a.png"]);
  });

  test("finds files that are not there", async () => {
    const findings = await show(`<img src="missing.png">`);
    expect(findings.failed).toEqual([`404 ${site.url}missing.png`]);
  });

  test("finds errors in the console and those that nothing caught", async () => {
    const findings = await show(`<script>console.error("said"); setTimeout(() => { throw new Error("thrown") })</script>`);
    expect(findings).toEqual({...nothingWrong, consoleErrors: ["said"], pageErrors: ["thrown"]});
  });

  test("finds what the content security policy stops", async () => {
    const findings = await show(`${policy("default-src 'none'; img-src data:")}<script src="a.js"></script>`);
    expect(findings.violations).toEqual([`script-src-elem stopped ${site.url}a.js`]);
    expect(findings.consoleErrors).toHaveLength(1);
  });

  test("overlooks inline handlers that the policy stops: htl sets the real ones as properties", async () => {
    const findings = await show(`${policy("default-src 'none'; img-src data:")}<p onclick="place()">held</p>`);
    expect(findings).toEqual(nothingWrong);
  });

  test("begins anew at each address", async () => {
    const page = await browser.newPage();
    writeFileSync(
      path.join(folder, "page.html"),
      `<!doctype html><link rel=icon href=data:,><script>console.error("said")</script>`
    );
    expect(await visit(page, `${site.url}page`)).toEqual({...nothingWrong, consoleErrors: ["said"]});
    expect(await visit(page, site.url)).toEqual(nothingWrong);
    await page.close();
  });
});

import path from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";
import {addresses} from "./addresses.ts";

const run = "window.pwned=1";

/** Texts that would run if a page took them for markup, code, an address, a style or a template. */
const payloads = [
  `<script>${run}</script>`,
  `</script><script>${run}</script>`,
  `"><script>${run}</script>`,
  `'><script>${run}</script>`,
  `--><script>${run}</script>`,
  `</title><script>${run}</script>`,
  `</textarea><script>${run}</script>`,
  `</style><script>${run}</script>`,
  `</template><script>${run}</script>`,
  `<scr<script>ipt>${run}</scr</script>ipt>`,
  `<SCRIPT SRC=data:text/javascript,${run}></SCRIPT>`,
  `<script type=module>${run}</script>`,
  `<img src=x onerror=${run}>`,
  `"><img src=x onerror=${run}>`,
  `<img src=x onerror="${run}">`,
  `x" onmouseover="${run}`,
  `x' onfocus='${run}' autofocus='`,
  `<svg onload=${run}>`,
  `<svg><script>${run}</script></svg>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<body onload=${run}>`,
  `<details open ontoggle=${run}>`,
  `<input autofocus onfocus=${run}>`,
  `<video><source onerror=${run}></video>`,
  `<iframe src="javascript:parent.pwned=1">`,
  `<iframe srcdoc="<script>parent.pwned=1</script>">`,
  `<object data="javascript:${run}">`,
  `<embed src="javascript:${run}">`,
  `<a href="javascript:${run}">x</a>`,
  `javascript:${run}`,
  `[x](javascript:${run})`,
  `\${${run}}`,
  `{{constructor.constructor("${run}")()}}`,
  `<meta http-equiv=refresh content="0;url=javascript:${run}">`,
  `<link rel=stylesheet href="data:text/css,*{background:url(javascript:${run})}">`,
  `<math><mtext><style><img src=x onerror=${run}></style></mtext></math>`,
  `\u2028${run}\u2029`
];

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = (head: string, rows: string[][]) => `${head}\n${rows.map((r) => `${r.map(cell).join(",")}\n`).join("")}`;
const each = <T>(make: (text: string, i: number) => T) => payloads.map(make);

const files = {
  "partners_2026-06-01.csv": csv(
    "partner_id,name,kind,tier,region,parent_id,manager_id,joined_on",
    each((text, i) => [`P${i}`, text, text, text, text, i % 5 ? "" : "P0", `U${i}`, "2024-01-01"])
  ),
  "people_2026-06-01.csv": csv("person_id,name,side,partner_id", [
    ...each((text, i) => [`U${i}`, text, "us", ""]),
    ...each((text, i) => [`V${i}`, text, "partner", `P${i}`])
  ]),
  "customers_2026-06-01.csv": csv(
    "customer_id,name,industry,region",
    each((text, i) => [`C${i}`, text, text, text])
  ),
  "deals_2026-06-01.csv": csv(
    "deal_id,partner_id,customer_id,rep_id,opened_on,closed_on,status,amount,competitor,region,industry,product,registered_on,found_by,relationship_with,led_by",
    each((text, i) => [
      `D${i}`,
      `P${i}`,
      `C${i}`,
      `U${i}`,
      "2026-01-02",
      "2026-03-04",
      i % 4 ? "won" : "lost",
      String(1000 + 300 * i),
      text,
      text,
      text,
      text,
      "2026-01-03",
      "us",
      "us",
      i % 3 ? "us" : "partner"
    ])
  ),
  "referrals_2026-06-01.csv": csv(
    "referral_id,partner_id,direction,from_person,to_person,made_on,answered_on,outcome",
    each((_, i) =>
      [0, 1].map((n) => [
        `R${i}-${n}`,
        `P${i}`,
        n ? "given" : "received",
        n ? `U${i}` : `V${i}`,
        n ? `V${i}` : `U${i}`,
        "2026-02-03",
        "2026-02-05",
        "accepted"
      ])
    ).flat()
  )
};

describe("37 texts that would run, as names of partners, people and customers, as regions, tiers and competitors", () => {
  let folder: string;
  let browser: Browser;
  let site: Serving;
  beforeAll(async () => {
    folder = await temporaryFolder();
    await writeFiles(path.join(folder, "drops"), files);
    const folders = ["--drops", `${folder}/drops`, "--build", `${folder}/build`, "--site", `${folder}/site`];
    const {exitCode, stderr} = await handshake(["rebuild", ...folders, "--as-of", "2026-06-30"]);
    if (exitCode !== 0) throw new Error(`The site could not be built (exit code ${exitCode}):\n${stderr}`);
    [browser, site] = await Promise.all([openBrowser(), serve({folder: `${folder}/site`, port: 0})]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), site.close()]);
    await removeFolder(folder);
  });

  const pages = [...addresses.filter((a) => !/[?/]/.test(a)), ...[0, 7, 12, 18, 30, 36].map((i) => `partner/P${i}`)];

  test.each(pages)("never run on /%s, whatever is opened and pointed at", async (address) => {
    expect(payloads.length).toBe(37);
    const page = await browser.newPage({viewport: {width: 1280, height: 900}});
    const dialogs: string[] = [];
    page.on("dialog", (d) => {
      dialogs.push(d.message());
      void d.dismiss();
    });
    const findings = await visit(page, site.url + address);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    for (const mark of (await page.locator("main svg[role=img]:visible").all()).slice(0, 3)) await mark.hover();
    await settle(page);
    await page
      .getByRole("button", {name: "show all"})
      .evaluateAll((all: HTMLElement[]) => all.forEach((button) => button.click()));
    await settle(page);
    expect(await page.evaluate(() => "pwned" in window)).toBe(false);
    expect(await page.locator("main :is(script, iframe, object, embed, video, math, img)").count()).toBe(0);
    expect(dialogs).toEqual([]);
    expect(findings).toEqual(nothingWrong);
    await page.close();
  });
});

import {mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {withAdvice} from "../../loaders/errors.ts";
import {finish} from "../../loaders/release/build.ts";
import {boundFaults, siteFaults} from "../../loaders/release/check.ts";
import {figureFaults, headlineFigures} from "../../loaders/release/figures.ts";
import {hardenPage} from "../../loaders/release/harden.ts";
import {activate, passing} from "../../loaders/release/swap.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {factsOf} from "../support/facts.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {asOf, fewDeals} from "./project.ts";
import {pageWith, publishStandIn, swapOptions} from "./standIn.ts";

let site: string;
beforeEach(async () => void (site = await temporaryFolder()));
afterEach(() => removeFolder(site));

function write(files: Record<string, string>, folder = site): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
    writeFileSync(path.join(folder, name), text);
  }
}

const page = (body = "<p>x</p>") =>
  hardenPage(
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body><main>${body}</main><script>const a = 1 < 2;</script></body></html>`
  );

test("a build that met a full disk says first what to do, one that failed over a page only what failed", () => {
  const full = "The site can't be built: ENOSPC: no space left on device, copyfile 'a' -> 'b'";
  expect(withAdvice(full)).toBe(`The disk is full. Make room and run this again.\n${full}`);
  const page = "The site can't be built: src/trust.md: sales is not defined\nENOSPC is printed by its loader";
  expect(withAdvice(page)).toBe(page);
});

describe("a page that was hardened", () => {
  test("is let through", () => {
    write({"index.html": page()});
    expect(siteFaults(site)).toEqual([]);
  });

  test.each([
    ["was cut off", (html: string) => html.slice(0, -7), "is cut off"],
    ["has no title", (html: string) => html.replace("<title>t</title>", ""), "no title"],
    ["has no content", (html: string) => html.replace("<p>x</p>", ""), "no content"],
    ["has a script that changed after its hash was taken", (html: string) => html.replace("a = 1", "a = 2"), "the hashes"],
    ["has no policy", (html: string) => html.replace(/<meta http-equiv[^>]*>/, ""), "0 content security policies"],
    [
      "lets everything run",
      (html: string) => html.replace("script-src", "script-src 'unsafe-inline'"),
      "lets run 'unsafe-inline'"
    ],
    [
      "has a script before its policy",
      (html: string) => html.replace("<head>", '<head><script src="a.js"></script>'),
      "precedes its content security policy"
    ]
  ])("and %s is found", (_, spoil, fault) => {
    write({"index.html": spoil(page()), "a.js": ""});
    expect(siteFaults(site)).toEqual([expect.stringContaining(fault)]);
  });
});

describe("a release unlike the one before is held", () => {
  const last = {pages: 12, partners: 60, bytes: 1000};
  const faults = (now: Partial<typeof last>) => boundFaults({...last, ...now}, {share: 0.5, last}).length;

  test("when it has less than half the pages, partners or bytes, or more than four times the bytes", () => {
    expect([faults({pages: 5}), faults({partners: 29}), faults({bytes: 499}), faults({bytes: 4001})]).toEqual([1, 1, 1, 1]);
    expect([faults({}), faults({pages: 6}), faults({partners: 30}), faults({bytes: 500}), faults({bytes: 4000})]).toEqual([
      0, 0, 0, 0, 0
    ]);
  });

  test("and growing in partners is no reason, nor shrinking from a handful", () => {
    expect(faults({partners: 600})).toBe(0);
    expect(boundFaults({...last, partners: 1}, {share: 0.5, last: {...last, partners: 9}})).toEqual([]);
  });

  /** What is made of a site beside one that readers have; each has a page, and `_file/rows.csv` of so many bytes. */
  const madeAfter = async (before: Record<string, string>, now: Record<string, string>) => {
    const options = {asOf, partners: 1, rules: "test", figures: null, sizeShare: 0.5};
    const made = async (files: Record<string, string>) => {
      const folder = passing(site, "next");
      write({"index.html": page(), ...files}, folder);
      return finish(site, folder, options);
    };
    await activate(site, await made(before), swapOptions());
    return made(now);
  };
  const rows = {"_file/rows.csv": "1".repeat(2000)};
  const database = {"_npm/database@1/database.wasm": "w".repeat(40_000)};

  test("and the code of a package that comes with the first page that asks for it, or goes with the last, is no part of its size", async () => {
    await expect(madeAfter(rows, {...rows, ...database})).resolves.toMatchObject({about: {pages: 1}});
    await removeFolder(site);
    await expect(madeAfter({...rows, ...database}, rows)).resolves.toMatchObject({about: {pages: 1}});
  });

  test("and what it has is told in the singular where it is one", () => {
    const last = {pages: 20, partners: 1200, bytes: 100};
    expect(boundFaults({pages: 20, partners: 1, bytes: 100}, {share: 0.5, last})).toEqual([
      "it has 1 partner, the release that readers have now has 1,200"
    ]);
  });

  test("while data that go are told of beside all that code, with the bytes of both releases", async () => {
    const bytes = Buffer.byteLength(page());
    await expect(madeAfter({...rows, ...database}, {"_file/rows.csv": "1", ...database})).rejects.toThrow(
      `it has ${bytes + 1} bytes without the code of packages, the release that readers have now has ${bytes + 2000}`
    );
  });
});

describe("the headline figures of the overview", () => {
  const overview = (numbers: string[], headline = "Two partners, sound overall") => {
    const items = ["trust", "reciprocity", "concentration", "segments"].map(
      (to, i) => `<li><a href="./${to}"><strong>${numbers[i]}</strong> of them</a></li>`
    );
    return `<main><h1>${headline}</h1><ul class="numbers">${items.join("")}</ul></main>`;
  };
  const metrics = {partners: 2, trusted: 1, rated: 2, received: 3, given: 4, largest_share: 0.923, k80: 1};
  const right = ["1", "3 : 4", "92%", "1"];

  test("are those of the metrics' own tables", async () => {
    const db = await factsOf(fewDeals);
    await buildMetrics(db, parseSettings({}, "test"), asOf);
    const found = await headlineFigures(db);
    db.close();
    expect(found).toMatchObject({partners: 2, trusted: 0, rated: 1, received: 0, given: 0, k80: 1});
    expect(found.largest_share).toBeCloseTo(3000 / 3250, 12);
  });

  test("pass when the page and the metrics agree", () => {
    write({"index.html": overview(right)});
    expect(figureFaults(site, metrics)).toEqual([]);
  });

  test("a headline that says how many of the partners sold anything speaks of them all", () => {
    write({"index.html": overview(right, "One of 2 partners brought €3.3K")});
    expect(figureFaults(site, metrics)).toEqual([]);
    write({"index.html": overview(right, "Two of 7 partners brought €3.3K")});
    expect(figureFaults(site, metrics)).toEqual([expect.stringContaining("speaks of 7 partners, the metrics have 2")]);
  });

  test.each([
    ["a key number is another", overview(["2", ...right.slice(1)]), "shows 2 for trust"],
    ["the share is another", overview(["1", "3 : 4", "91%", "1"]), "for concentration"],
    ["a key number is missing", overview(right).replace("./segments", "./other"), "shows nothing for segments"],
    ["the headline counts others", overview(right, "Seven partners"), "speaks of Seven"],
    ["the headline counts none", overview(right, "Partnerships"), "speaks of no number"]
  ])("are found wrong when %s", (_, text, fault) => {
    write({"index.html": text});
    expect(figureFaults(site, metrics)).toEqual([expect.stringContaining(fault)]);
  });
});

test("what fails stands aside with its reasons, and readers keep what they have", async () => {
  const {name} = await publishStandIn(site, pageWith(1));
  const folder = passing(site, "next");
  write({"index.html": page('<a href="./nowhere">n</a>').slice(0, -7)}, folder);
  const options = {asOf, partners: 1, rules: "test", figures: null, sizeShare: null};
  await expect(finish(site, folder, options)).rejects.toMatchObject({exitCode: 70});
  expect(readlinkSync(path.join(site, "current"))).toBe(`releases/${name}`);
  const [aside, note] = readdirSync(path.join(site, "failed")).sort();
  expect(readdirSync(path.join(site, "failed", aside!))).toEqual(["index.html"]);
  const {faults} = JSON.parse(readFileSync(path.join(site, "failed", note!), "utf8")) as {faults: string[]};
  expect(faults).toEqual([expect.stringContaining("leads to no page"), expect.stringContaining("cut off")]);
});

describe("where there are several sites, the edition is named", () => {
  const options = {asOf, partners: 1, rules: "test", figures: null, sizeShare: 0.5, edition: "board"};
  const made = (body: string) => {
    const folder = passing(site, "next");
    write({"index.html": page(body)}, folder);
    return finish(site, folder, options);
  };

  test("whose pages have a fault", () =>
    expect(made('<a href="./nowhere">n</a>')).rejects.toThrow(
      /^The edition "board" was built but can't be published, one fault in its pages:/
    ));

  test("that is unlike the one that its readers have", async () => {
    await activate(site, await made(`<p>${"x".repeat(10_000)}</p>`), swapOptions());
    await expect(made("<p>x</p>")).rejects.toThrow(/^The edition "board" was built but is held, because it is unlike/);
  });
});

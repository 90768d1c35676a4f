import {cpSync, existsSync, renameSync, rmSync} from "node:fs";
import path from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {root as checkout} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {npmInstall, packedPackage} from "../support/ownPackage.ts";
import {filesIn, openPreview, type Look, type Preview} from "./preview.ts";

/*
 * `npm run dev -- --project DIR` in a folder outside of the checkout: each test edits one kind of file there as a person does, and looks at
 * the page that is open.
 */

let own: string;
let dev: Preview;
let browser: Browser;
let look: Look;

const {at, read, write} = filesIn(() => own);
/** As many editors save: a new file takes the place of the old one. */
const edit = (file: string, from: string, to: string) => {
  expect(read(file)).toContain(from);
  const text = read(file).replace(from, to);
  write(`${file}~`, text);
  renameSync(at(`${file}~`), at(file));
};

/** Shows a figure of the metric, a word of copy.json, a number as the locale has it, and what a component draws. */
const shown = `---
title: Probe
---

\`\`\`sql id=[first]
select won_deals, value from deal_value where partner_id = 'PA'
\`\`\`

\`\`\`js
import {probe} from "../components/probe.js";
import {gradeNames} from "../copy/names.js";
\`\`\`

# Probe

<p id="value">\${first?.won_deals ?? 0} deals, \${first?.value ?? 0}</p>
<p id="word">\${gradeNames.unproven}</p>
<p id="drawn">\${probe()}</p>
`;

beforeAll(async () => {
  own = path.join(await temporaryFolder(), "acme");
  cpSync(path.join(checkout, "test/fixtures/project-0.1.0"), own, {recursive: true});
  write("components/probe.ts", "export const probe = (): string => `one`;\n");
  write("pages/probe.md", shown);
  rmSync(at("notebooks"), {recursive: true});
  const cli = path.join(checkout, "loaders/cli.ts");
  const args = ["--import", import.meta.resolve("tsx"), cli, "dev", "--project", own];
  ({dev, browser, look} = await openPreview(path.dirname(own), args));
  await look.open("pages/probe");
});
afterEach(({task}) => {
  if (task.result?.state === "fail") console.error(dev.printed());
});
afterAll(async () => {
  await browser.close();
  await dev.stop();
  await removeFolder(path.dirname(own));
});
beforeEach(() => dev.forget());

describe("npm run dev of a folder of one's own", () => {
  test("shows its figures, words and component, works in its dev folder, and leaves what a scheduler rebuilds alone", async () => {
    await look.shows("#value", "3 deals, 3500.5");
    await look.shows("#word", "too new to rate");
    await look.shows("#drawn", "one");
    expect(existsSync(at("dev/published/overview.json"))).toBe(true);
    expect([existsSync(at("build")), existsSync(at("dist"))]).toEqual([false, false]);
  });

  test("an edit of its metric shows; an error in it is told with file and line, the figure stays, and saving again recovers", async () => {
    edit("metrics/deal_value.sql", "sum(deals.credited_net)", "sum(deals.credited_nett)");
    await look.banner(/deal_value\.sql.*line \d+.*credited_nett/s);
    await look.shows("#value", "3 deals, 3500.5");
    edit("metrics/deal_value.sql", "sum(deals.credited_nett)", "sum(2 * deals.credited_net)");
    await look.noBanner();
    await look.shows("#value", "3 deals, 7001");
    edit("metrics/deal_value.sql", "2 * ", "");
    await look.shows("#value", "3 deals, 3500.5");
  });

  test("an edit of its page shows; front matter that can't be used is told by its entry, and saving again recovers", async () => {
    write("pages/probe.md", `${shown}\n<p id="more">edited</p>\n`);
    await look.shows("#more", "edited");
    write("pages/probe.md", shown.replace("title: Probe", "title: Probe\norder: first"));
    await look.banner(/pages\/probe\.md.*order:.*a number/s);
    await look.shows("#more", "edited");
    write("pages/probe.md", `${shown}\n<p id="more">again</p>\n`);
    await look.noBanner();
    await look.shows("#more", "again");
  });

  test("an edit of its component shows; a mistake in it is told with its line, and saving again recovers", async () => {
    write("components/probe.ts", "export const probe = (): string => ;\n");
    await look.banner(/components\/probe\.ts line 1: /);
    await look.shows("#drawn", "one");
    write("components/probe.ts", "export const probe = (): string => `two`;\n");
    await look.noBanner();
    await look.shows("#drawn", "two");
  });

  test("an edit of its words shows; a name that there is not is told with those that there are, and saving again recovers", async () => {
    const words = read("copy.json");
    write("copy.json", '{"gradeNames": {"golden": "gold"}}');
    await look.banner(/copy\.json.*gradeNames\.golden: there is no such entry, expected some of trusted/s);
    await look.shows("#word", "too new to rate");
    write("copy.json", words.replace("too new to rate", "too new"));
    await look.noBanner();
    await look.shows("#word", /^too new$/);
  });

  test("an edit of its brand shows in the head of the page; one that can't be used is told by its entry, and saving again recovers", async () => {
    edit("brand.json", '"name": "Acme"', '"name": "Acme & Sons"');
    await look.shows("#observablehq-sidebar", "Acme & Sons");
    edit("brand.json", "#8a1c4a", "#ffcc00");
    await look.banner(/accent\.light: #ffcc00 has a contrast of 1\.5/);
    await look.shows("#observablehq-sidebar", "Acme & Sons");
    edit("brand.json", "#ffcc00", "#8a1c4a");
    await look.noBanner();
  });

  test("an edit of its settings shows; one that there is not is told by name, and saving again recovers", async () => {
    edit("handshake.config.ts", "history_months: 2", "history_months: 2, company_nam: 1");
    await look.banner(/company_nam/);
    edit("handshake.config.ts", ", company_nam: 1", "");
    await look.noBanner();
    edit("handshake.config.ts", "Acme Partners", "Acme Alliances");
    await look.shows("#observablehq-footer", "Acme Alliances");
  });

  test("an edit of its mapping shows; one that can't be read is told by file, and saving again recovers", async () => {
    edit("mappings/acme_crm.ts", 'constant: "EUR"', 'constnt: "EUR"');
    await look.banner(/acme_crm.*constnt/s);
    await look.shows("#value", "3 deals, 3500.5");
    edit("mappings/acme_crm.ts", 'constnt: "EUR"', 'constant: "EUR"');
    await look.noBanner();
    // "1.500,50" is no number then
    edit("mappings/acme_crm.ts", 'decimal: ",", thousands: "."', 'decimal: ".", thousands: ","');
    await look.shows("#value", "0 deals, 0");
    const told = /acme_crm_2026-06-30\.csv: none of its 4 records is accepted \(amount\)\..*Set decimal: ",", thousands: "\."/s;
    await dev.until(() => told.test(dev.printed()), "the terminal tells of the file that is refused");
    edit("mappings/acme_crm.ts", 'decimal: ".", thousands: ","', 'decimal: ",", thousands: "."');
    await look.shows("#value", "3 deals, 3500.5");
  });

  test("an edit of a page that replaces one of the product's shows", async () => {
    await look.open("people");
    await look.shows("#own", "stands in the place");
    edit("pages/people.md", "stands in the place", "is now in the place");
    await look.shows("#own", "is now in the place");
  });

  test("a package is used after npm install in the folder and nothing else; before, it is named with page, cell and remedy", async () => {
    const page = `${shown}\n\`\`\`js\nimport {sumOf} from "npm:sum-of-parts";\n\`\`\`\n\n<p id="summed">\${sumOf(1, 2, 3)}</p>\n`;
    await look.open("pages/probe");
    write("pages/probe.md", page);
    await look.banner(
      /pages\/probe\.md: the package sum-of-parts is not installed.*cell that begins.*import \{sumOf\}.*npm install sum-of-parts/s
    );
    await look.shows("#value", "3 deals, 3500.5");
    npmInstall(packedPackage(path.dirname(own)), own);
    await look.noBanner();
    await look.shows("#summed", "6");
    write("pages/probe.md", shown);
    await look.gone("#summed");
    await look.shows("#value", "3 deals, 3500.5");
  });

  test("a package that only a component imports is used too; one that is not installed is named with component and remedy", async () => {
    await look.open("pages/probe");
    write("components/probe.ts", 'import {none} from "npm:no-such-package";\n\nexport const probe = (): string => none;\n');
    await look.banner(
      /components\/probe\.ts imports the package no-such-package, which is not installed\..*npm install no-such-package/s
    );
    await look.shows("#value", "3 deals, 3500.5");
    write(
      "components/probe.ts",
      'import {sumOf} from "npm:sum-of-parts";\n\nexport const probe = (): string => `${sumOf(4, 5)} in all`;\n'
    );
    await look.noBanner();
    await look.shows("#drawn", "9 in all");
    write("components/probe.ts", "export const probe = (): string => `two`;\n");
    await look.shows("#drawn", "two");
  });

  test("a component and a mapping that wait for a package are told with it; the figures stay, and npm install alone recovers", async () => {
    const packed = packedPackage(path.dirname(own), "waited-for");
    await look.open("pages/probe");
    const [mapping, component] = [read("mappings/acme_crm.ts"), read("components/probe.ts")];
    write("mappings/acme_crm.ts", `import "waited-for";\n${mapping}`);
    await look.banner(/acme_crm(\.ts)?.*waited-for/s);
    await look.shows("#value", "3 deals, 3500.5");
    write(
      "components/probe.ts",
      'import {sumOf} from "npm:waited-for";\n\nexport const probe = (): string => `${sumOf(4, 6)} came`;\n'
    );
    await look.banner(/components\/probe\.ts imports the package waited-for, which is not installed/);
    await look.shows("#value", "3 deals, 3500.5");
    npmInstall(packed, own);
    await look.noBanner();
    await look.shows("#drawn", "10 came");
    await look.shows("#value", "3 deals, 3500.5");
    write("components/probe.ts", component);
    write("mappings/acme_crm.ts", mapping);
  });

  test("a kind of file for which there was no folder, such as notebooks, is seen when its first one comes", async () => {
    write("notebooks/first.md", "# First of its folder\n");
    await dev.until(async () => (await fetch(`${dev.url}notebooks/first`)).ok, "the page is there");
    await look.open("notebooks/first");
    await look.shows("h1", "First of its folder");
    write("notebooks/first.md", "# Second\n");
    await look.shows("h1", "Second");
  });
});

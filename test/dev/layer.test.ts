import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {takeUpEdits} from "../../loaders/dev/edits.ts";
import {makePages, ownFaults} from "../../loaders/dev/pageFiles.ts";
import {faultList} from "../../loaders/dev/faults.ts";
import {projectFile} from "../../loaders/project/project.ts";
import type {RunOptions} from "../../loaders/run/run.ts";
import {removeFolder, root, temporaryFolder} from "../support/pipeline.ts";

/* What edits of a company's own folder bring to the pages of the preview: each save is told by hand, and tables are computed at once. */

let own: string;
let pages: string;
let wrong: string | undefined;
let faults: ReturnType<typeof faultList>;
let tell: (file: string) => void;
let heard: number;
let givenUp: number;
let asked: (() => void)[] | null;
let kinds: string[];

const optionsOf = (folder: string): RunOptions => ({
  ...{drops: path.join(folder, "drops"), build: path.join(folder, "dev"), settingsFile: path.join(folder, "handshake.config.ts")},
  ...{sample: false, keep: true, acceptVolume: [], mappings: [], today: "2026-01-31", style: "silent"}
});

beforeEach(async () => {
  for (const method of ["log", "error"] as const) vi.spyOn(console, method).mockReturnValue();
  own = path.join(await temporaryFolder(), "acme");
  pages = path.join(own, "dev", "pages");
  mkdirSync(path.join(own, "metrics"), {recursive: true});
  mkdirSync(path.join(pages, "src"), {recursive: true});
  writeFileSync(path.join(own, projectFile), "{}");
  vi.stubEnv("HANDSHAKE_PROJECT", own);
  [faults, heard, givenUp, wrong, asked, kinds] = [faultList(), 0, 0, undefined, null, []];
  const ask = async (kind: string) => {
    kinds.push(kind);
    if (asked) await new Promise<void>((done) => asked!.push(done));
    return {id: 1, metrics: [], seconds: "0.1", ...(wrong === undefined ? {} : {error: wrong})};
  };
  takeUpEdits(
    root,
    optionsOf(own),
    {onEdit: (listener) => void (tell = listener)},
    {
      tables: {ask, again: () => undefined, alive: () => true, giveUp: () => void givenUp++},
      pages: {tell: () => void heard++},
      ...{faults, folder: pages, layer: new Map(), missing: false}
    }
  );
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await removeFolder(path.dirname(own));
});

function write(file: string, text: string | null): void {
  const full = path.join(own, file);
  mkdirSync(path.dirname(full), {recursive: true});
  if (text === null) rmSync(full);
  else writeFileSync(full, text);
  tell(full);
}

/** Saves a file of the company's, or removes it, and waits until the preview has taken that up. */
async function save(file: string, text: string | null): Promise<void> {
  const before = heard;
  write(file, text);
  await vi.waitFor(() => expect(heard).toBe(before + 1), 20_000);
}
const shown = (file: string): string | null => {
  const full = path.join(pages, "src", file);
  return existsSync(full) ? readFileSync(full, "utf8") : null;
};
const told = () => faults.all().map(({text}) => text.split("\n")[0]);

const metric = (entries: string) => `-- question: How many deals?
-- definition: deals of each partner
-- unit: deals
-- direction: higher is better
-- source: in-house
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- columns: deals integer, deals, count: deals
${entries}select date '2026-01-31' as as_of, 'PA' as partner_id, 1 as deals
`;

test("the page that a metric's header asks for comes once its table is computed, and goes with the entry", async () => {
  wrong = "metrics/deals_won.sql line 9: no";
  await save("metrics/deals_won.sql", metric("-- shown: page\n"));
  expect(shown("pages/deals_won.md")).toBe(null);
  wrong = undefined;
  await save("metrics/deals_won.sql", metric("-- shown: page\n"));
  expect(shown("pages/deals_won.md")).toContain('ownPage(own, "deals_won")');
  await save("metrics/deals_won.sql", metric(""));
  expect([shown("pages/deals_won.md"), told()]).toEqual([null, []]);
});

test("a page that is edited while the header of a metric can't be read shows, and nothing is told of it", async () => {
  await save("metrics/deals_won.sql", metric("-- shown: page\n"));
  wrong = "metrics/deals_won.sql: its header is incomplete";
  await save("metrics/deals_won.sql", metric("-- shown: nowhere\n"));
  await save("pages/plan.md", "# Plan\n");
  expect([shown("pages/plan.md"), shown("pages/deals_won.md") !== null, told()]).toEqual(["# Plan\n", true, [wrong]]);
});

test("a file that can't be read stays as it was, whichever other file is edited", async () => {
  await save("components/bars.ts", "export const bars = 1;\n");
  await save("components/bars.ts", "export const bars = ;\n");
  await save("pages/plan.md", "# Plan\n");
  expect([shown("components/bars.ts"), told()]).toEqual(["export const bars = 1;\n", ["components/bars.ts line 1: Unexpected \";\""]]); // prettier-ignore
  await save("components/bars.ts", "export const bars = 2;\n");
  expect([shown("components/bars.ts"), told()]).toEqual(["export const bars = 2;\n", []]);
});

test("all that is saved while tables are computed is taken up at once after it, and not save by save", async () => {
  asked = [];
  write("metrics/deals_won.sql", metric(""));
  await vi.waitFor(() => expect(asked).toHaveLength(1), 20_000);
  for (const n of [1, 2, 3]) {
    write("pages/plan.md", `# Plan ${n}\n`);
    write("metrics/deals_won.sql", metric(`-- checks: deals at least ${n}\n`));
    await new Promise((done) => setTimeout(done, 100));
  }
  asked[0]!();
  await vi.waitFor(() => expect(asked).toHaveLength(2), 20_000);
  expect([shown("pages/plan.md"), heard]).toEqual(["# Plan 3\n", 1]);
  asked[1]!();
  await vi.waitFor(() => expect(heard).toBe(2), 20_000);
  await new Promise((done) => setTimeout(done, 100));
  expect([heard, asked.length]).toEqual([2, 2]);
});

test("a metric that is saved again while it is computed ends that where it takes long, and a page that is saved doesn't", async () => {
  asked = [];
  write("metrics/deals_won.sql", metric(""));
  await vi.waitFor(() => expect(asked).toHaveLength(1), 20_000);
  const before = givenUp;
  write("pages/plan.md", "# Plan\n");
  await new Promise((done) => setTimeout(done, 100));
  expect(givenUp).toBe(before);
  write("metrics/deals_won.sql", metric("-- checks: deals at least 1\n"));
  await vi.waitFor(() => expect(givenUp).toBe(before + 1), 20_000);
  asked[0]!();
  await vi.waitFor(() => expect(asked).toHaveLength(2), 20_000);
  asked[1]!();
  await vi.waitFor(() => expect(heard).toBe(2), 20_000);
});

test("of files that can't be read as the preview begins each is told, and the pages begin without them", async () => {
  const put = (file: string, text: string | Buffer) => {
    mkdirSync(path.dirname(path.join(own, file)), {recursive: true});
    writeFileSync(path.join(own, file), text);
  };
  put("pages/plan.md", "# Plan\n");
  put("pages/bad.md", "---\norder: first\n---\n");
  put("components/bars.ts", "export const bars = ;\n");
  put("notebooks/wide.md", Buffer.from("\ufeff# Wide\n", "utf16le"));
  const found = await ownFaults(root, own);
  expect([...found].map(([file, text]) => `${file}: ${text.split("\n")[0]}`)).toEqual([
    "pages/bad.md: pages/bad.md has front matter that can't be used:",
    "notebooks/wide.md: notebooks/wide.md is UTF-16, and a text is read as UTF-8. Save it as UTF-8, which every editor offers.",
    'components/bars.ts: components/bars.ts line 1: Unexpected ";"'
  ]);
  expect((await ownFaults(root, null)).size).toBe(0);
});

test("in a folder that was moved away nothing is written, which is told; once it is back, what was saved meanwhile shows", async () => {
  const elsewhere = `${own}-moved`;
  renameSync(own, elsewhere);
  tell(path.join(own, "pages/plan.md"));
  await vi.waitFor(() => expect(told()).toEqual([expect.stringMatching(/acme has no handshake\.project\.json any more, .* start it where/)]), 20_000); // prettier-ignore
  expect([existsSync(own), heard]).toEqual([false, 0]);
  mkdirSync(path.join(elsewhere, "pages"));
  writeFileSync(path.join(elsewhere, "pages/plan.md"), "# Plan\n");
  writeFileSync(path.join(elsewhere, "metrics/deals_won.sql"), metric(""));
  tell(path.join(own, "metrics/deals_won.sql"));
  await new Promise((done) => setTimeout(done, 1000));
  renameSync(elsewhere, own);
  await save("brand.json", "{}");
  expect([shown("pages/plan.md"), told(), kinds]).toEqual(["# Plan\n", [], ["sql"]]);
});

test("what is wrong with one file is told of no other, and no more once it is corrected", async () => {
  await save("brand.json", "{");
  await save("pages/plan.md", "# Plan\n");
  expect([shown("pages/plan.md"), told()]).toEqual([null, [`${own}/brand.json can't be used:`]]);
  await save("brand.json", '{"name": "Acme"}');
  expect([shown("pages/plan.md"), told()]).toEqual(["# Plan\n", []]);
  await save("pages/trust.md", "# Trust\n");
  await save("pages/plan.md", "# The plan\n");
  expect([shown("pages/plan.md"), told()]).toEqual(["# Plan\n", [expect.stringMatching(/^pages\/trust\.md has the name of a page/)]]); // prettier-ignore
  await save("pages/trust.md", null);
  expect([shown("pages/plan.md"), told()]).toEqual(["# The plan\n", []]);
});

test("a page that was deleted or renamed while no preview ran is not there when the next begins, and published data are", async () => {
  for (const file of ["notebooks/gone.md", "gone.md", "data/trust.json"]) {
    mkdirSync(path.dirname(path.join(pages, "src", file)), {recursive: true});
    writeFileSync(path.join(pages, "src", file), "---\norder: [\n---\n");
  }
  mkdirSync(path.join(own, "notebooks"));
  writeFileSync(path.join(own, "notebooks/mine.md"), "# Mine\n");
  await makePages(root, pages, () => false);
  expect([shown("notebooks/gone.md"), shown("gone.md"), shown("notebooks/mine.md")]).toEqual([null, null, "# Mine\n"]);
  expect([shown("data/trust.json") !== null, shown("index.md") !== null]).toEqual([true, true]);
});

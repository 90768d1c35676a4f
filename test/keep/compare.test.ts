import {mkdirSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {keepPublication} from "../../loaders/history/journal.ts";
import {readPublication} from "../../loaders/history/publication.ts";
import {buildFacts} from "../../loaders/facts/run.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {changes, compare, comparisonText, type Comparison} from "../../loaders/run/compare.ts";
import {runOver, type RunOptions} from "../../loaders/run/run.ts";
import {firstStages} from "../../loaders/run/firstStages.ts";
import {removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
const options = (settings = "settings.mjs"): RunOptions => ({
  drops: at("drops"),
  build: at("build"),
  sample: false,
  keep: true,
  settingsFile: at(settings),
  mappings: [path.join(root, "loaders/mappings")],
  acceptVolume: [],
  today: "2026-08-15",
  style: "silent"
});
const deals = (...rows: string[]) =>
  `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,currency\n${rows.join("\n")}\n`;

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFiles(folder, {
    "settings.mjs": "export default {history_months: 0};",
    "drops/partners_2026-06-30.csv": "partner_id,name,joined_on\nP1,Ann,2024-01-01\nP2,Bea,2024-02-01\n",
    "drops/deals_2026-06-30.csv": deals("D1,P1,C1,2026-01-10,2026-03-10,won,1000,EUR")
  });
  await runOver(options(), (run) => [
    ...firstStages(run),
    {
      name: "publish",
      title: "Keep what is published",
      run: async () => {
        await run.db.run("set threads = 1");
        await buildFacts(run.db, run.settings);
        await buildMetrics(run.db, run.settings, run.report.as_of);
        await keepPublication(at("build", "history"), await readPublication(run.db, run.settings, run.report.as_of));
      }
    }
  ]);
}, 900_000);
afterAll(() => removeFolder(folder));

const changed = async (settings?: string): Promise<Comparison> => (await compare(options(settings))).comparison;
const kept = () => [readFileSync(at("build", "ledger.jsonl"), "utf8"), readdirSync(at("build", "history"))];

test("compare finds no change where nothing changed, then what a new drop, a setting and a bad file change, and enters none of it", async () => {
  const before = kept();
  expect(comparisonText(await changed())).toBe("Figures for 2026-06-30, published last for 2026-06-30\nNo changes.");

  await writeFiles(folder, {
    "drops/deals_2026-07-31.csv": deals("D2,P2,C1,2026-06-10,2026-07-10,won,3000,EUR"),
    "drops/tickets_2026-07-31.csv": "nonsense\n",
    "other.mjs": "export default {history_months: 0, half_life_days: 100};"
  });
  const found = await changed("other.mjs");
  expect(found.as_of).toEqual({before: "2026-06-30", now: "2026-07-31"});
  expect(found.settings).toEqual([{name: "half_life_days", before: 365, now: 100}]);
  expect(found.files.map((f) => [f.path, f.outcome])).toEqual([
    ["deals_2026-07-31.csv", "accept"],
    ["tickets_2026-07-31.csv", "refuse"]
  ]);
  expect(found.figures.length).toBeGreaterThan(0);
  expect(comparisonText(found)).toContain("half_life_days: 365 -> 100");
  expect(kept()).toEqual(before);
}, 900_000);

test("a long comparison is printed in bounded length", () => {
  mkdirSync(at("unused"), {recursive: true});
  const many = Object.fromEntries(Array.from({length: 2000}, (_, i) => [`f${i}`, i]));
  const comparison: Comparison = {
    as_of: {before: null, now: "2026-06-30"},
    figures: changes({}, many),
    partners: [],
    cases: {raised: [], resolved: []},
    settings: [],
    definitions: null,
    files: []
  };
  const text = comparisonText(comparison).split("\n");
  expect(text).toHaveLength(25);
  expect(text.at(-1)).toBe("  and 1980 more: --json");
});

test("figures that differ in the last bits of a sum do not differ", () => {
  expect(changes({a: 0.1 + 0.2, b: 1}, {a: 0.3, b: 2, c: null})).toEqual([{name: "b", before: 1, now: 2}]);
});

import {rm} from "node:fs/promises";
import {afterEach, beforeEach, expect, test} from "vitest";
import {repair} from "../../loaders/receive/repair.ts";
import {asThere} from "../../loaders/run/report/report.ts";
import {check, checkText} from "../../loaders/run/check.ts";
import {removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

async function checked(files: Record<string, string>, today = "2026-06-30") {
  await writeFiles(folder, files);
  const {exitCode, report} = await check({
    ...{drops: `${folder}/drops`, sample: false, build: `${folder}/build`, keep: true, settingsFile: `${folder}/settings.ts`},
    ...{mappings: [`${root}/loaders/mappings`], acceptVolume: [], asOf: "2026-07-01", today, style: "silent"}
  });
  return {exitCode, text: checkText(report)};
}

const settings = `export default {reporting_currency: "EUR"};\n`;
const header = "deal_id,customer_id,opened_on,closed_on,status,amount,currency";
const won = (id: string, amount: string, currency: string) => `${id},C1,2026-01-05,2026-02-01,won,${amount},${currency}`;

test("check counts and adds up the won deals without an exchange rate, by currency, with what to deliver", async () => {
  const deals = [won("D1", "10", "EUR"), won("D2", "20", "USD"), won("D3", "5.50", "USD"), won("D4", "7", "SEK")];
  const {exitCode, text} = await checked({
    "settings.ts": settings,
    "drops/deals_2026-06-30.csv": `${header}\n${deals.join("\n")}\n`
  });
  expect(exitCode).toBe(0);
  expect(text).toContain(
    "warning no_rate: 3 of 4 won deals have no exchange rate and are in no figure of money: USD 25.50 (2 deals), SEK 7.00 (1 deal). Deliver rates_YYYY-MM-DD.csv"
  );
});

test("a refused file that came again under its own name, corrected, is no trouble any more; unmended it still is", async () => {
  const file = "drops/deals_2026-06-30.csv";
  const bad = (word: string) => `${header}\n${Array.from({length: 10}, (_, i) => won(`D${i}`, word, "EUR")).join("\n")}\n`;
  const first = await checked({"settings.ts": `export default {bad_rows_min: 5};\n`, [file]: bad("soon")});
  expect([first.exitCode, first.text]).toEqual([65, expect.stringContaining("refuse deals_2026-06-30.csv")]);
  const again = await checked({[file]: bad("later")});
  expect(again.exitCode).toBe(65);
  expect(again.text.match(/refuse /g)).toHaveLength(1);
  const corrected = await checked({[file]: bad("10")});
  expect(corrected.exitCode).toBe(0);
  expect(corrected.text).toContain(
    "ignore deals_2026-06-30.csv as deals\n    deals_2026-06-30.csv: was refused (too_many_bad_rows), and has come again under its name since."
  );
  expect(corrected.text).toContain("accept deals_2026-06-30.csv as deals: 10 records, 10 accepted");
});

test("a refused file that was taken out of the drops is tried again by each run, which says how to go on without it", async () => {
  const way =
    "It no longer lies in the drops, and each run tries it again: deliver it corrected under its name, or go on without it: npx handshake repair --give-up deals_2026-06-30.csv.";
  const first = await checked({"settings.ts": settings, "drops/deals_2026-06-30.csv": "deal_id,x\n1,2\n"});
  expect([first.exitCode, first.text.includes(way)]).toEqual([65, false]);
  await rm(`${folder}/drops/deals_2026-06-30.csv`);
  const other = {"drops/deals_2026-06-30_v2.csv": `${header}\n${won("D1", "10", "EUR")}\n`};
  const still = await checked(other);
  expect([still.exitCode, still.text.includes(way)]).toEqual([65, true]);
  expect(asThere(`Refused. ${way}`)).toBe("Refused.");
  const options = {build: `${folder}/build`, drops: `${folder}/drops`, today: "2026-06-30"};
  await repair({...options, giveUp: ["deals_2026-06-30.csv"]});
  const {exitCode, text} = await checked(other);
  expect([exitCode, text.includes("deals_2026-06-30.csv")]).toEqual([0, false]);
});

test("what came before under the name of a refused file that is gone stays when that is given up as the run says", async () => {
  const file = `${folder}/drops/deals_2026-06-30.csv`;
  await checked({"settings.ts": settings, "drops/deals_2026-06-30.csv": `${header}\n${won("D1", "10", "EUR")}\n`});
  await checked({"drops/deals_2026-06-30.csv": "deal_id,x\n1,2\n"});
  await rm(file);
  const rest = {"drops/deals_2026-06-29.csv": `${header}\n${won("D0", "10", "EUR")}\n`};
  const still = await checked(rest);
  const named = /--give-up (\S+)\./.exec(still.text)![1]!;
  await repair({build: `${folder}/build`, drops: `${folder}/drops`, today: "2026-06-30", giveUp: [named]});
  const {exitCode, text} = await checked(rest);
  expect(exitCode).toBe(0);
  expect(text).toContain("known  deals_2026-06-30.csv as deals: 1 record, 1 accepted");
});

test("a refused file without a day in its name stays refused when the next day's has come", async () => {
  const bad = Array.from({length: 10}, (_, i) => won(`D${i}`, "soon", "EUR")).join("\n");
  await checked({"settings.ts": `export default {bad_rows_min: 5};\n`, "drops/deals.csv": `${header}\n${bad}\n`});
  const next = await checked({"drops/deals.csv": `${header}\n${won("D99", "10", "EUR")}\n`}, "2026-07-01");
  expect(next.exitCode).toBe(65);
  expect(next.text).toContain("refuse deals.csv as deals");
});

test("with their rates delivered, nothing is said of them", async () => {
  const {text} = await checked({
    "settings.ts": settings,
    "drops/deals_2026-06-30.csv": `${header}\n${won("D2", "20", "USD")}\n`,
    "drops/rates_2026-06-30.csv": "month,currency,per_unit\n2026-02,USD,0.9\n"
  });
  expect(text).toContain("accept deals_2026-06-30.csv");
  expect(text).not.toContain("no_rate");
});

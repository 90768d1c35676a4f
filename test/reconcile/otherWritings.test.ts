import {afterEach, beforeEach, expect, test} from "vitest";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import type {SettingsInput} from "../../loaders/settings.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/* Records whose partner came under another writing of its key, and files of which most records are bad: what they are told to do. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const header = "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount";
const deal = (id: string, partner: string) => `${id},${partner},C1,2026-01-05,2026-02-01,won,100`;

/** What is said of deals of partners that are written so, where these are known. */
async function said(partners: string[], ...named: string[]) {
  await writeFiles(folder, {
    "drops/partners_2026-06-30.csv": `partner_id,name\n${partners.map((p, i) => `${p},Partner ${i}`).join("\n")}\n`,
    "drops/deals_2026-06-30.csv": `${header}\n${named.map((p, i) => deal(`D${i}`, p)).join("\n")}\n`
  });
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, asOf: "2026-06-30"});
  run.db.close();
  const file = run.file("deals_2026-06-30.csv");
  return {quarantine: run.quarantine.map((q) => q.reason), text: `${file.message}\n${notesText(file.notes)}`};
}

const deliver = "Deliver the partner too";

test.each<[string, string, string, string]>([
  ["leading zeros that a spreadsheet has cut", "00123", "123", "A spreadsheet has cut the leading zeros"],
  ["leading zeros that somebody has added", "123", "00123", "Write the key in one way in both exports"],
  ["the 15 characters of an id", "001000000000001AAA", "001000000000001", 'set idForm: "salesforce" on partner_id'],
  ["the 18 characters of an id", "001000000000001", "001000000000001AAA", 'set idForm: "salesforce" on partner_id'],
  ["another case", "P-ab", "p-AB", "Write the key in one way in both exports"],
  ["without its hyphen", "P-12", "P12", "Write the key in one way in both exports"]
])("%s: the known key is named, and what to do", async (_, known, named, todo) => {
  const {quarantine, text} = await said([known, "Q1"], named);
  expect(quarantine).toEqual(["orphan_partner"]);
  expect(text).toContain(`${named} is not known, but ${known} is.`);
  expect(text).toContain(todo);
  expect(text).not.toContain(deliver);
});

test.each([
  ["a space", "P 12"],
  ["a no-break space", "P\u00a012"],
  ["a no-break space behind", "P12\u00a0"]
])("%s within a key makes it none, and nobody is told to deliver the partner", async (_, named) => {
  const {quarantine, text} = await said(["P12"], named);
  expect(quarantine).toEqual(["bad_id"]);
  expect(text).toContain("an id has 1 to 200 visible characters and no spaces");
  expect(text).not.toContain(deliver);
});

/** What is said of a deal of P12, where the partners' file holds these lines. */
async function saidBeside(lines: string[], settings: SettingsInput = {}) {
  await writeFiles(folder, {
    "drops/partners_2026-06-30.csv": `partner_id,name,joined_on\n${lines.join("\n")}\n`,
    "drops/deals_2026-06-30.csv": `${header}\n${deal("D1", "P12")}\n`
  });
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, asOf: "2026-06-30", settings});
  run.db.close();
  const file = run.file("deals_2026-06-30.csv");
  return `${file.message}\n${notesText(file.notes)}`;
}

test.each([
  ["its key holds a no-break space", "P12\u00a0,Maple,2020-01-01", '"P12\u00a0" came in', "bad_id"],
  ["its key holds a space", "P 12,Maple,2020-01-01", '"P 12" came in', "bad_id"],
  ["another column can't be read", "P12,Maple,soon", "it came in", "joined_on"],
  ["it lies in the future", "P12,Maple,2031-01-01", "it came in", "future_date"]
])("a partner that came and was not taken, since %s, is named with its reason", async (_, line, named, reason) => {
  const text = await saidBeside([line, "Q1,Oak,2020-01-01"]);
  expect(text).toContain(`P12 is not known: ${named} partners_2026-06-30.csv, but its record was quarantined (${reason}).`);
  expect(text).toContain("Correct that record first");
  expect(text).not.toContain(deliver);
});

test("a partner of a file that was refused as a whole is told with that file", async () => {
  await writeFiles(folder, {"drops/partners_2026-05-31.csv": "partner_id,name\nQ1,Oak\n"});
  const text = await saidBeside(["P12,Maple,2020-01-01", "R1,Elm,soon", "R2,Ash,soon"], {bad_rows_min: 2, bad_rows_share: 0.2});
  expect(text).toMatch(
    /P12 is not known: it came in partners_2026-06-30.csv, of which nothing was taken\.\s+Correct that file first/
  );
  expect(text).not.toContain(deliver);
});

test("a partner that nothing resembles is to be delivered", async () => {
  expect((await said(["P12"], "Z9")).text).toContain(deliver);
});

test("the share of bad records is advised to be raised where they are the fewer, and not where they are most or all", async () => {
  const checked = async (bad: number) => {
    const rows = Array.from({length: 20}, (_, i) => deal(`D${i}`, "").replace(/100$/, i < bad ? "soon" : "100"));
    await writeFiles(folder, {[`${bad}/drops/deals_2026-06-30.csv`]: `${header}\n${rows.join("\n")}\n`});
    const run = await ingest(`${folder}/${bad}/drops`, `${folder}/${bad}/build`, {library: false, asOf: "2026-06-30"});
    run.db.close();
    return run.files[0]!.message;
  };
  const few = await checked(6);
  expect(few).toContain("6 of 20 records are bad (amount), expected at most 20%");
  expect(few).toContain("or raise bad_rows_share");
  expect(await checked(11)).toMatch(/11 of 20 records are bad(?!.*raise bad_rows_share)/s);
  expect(await checked(20)).toMatch(/20 records(?!.*raise bad_rows_share)/s);
});

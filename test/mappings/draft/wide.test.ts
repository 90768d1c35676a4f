import {readFile} from "node:fs/promises";
import {afterEach, beforeEach, expect, test} from "vitest";
import {mapFile, takeProposal} from "../../../loaders/mappings/draft/map.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {dateSuggestion, moneySuggestion} from "../../../loaders/stage/suggestions.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../../support/pipeline.ts";

/* Numbers and days in full-width digits, as East Asian keyboards write them. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const mapped = async (lines: string[]) => {
  await writeFiles(folder, {"drops/anken_2026-09-30.csv": `${lines.join("\n")}\n`});
  return mapFile({
    file: `${folder}/drops/anken_2026-09-30.csv`,
    mappings: [],
    out: `${folder}/mappings`,
    settings: parseSettings({}, "test"),
    ask: () => ({ask: takeProposal})
  });
};

const header = "案件番号,代理店,顧客名,作成日,ステータス,完了日,金額";

test("they are read by a rule that says so, and ids keep theirs", async () => {
  const {written, finished} = await mapped([
    header,
    "１,北商事,赤井,２０２６年１月５日,受注,２０２６/０２/０１,１，２００円",
    "２,南商事,青井,２０２６年１月６日,失注,2026/02/03,3，４００円"
  ]);
  expect(finished).toBe(true);
  expect(await readFile(written, "utf8")).toContain('amount: {from: "金額", wide: true, strip: "currency", thousands: ","}');
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, mappings: [`${folder}/mappings`]});
  const rows = await run.db.rows<Record<string, string>>(
    `select deal_id, cast(opened_on as varchar) as opened, cast(closed_on as varchar) as closed,
      cast(cast(amount as decimal(18, 2)) as varchar) as amount from facts.deals order by 1`
  );
  run.db.close();
  expect(rows.map((r) => [r["deal_id"], r["opened"], r["closed"], r["amount"]])).toEqual([
    ["１", "2026-01-05", "2026-02-01", "1200.00"],
    ["２", "2026-01-06", "2026-02-03", "3400.00"]
  ]);
});

test("the order of their days and months is decided by the whole column, too", async () => {
  const {preview, written} = await mapped([
    header,
    "1,北商事,赤井,０５/０１/２０２６,受注,０１/０２/２０２６,12",
    "2,南商事,青井,２５/０１/２０２６,失注,０３/０２/２０２６,34"
  ]);
  expect(preview!.records.map(({cells}) => [cells["opened_on"], cells["closed_on"]])).toEqual([
    ["2026-01-05", "2026-02-01"],
    ["2026-01-25", "2026-02-03"]
  ]);
  const swapped = (await readFile(written, "utf8")).replaceAll("%d/%m/%Y", "%m/%d/%Y");
  await writeFiles(folder, {"mappings/anken.ts": swapped});
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, mappings: [`${folder}/mappings`]});
  run.db.close();
  expect(run.files.map((f) => f.reason)).toEqual(["day_order"]);
});

test("without a rule they are rejected, and the message has the rule", () => {
  expect(dateSuggestion("２０２６-０１-０５")).toBe("wide: true");
  expect(dateSuggestion("２０２６年１月５日")).toBe('wide: true, date: "%Y年%m月%d日"');
  expect(moneySuggestion("１，２００円")).toBe('wide: true, strip: "currency", thousands: ","');
});

test("digits of a script that nothing reads are a doubt, and no amount", async () => {
  const {preview, doubts} = await mapped([
    header,
    "1,北商事,赤井,2026-01-05,受注,2026-02-01,၃၀၀",
    "2,南商事,青井,2026-01-06,失注,2026-02-03,၄၀၀"
  ]);
  expect(preview!.accepted).toBe(0);
  expect(doubts.join("\n")).toContain('not every amount of "金額" can be read, such as');
});

test("the edit for a triangle before an amount, and for a dash in place of cents, says how they are read", () => {
  expect(moneySuggestion("▲ 5,000円")).toBe('strip: "currency", sign: "positive", thousands: ","');
  expect(moneySuggestion("1.200.300,-")).toBe('strip: [",-"], decimal: ",", thousands: "."');
  expect(moneySuggestion("EUR 500.–")).toBe('strip: ["EUR", ".–"]');
});

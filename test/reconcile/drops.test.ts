import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {holdRescaled} from "../../loaders/reconcile/rescaled.ts";
import type {StagedFile} from "../../loaders/reconcile/rows.ts";
import {Settings} from "../../loaders/settings.ts";
import {tableNamed} from "../../loaders/tables/index.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

const deals = (from: number, to: number) =>
  "deal_id,customer_id,opened_on,status,amount\n" +
  Array.from({length: to - from}, (_, i) => `D${from + i},C1,2026-01-02,open,1\n`).join("");

async function drop(files: Record<string, string>, options: Omit<NonNullable<Parameters<typeof ingest>[2]>, "asOf"> = {}) {
  run?.db.close();
  await writeFiles(`${folder}/drops`, files);
  run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-06-30", ...options});
  return run;
}

const final = async (r: Ingested) => Number((await r.db.rows<{n: string}>("select count(*) as n from facts.deals"))[0]!.n);

test("messages name a single record in the singular: of a held drop, of a refused one, and of one that its manifest contradicts", async () => {
  const held = await drop({"deals_2026-02-01.csv": deals(0, 100), "deals_2026-03-01.csv": deals(0, 1)});
  expect(held.file("deals_2026-03-01.csv").message).toContain(
    "has 1 record, the one of 2026-02-01 had 100, expected at least 50% of"
  );
  const files = {
    "bad/deals_2026-04-01.csv": deals(0, 1).replace("2026-01-02", "soon"),
    "few/manifest.json": '{"files": [{"name": "deals_2026-04-02.csv", "rows": 3}]}',
    "few/deals_2026-04-02.csv": deals(0, 1)
  };
  const refused = await drop(files, {settings: {bad_rows_min: 1}});
  expect(refused.file("bad/deals_2026-04-01.csv").message).toContain("1 of 1 record is bad (opened_on), expected at most 20%");
  expect(refused.file("few/deals_2026-04-02.csv").message).toContain("It holds 1 record, but its manifest declares 3.");
  expect(refused.file("few/manifest.json").message).toBe("manifest.json lists 1 file, held to what it declares.");
});

test("a drop with less than half of the rows of the drop before is held, and the earlier records stand", async () => {
  const r = await drop({"deals_2026-02-01.csv": deals(0, 100), "deals_2026-03-01.csv": deals(0, 49)});
  expect(r.file("deals_2026-03-01.csv")).toMatchObject({outcome: "hold", reason: "volume", accepted: 0, quarantined: 0});
  expect(r.file("deals_2026-03-01.csv").message).toContain("has 49 records, the one of 2026-02-01 had 100");
  expect(r.file("deals_2026-03-01.csv").message).toContain("--accept-volume deals_2026-03-01.csv");
  expect(await final(r)).toBe(100);
});

test("half is enough, and a drop before of fewer than a hundred rows holds nobody", async () => {
  const half = await drop({"deals_2026-02-01.csv": deals(0, 100), "deals_2026-03-01.csv": deals(0, 50)});
  expect(half.file("deals_2026-03-01.csv").outcome).toBe("accept");
  const few = await drop({"deals_2026-01-01.csv": deals(0, 99), "deals_2026-02-01.csv": deals(0, 100)});
  expect(few.file("deals_2026-02-01.csv").outcome).toBe("known");
});

test("a held drop is taken once somebody has confirmed it", async () => {
  const files = {"deals_2026-02-01.csv": deals(0, 100), "deals_2026-03-01.csv": deals(200, 249)};
  const r = await drop(files, {acceptVolume: ["deals_2026-03-01.csv"]});
  expect(r.file("deals_2026-03-01.csv")).toMatchObject({outcome: "accept", accepted: 49});
  expect(await final(r)).toBe(149);
});

test("a held drop is not what the next one is measured by", async () => {
  const r = await drop({
    "deals_2026-02-01.csv": deals(0, 100),
    "deals_2026-03-01.csv": deals(0, 10),
    "deals_2026-04-01.csv": deals(0, 20)
  });
  expect(r.files.map((f) => f.outcome)).toEqual(["accept", "hold", "hold"]);
});

test("an export that is overwritten under one name without a day is held where it has less than half of the day before", async () => {
  await drop({"deals.csv": deals(0, 100)}, {today: "2026-03-01"});
  const short = await drop({"deals.csv": deals(0, 12)}, {today: "2026-03-02"});
  expect(short.files.map((f) => [f.outcome, f.records])).toEqual([
    ["known", 100],
    ["hold", 12]
  ]);
  expect(short.files[1]!.message).toContain("has 12 records, the one of 2026-03-01 had 100");
  // what comes the same day and is still short is held too, with what it replaces
  const still = await drop({"deals.csv": deals(200, 215)}, {today: "2026-03-02"});
  expect(still.files.map((f) => f.outcome)).toEqual(["known", "hold", "hold"]);
  expect(await final(still)).toBe(100);
  const whole = await drop({"deals.csv": deals(0, 90)}, {today: "2026-03-02"});
  expect(whole.files.map((f) => f.outcome)).toEqual(["known", "known", "known", "accept"]);
});

test("the parts of one drop count together", async () => {
  const r = await drop({
    "deals_2026-02-01.csv": deals(0, 100),
    "deals_2026-03-01.part1.csv": deals(0, 30),
    "deals_2026-03-01.part2.csv": deals(30, 60)
  });
  expect(r.files.map((f) => f.outcome)).toEqual(["accept", "accept", "accept"]);
});

test("a file that came twice on one day, under two names, counts once for the drop after it", async () => {
  const r = await drop({
    "deals_2026-02-01.csv": deals(0, 100),
    "deals_copy_2026-02-01.csv": deals(0, 100),
    "deals_2026-03-01.csv": deals(0, 60)
  });
  expect(r.file("deals_2026-03-01.csv").outcome).not.toBe("hold");
});

test("records that the newest drop lacks are kept, and it says how many", async () => {
  const r = await drop({"deals_2026-02-01.csv": deals(0, 5), "deals_2026-03-01.csv": deals(2, 5)});
  expect(await final(r)).toBe(5);
  expect(r.file("deals_2026-03-01.csv").warnings).toEqual([
    {reason: "missing_row", detail: "2 records of the drop of 2026-02-01 are not in this one; they are kept."}
  ]);
});

test("records that a file had before it was replaced under its name are kept, and it says how many", async () => {
  await drop({"deals_2026-03-01.csv": deals(0, 5)});
  const r = await drop({"deals_2026-03-01.csv": deals(2, 5)});
  expect(await final(r)).toBe(5);
  expect(r.files[1]!.warnings).toEqual([
    {
      reason: "missing_row",
      detail: "2 records that this file had before it was replaced are not in it any more; they are kept."
    }
  ]);
});

const snapshot = `import {defineMapping} from ${JSON.stringify(new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).href)};
export const mapping = defineMapping({
  about: "a whole list of deals each time",
  signature: ["Deal", "Customer", "Opened"],
  table: "deals",
  snapshot: true,
  columns: {deal_id: {from: "Deal"}, customer_id: {from: "Customer"}, opened_on: {from: "Opened"}, status: {constant: "open"}, amount: {constant: "1"}}
});
`;
const listed = (ids: string[]) => `Deal,Customer,Opened\n${ids.map((id) => `${id},C1,2026-01-02\n`).join("")}`;

test("what a newer snapshot lacks is gone, which is told, and comes back with a snapshot that has it", async () => {
  await writeFiles(folder, {"mappings/listed.ts": snapshot});
  const mappings = [`${folder}/mappings`];
  let r = await drop({"list_2026-02-01.csv": listed(["D1", "D2"]), "list_2026-03-01.csv": listed(["D2", "D3"])}, {mappings});
  expect(await r.db.rows("select deal_id from facts.deals order by 1")).toEqual([{deal_id: "D2"}, {deal_id: "D3"}]);
  expect(r.file("list_2026-02-01.csv")).toMatchObject({accepted: 1, superseded: 1});
  expect(r.file("list_2026-03-01.csv").warnings).toEqual([
    {
      reason: "missing_row",
      detail: "1 record of the drop of 2026-02-01 is not in this one; it is gone, since snapshot is set in the mapping."
    }
  ]);
  r = await drop({"list_2026-04-01.csv": listed(["D1"])}, {mappings});
  expect(await r.db.rows("select deal_id from facts.deals order by 1")).toEqual([{deal_id: "D1"}]);
});

test("a record that came and can't be read is not missing: also in a snapshot its last good version stands", async () => {
  await writeFiles(folder, {"mappings/listed.ts": snapshot});
  const mappings = [`${folder}/mappings`];
  const unread = listed(["D2", "D3"]).replace("D2,C1,2026-01-02", "D2,C1,soon");
  const r = await drop({"list_2026-02-01.csv": listed(["D1", "D2"]), "list_2026-03-01.csv": unread}, {mappings});
  expect(await r.db.rows("select deal_id from facts.deals order by 1")).toEqual([{deal_id: "D2"}, {deal_id: "D3"}]);
  expect(r.quarantine.map((q) => [q.path, q.key, q.reason])).toEqual([["list_2026-03-01.csv", "D2", "opened_on"]]);
  expect(r.file("list_2026-03-01.csv").warnings[0]!.detail).toMatch(/^1 record of the drop of 2026-02-01 is not in this one/);
});

test("a record that a snapshot had and that can't be read is told to be gone with the next snapshot that lacks it", async () => {
  await writeFiles(folder, {"mappings/listed.ts": snapshot});
  const unread = listed(["D1", "D2"]).replace("D2,C1,2026-01-02", "D2,C1,soon");
  const files = {
    "list_2026-02-01.csv": listed(["D1", "D2"]),
    "list_2026-03-01.csv": unread,
    "list_2026-04-01.csv": listed(["D1"])
  };
  const r = await drop(files, {mappings: [`${folder}/mappings`]});
  expect(await r.db.rows("select deal_id from facts.deals")).toEqual([{deal_id: "D1"}]);
  expect(r.file("list_2026-04-01.csv").warnings[0]!.detail).toMatch(
    /^1 record of the drop of 2026-03-01 is not in this one; it is gone/
  );
});

test("what a snapshot had before it was replaced under its own name is gone, unless most of it would be", async () => {
  await writeFiles(folder, {"mappings/listed.ts": snapshot});
  const mappings = [`${folder}/mappings`];
  const ids = (n: number) => Array.from({length: n}, (_, i) => `D${i}`);
  await drop({"list_2026-02-01.csv": listed(ids(120))}, {mappings});
  const corrected = await drop({"list_2026-02-01.csv": listed(ids(118))}, {mappings});
  expect(corrected.files.map((f) => [f.accepted + f.deduplicated, f.superseded])).toEqual([
    [118, 2],
    [118, 0]
  ]);
  expect(await final(corrected)).toBe(118);
  const cut = await drop({"list_2026-02-01.csv": listed(ids(10))}, {mappings});
  expect(await final(cut)).toBe(118);
  expect(cut.files[2]).toMatchObject({outcome: "hold", reason: "volume"});
  expect(cut.files[2]!.message).toContain("has 10 records, the file that it replaces had 118");
  const confirmed = await drop({}, {mappings, acceptVolume: ["list_2026-02-01.csv"]});
  expect(await final(confirmed)).toBe(10);
});

/** Deals of which the first `owned` have a partner, with other columns too. */
const owned = (n: number, withPartner: number, more = "") =>
  `deal_id,customer_id,opened_on,status,amount,partner_id${more && ",led_by"}\n` +
  Array.from({length: n}, (_, i) => `D${i},C1,2026-01-02,open,1,${i < withPartner ? "P1" : ""}${more && `,${more}`}\n`).join("");
const partnersOf = async (r: Ingested) =>
  Number((await r.db.rows<{n: string}>("select count(partner_id) as n from facts.deals"))[0]!.n);

test.each([
  ["has lost the column of partners", deals(0, 30)],
  ["has it empty for most of them", owned(30, 9)]
])("an export that %s is held, and its deals stay their partners’", async (_, later) => {
  const r = await drop({"deals_2026-02-01.csv": owned(30, 20), "deals_2026-03-01.csv": later, "deals_2026-04-01.csv": later});
  expect(r.files.map((f) => f.outcome)).toEqual(["accept", "hold", "hold"]);
  const left = later.includes("partner_id") ? 9 : 0;
  expect(r.files[1]!.message).toBe(
    `deals_2026-03-01.csv: of 20 records that had a partner (partner_id) before, ${left ? "9 have" : "none has"} one in this file, expected at least 50% of them. If the export has lost the column, or the right to read it, give it back and deliver the file again. If the others have no partner any more, rebuild with --accept-volume deals_2026-03-01.csv.`
  );
  expect(await partnersOf(r)).toBe(20);
  const confirmed = await drop({}, {acceptVolume: ["deals_2026-03-01.csv"]});
  expect(confirmed.files.map((f) => f.outcome)).toEqual(["known", "known", "known"]);
  expect(await partnersOf(confirmed)).toBe(left);
});

const priced = (n: number, times: number) =>
  "deal_id,customer_id,opened_on,status,amount\n" +
  Array.from({length: n}, (_, i) => `D${i},C1,2026-01-02,open,${((1000 + 37 * i) * times).toFixed(2)}\n`).join("");
const sumOfAmounts = async (r: Ingested) =>
  Number((await r.db.rows<{n: string}>("select sum(amount) as n from facts.deals"))[0]!.n);

test("an export whose amounts are suddenly a thousandth of what they were is held until somebody confirms it", async () => {
  const r = await drop({"deals_2026-02-01.csv": priced(20, 1), "deals_2026-03-01.csv": priced(30, 0.001)});
  expect(r.files.map((f) => f.outcome)).toEqual(["accept", "hold"]);
  expect(r.files[1]!.message).toBe(
    "deals_2026-03-01.csv: of 20 amounts that earlier files have too, 20 are a thousandth of what they were, as if the export counted in another unit now. Export it in the unit of before and deliver the file again. If the earlier amounts were wrong, rebuild with --accept-volume deals_2026-03-01.csv."
  );
  expect(await sumOfAmounts(r)).toBe(20 * 1000 + 37 * 190);
  const confirmed = await drop({"deals_2026-04-01.csv": priced(30, 0.001)}, {acceptVolume: ["deals_2026-03-01.csv"]});
  expect(confirmed.file("deals_2026-04-01.csv").outcome).toBe("accept");
  expect(await sumOfAmounts(confirmed)).toBeLessThan(100);
});

test.each([
  ["one decimal", 1],
  ["whole ones", 0]
])("amounts in thousands that are rounded to %s are held", async (_, digits) => {
  const exact = priced(200, 1.9);
  const rounded = exact.replace(/[\d.]+$/gm, (amount) => (Number(amount) / 1000).toFixed(digits));
  const r = await drop({"deals_2026-02-01.csv": exact, "deals_2026-03-01.csv": rounded});
  expect(r.files.map((f) => f.outcome)).toEqual(["accept", "hold"]);
  expect(r.files[1]!.message).toContain("are a thousandth of what they were");
});

test("amounts in rounded thousands that come whole later are held", async () => {
  const exact = priced(200, 1.9);
  const rounded = exact.replace(/[\d.]+$/gm, (amount) => (Number(amount) / 1000).toFixed(1));
  const r = await drop({"deals_2026-02-01.csv": rounded, "deals_2026-03-01.csv": exact});
  expect(r.files.map((f) => f.outcome)).toEqual(["accept", "hold"]);
});

test("amounts that differ otherwise, or are corrected under the same name on the same day, hold nobody", async () => {
  await drop({"deals_2026-02-01.csv": priced(20, 0.01)});
  const corrected = await drop({"deals_2026-02-01.csv": priced(20, 1)});
  expect(await sumOfAmounts(corrected)).toBe(20 * 1000 + 37 * 190);
  const discounted = await drop({"deals_2026-03-01.csv": priced(20, 0.06)});
  expect(discounted.file("deals_2026-03-01.csv").outcome).toBe("accept");
});

test("each file in another unit is held, also where few rows are enough for a drop, and the next in the unit of before is taken", async () => {
  const files = {
    "deals_2026-02-01.csv": priced(20, 1),
    "deals_2026-03-01.csv": priced(20, 100),
    "deals_2026-04-01.csv": priced(20, 0.001),
    "deals_2026-05-01.csv": priced(25, 1),
    // most amounts are what they were
    "deals_2026-05-02.csv": priced(25, 1).replace(/(D[0-9],.*),(\d+).00/g, "$1,$200.00")
  };
  const r = await drop(files, {settings: {volume_share: 0}});
  expect(r.files.map((f) => f.outcome)).toEqual(["accept", "hold", "hold", "accept", "accept"]);
  expect(r.files[1]!.message).toContain("20 are a hundred times what they were");
});

test("amounts are compared in as many queries for many files of a few deals as for two", async () => {
  const queries = async (n: number) => {
    const db = await DuckDB.open();
    await db.run(
      `create table reconciling as select f as _file, cast(20000 + f as varchar) as _drop_date, 0 as _revision, f * 90 + i as _key,
         cast(1 + hash(f * 7777 + i) % 100000 as decimal(18,2)) as amount, null as _reason, false as _deleted from range(${n}) t(f), range(100) u(i)`
    );
    const own = Array.from({length: n}, (_, index) => ({index, drop_date: String(20000 + index)})) as StagedFile[];
    const asked = [vi.spyOn(db, "rows"), vi.spyOn(db, "run")];
    const options = {settings: Settings.parse({}), confirmed: new Set<number>(), results: []};
    expect(await holdRescaled(db, tableNamed("deals")!, own, options)).toHaveLength(n);
    db.close();
    return asked.reduce((sum, {mock}) => sum + mock.calls.length, 0);
  };
  expect(await queries(40)).toBe(await queries(2));
});

test("half of the partners is enough, deals that had none are no reason, and where deal_partners names them the column may go", async () => {
  const half = await drop({"deals_2026-02-01.csv": owned(30, 20), "deals_2026-03-01.csv": owned(30, 10)});
  expect(half.file("deals_2026-03-01.csv").outcome).toBe("accept");
  const direct = await drop({"deals_2026-04-01.csv": deals(100, 130)});
  expect(direct.file("deals_2026-04-01.csv").outcome).toBe("accept");
  const apart = await drop({"deals_2026-05-01.csv": deals(0, 30), "deal_partners_2026-05-01.csv": "deal_id,partner_id\nD0,P1\n"});
  expect(apart.file("deals_2026-05-01.csv").outcome).toBe("accept");
});

test("a column that no record of the newest drop has any more is told with how many of them had it before", async () => {
  const r = await drop({"deals_2026-02-01.csv": owned(12, 12, "us"), "deals_2026-03-01.csv": owned(12, 12)});
  expect(r.file("deals_2026-03-01.csv")).toMatchObject({
    outcome: "accept",
    warnings: [
      {
        reason: "emptied",
        detail:
          "no record has led_by any more; 12 of them had it in the drop of 2026-02-01, and count without it now. If the export has lost the column, or the right to read it, give it back and deliver the file again"
      }
    ]
  });
  const few = await drop({"deals_2026-04-01.csv": owned(12, 12, "us"), "deals_2026-05-01.csv": owned(9, 9)});
  expect(few.file("deals_2026-05-01.csv").warnings.map((w) => w.reason)).toEqual(["missing_row"]);
});

import {cpSync, existsSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {definitionsOf, keepPublication, lastPublication} from "../../loaders/history/journal.ts";
import {checksum, newer, readVersioned, version, writeVersioned} from "../../loaders/keep/versioned.ts";
import {ensureBuildNote, readBuildNote} from "../../loaders/keep/build.ts";
import {keptFiles} from "../../loaders/keep/inventory.ts";
import {CaseRow, Publication} from "../../loaders/history/publication.ts";
import {readOutbox} from "../../loaders/notifications/outbox.ts";
import {pin, pinnedNames} from "../../loaders/release/pin.ts";
import {verify} from "../../loaders/keep/verify.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {confirmedFiles} from "../../loaders/receive/confirmed.ts";
import type {Received} from "../../loaders/receive/receive.ts";
import {readLedger} from "../../loaders/receive/ledger.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";
import {z} from "zod";

const fixture = path.join(root, "test/fixtures/formats/first");

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
beforeEach(async () => {
  folder = await temporaryFolder();
  cpSync(fixture, at("build"), {recursive: true});
  await writeFiles(at("drops"), {"customers_2026-07-31.csv": "customer_id,name\nC2,Dan\n"});
});
afterEach(() => removeFolder(folder));

describe("a build folder of the first version", () => {
  test("is read: deliveries, journal, definitions, confirmations and codes", async () => {
    expect((await readLedger(at("build", "ledger.jsonl"))).map((e) => e.path)).toEqual([
      "customers_2026-06-30.csv",
      "deals_2026-06-30.csv",
      "partners_2026-06-30.csv"
    ]);
    const last = await lastPublication(at("build", "history"));
    expect(last).toMatchObject({as_of: "2026-06-30", scores: {P1: expect.any(Number) as number}});
    expect(Object.keys((await definitionsOf(at("build", "history"), last!))!)).toHaveLength(2);
    expect((await confirmedFiles(at("build", "confirmed.json"), [], [])).size).toBe(1);
    await readCodes(at("build", "codes.json"));
    expect((await verify(at("build"), readLedger, false)).damage).toEqual([]);
  });

  test("goes on with the next drop, loses nothing, and keeps the ledger as it was for a way back", async () => {
    const {db} = await ingest(at("drops"), at("build"), {asOf: "2026-07-31", today: "2026-12-01"});
    expect(await db.rows("select deal_id from facts.deals order by 1")).toEqual([{deal_id: "D1"}, {deal_id: "D2"}]);
    expect(await db.rows("select customer_id from facts.customers order by 1")).toEqual([
      {customer_id: "C1"},
      {customer_id: "C2"}
    ]);
    db.close();
    const kept = (file: string) => readFileSync(file, "utf8");
    expect(kept(at("build", "ledger.jsonl"))).toMatch(/^\{"handshake":"ledger","format":2/);
    expect(kept(at("build", "earlier-formats", "ledger.jsonl"))).toBe(kept(path.join(fixture, "ledger.jsonl")));
    expect((await verify(at("build"), readLedger, true)).damage).toEqual([]);
  });
});

describe("a build folder of a later version", () => {
  beforeEach(async () => {
    const {db} = await ingest(at("drops"), at("build"), {asOf: "2026-07-31", today: "2026-12-01"});
    db.close();
    const small = {path: "small_2026-07-31.csv", sha256: "0".repeat(64)} as Received;
    await confirmedFiles(at("build", "confirmed.json"), [small], [small.path]);
    const book = await readCodes(at("build", "codes.json"));
    book.of("board").number("partner", "P1");
    await book.keep();
    const last = (await lastPublication(at("build", "history")))!;
    await keepPublication(at("build", "history"), {...last, as_of: "2026-07-31", scores: {P1: 1}});
    await ensureBuildNote(at("build"));
    await pin(at("site"), {"": "0123456789abcdef"});
    await writeVersioned(at("build", "outbox.json"), {name: "outbox", format: 2, schema: z.unknown(), migrations: {}}, []);
  });

  const readers: Record<string, () => Promise<unknown>> = {
    "build/ledger.jsonl": () => readLedger(at("build", "ledger.jsonl")),
    "build/confirmed.json": () => confirmedFiles(at("build", "confirmed.json"), [], []),
    "build/codes.json": () => readCodes(at("build", "codes.json")),
    "build/history/000002.json": () => lastPublication(at("build", "history")),
    "build/build.json": () => readBuildNote(at("build")),
    "build/outbox.json": () => readOutbox(at("build")),
    "site/pin.json": () => pinnedNames(at("site"))
  };

  test.each(Object.keys(readers))("%s is met with the version that wrote it, and stays as it is", async (name) => {
    const text = readFileSync(at(name), "utf8");
    const later = text
      .replace(/"format":(\d+)/, (_, n: string) => `"format":${Number(n) + 1}`)
      .replace(/"written_by":"[^"]*"/, '"written_by":"9.8.7"');
    expect(later).toContain('"written_by":"9.8.7"');
    await readers[name]!();
    writeFileSync(at(name), later);
    await expect(readers[name]!()).rejects.toThrow(/was written by version 9\.8\.7 .*Install version 9\.8\.7 or a later one/s);
    expect(readFileSync(at(name), "utf8")).toBe(later);
  });

  test("has no kept file of which this is not shown", () => {
    const named = keptFiles(at("build")).filter((f) => !f.startsWith("earlier-formats/") && !f.includes("/definitions/"));
    expect(named.filter((f) => !(`build/${f}` in readers)).filter((f) => f !== "history/000001.json")).toEqual([]);
  });
});

describe("a kept file", () => {
  const kind = {name: "things", format: 3, schema: z.strictObject({a: z.int(), b: z.int()}), migrations: {
    0: (v: unknown) => ({a: v}),
    1: (v: unknown) => ({...(v as object), b: 0}),
    2: (v: unknown) => ({...(v as object), b: 1})
  }}; // prettier-ignore
  const file = () => at("things.json");

  test("of any earlier format becomes one of this, step by step", async () => {
    writeFileSync(file(), "7");
    expect(await readVersioned(file(), kind)).toEqual({a: 7, b: 1});
    await writeVersioned(file(), {...kind, format: 2, schema: z.unknown()}, {a: 8, b: 5});
    expect(await readVersioned(file(), kind)).toEqual({a: 8, b: 1});
  });

  test.each([
    ["a later format", (text: string) => text.replace('"format":3', '"format":4')],
    [
      "a field that this version doesn't know",
      (text: string) => text.replace(/"sha256":"[^"]*","value":.*/, () => later({a: 1, b: 2, c: 3}))
    ]
  ])("with %s is met with the version that wrote it and what to do, and stays as it is", async (_, change) => {
    await writeVersioned(file(), kind, {a: 1, b: 2});
    const text = change(readFileSync(file(), "utf8")).replace(/"written_by":"[^"]*"/, '"written_by":"9.8.7"');
    writeFileSync(file(), text);
    await expect(readVersioned(file(), kind)).rejects.toThrow(
      /things\.json was written by version 9\.8\.7 .*Install version 9\.8\.7 or a later one, or restore a backup/s
    );
    expect(readFileSync(file(), "utf8")).toBe(text);
    expect(existsSync(file())).toBe(true);
  });
});

const later = (value: unknown) => `"sha256":"${checksum(JSON.stringify(value))}","value":${JSON.stringify(value)}}\n`;

describe("a publication", () => {
  const publication = {as_of: "2026-07-31", settings: {}, definitions: "x", headlines: {}, scores: {}, cases: []};
  const caseOfFormat2 = {
    ...{case_id: "c1", about: "partner", subject_id: "P1", partner_id: "P1", customer_id: "", lane: "decide", escalated: false},
    ...{
      kind: "loss",
      kinds: "loss",
      since: null,
      raised_on: "2026-07-31",
      is_new: true,
      at_stake: 1,
      size: 1,
      size_unit: "deals"
    },
    ...{seen: 1, expected: 1, detail: null, status: "open", standing: true, decided_by: null, decided_on: null, until: null},
    ...{note: null, rank: 1, shown: true, partner: "Ann", owner: "Bo", customer: "", partners: 1, revenue: 1, share: 0.1}
  };

  test("that has a further column has a further format, or an earlier version would call the journal damaged", async () => {
    await keepPublication(at("history"), publication);
    const {format} = JSON.parse(readFileSync(at("history", "000001.json"), "utf8")) as {format: number};
    // where this differs: raise the format of the journal, and that of what is held, which has a publication in it
    expect({format, columns: [...Object.keys(Publication.shape), ...Object.keys(CaseRow.shape)].join(" ")}).toEqual({
      format: 3,
      columns:
        "as_of settings definitions headlines scores cases case_id about subject_id partner_id customer_id lane escalated kind kinds doubted " +
        "since raised_on is_new at_stake met size size_unit seen expected detail status standing decided_by decided_on until note rank shown partner owner customer partners revenue share group_share"
    });
  });

  test("of format 2 is read: nothing of its cases is doubted, and of no group a share is known", async () => {
    const before = {name: "publication", format: 2, schema: z.unknown(), migrations: {}};
    await writeVersioned(at("history", "000001.json"), before, {...publication, cases: [caseOfFormat2]});
    const [found] = (await lastPublication(at("history")))!.cases!;
    expect(found).toEqual({...caseOfFormat2, doubted: "", group_share: null, met: true});
  });
});

test("what a later copy of the same version wrote is called so", () => {
  expect(newer("build/x.json", version, "format 4, expected 3 or less").message).toBe(
    `build/x.json was written by a later copy of version ${version} of Handshake and can't be read by this one, version ${version} (format 4, expected 3 or less). Nothing was changed. Install a later copy of version ${version}, or restore a backup from before the upgrade (npx handshake restore DIR).`
  );
});

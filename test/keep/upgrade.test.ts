import {cpSync, existsSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {definitionsOf, keepPublication, lastPublication} from "../../loaders/history/journal.ts";
import {checksum, readVersioned, writeVersioned} from "../../loaders/keep/versioned.ts";
import {ensureBuildNote, readBuildNote} from "../../loaders/keep/build.ts";
import {keptFiles} from "../../loaders/keep/inventory.ts";
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
    await writeVersioned(at("build", "outbox.json"), {name: "outbox", format: 1, schema: z.unknown(), migrations: {}}, []);
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

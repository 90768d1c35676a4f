import {execFileSync} from "node:child_process";
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {makeCompany} from "../../loaders/sample/company.ts";
import {notExported, type DropFile} from "../../loaders/sample/drops.ts";
import {dirt} from "../../loaders/sample/truths.ts";
import {pathOf, write} from "../../loaders/sample/write.ts";
import {columnsOf} from "../../loaders/tables/columns.ts";
import {tableNamed, tables} from "../../loaders/tables/index.ts";
import {factsOfSample, filesOf, sampleFolder} from "./support.ts";

const files = makeCompany();
const read = (file: string) => readFileSync(path.join(sampleFolder, file), "utf8");

describe("the committed sample is what the generator writes", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-sample-"));
  afterAll(() => rmSync(folder, {recursive: true}));

  it("file by file and byte by byte", () => {
    write(files, folder);
    expect(filesOf(folder)).toEqual(filesOf(sampleFolder));
    for (const file of filesOf(folder)) expect(readFileSync(path.join(folder, file), "utf8") === read(file), file).toBe(true);
  });

  it("in under 4 MB", () => {
    const bytes = filesOf(sampleFolder).reduce((sum, f) => sum + statSync(path.join(sampleFolder, f)).size, 0);
    expect(bytes).toBeLessThan(4_000_000);
  });

  it("with LF line ends and composed characters", () => {
    for (const file of filesOf(sampleFolder)) {
      expect(read(file)).not.toContain("\r");
      expect(read(file) === read(file).normalize("NFC"), file).toBe(true);
    }
  });

  it("with the canonical columns in their order, but for one that is not exported and one that is planted", () => {
    for (const f of files) {
      const canonical = columnsOf(tableNamed(f.table)!).flatMap((c) => (notExported.includes(c.name) ? [] : [c.name]));
      const planted = f.table === "activities" && f.date === "2026-10-31" ? ["internal_note"] : [];
      expect(read(pathOf(f)).split("\n")[0]).toBe([...canonical, ...planted].join(","));
    }
  });

  it("with one faulty record in a file at most", () => {
    const rows = dirt.filter((d) => d.fault !== "extra_column").map((d) => `${d.date} ${d.table}`);
    expect(new Set(rows).size).toBe(rows.length);
  });
});

it("--help tells how it is called, and makes no folder of that name", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-sample-"));
  const [tsx, main] = ["node_modules/tsx/dist/cli.mjs", "loaders/sample/main.ts"].map((f) => path.resolve(f));
  expect(execFileSync(process.execPath, [tsx!, main!, "--help"], {cwd: folder, encoding: "utf8"})).toContain("[folder]");
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, {recursive: true});
});

describe("the company has the promised size", () => {
  let db: DuckDB;
  beforeAll(async () => {
    db = await factsOfSample();
  });
  afterAll(() => db.close());
  const count = async (from: string) => Number((await db.rows<{n: string}>(`select count(*) as n from facts.${from}`))[0]!.n);

  it.each([
    ["60 partners", "partners", 60, 60],
    ["400 customers", "customers", 400, 400],
    ["12 of our reps", "people where side = 'us'", 12, 12],
    ["90 of their people", "people where side = 'partner'", 90, 90],
    ["1,500 to 2,500 deals", "deals", 1500, 2500],
    ["direct deals among them", "deals where partner_id is null", 300, 800],
    ["1,200 to 1,800 referrals", "referrals", 1200, 1800],
    ["about 1,500 tickets", "tickets", 1350, 1650],
    ["about 2,500 activities", "activities", 2250, 2750],
    [
      "deals with three partners",
      "deals where deal_id in (select deal_id from facts.deal_partners group by 1 having count(*) = 3)",
      3,
      50
    ],
    ["a few deals in dollars and francs", "deals where currency in ('USD', 'CHF')", 10, 40],
    ["for every deal a stage and an expected close", "deals where stage is null or expected_close_on is null", 0, 0],
    ["some open deals past their expected close", "deals where status = 'open' and expected_close_on < date '2026-10-31'", 8, 40],
    ["one deal in kronor", "deals where currency = 'SEK'", 1, 1]
  ])("%s", async (_, from, atLeast, atMost) => {
    const n = await count(from);
    expect(n).toBeGreaterThanOrEqual(atLeast);
    expect(n).toBeLessThanOrEqual(atMost);
  });

  it("every id that a record names has a record of its own", async () => {
    for (const [table, column, parent, key] of [
      ["deals", "customer_id", "customers", "customer_id"],
      ["deals", "rep_id", "people", "person_id"],
      ["deal_partners", "deal_id", "deals", "deal_id"],
      ["referrals", "from_person", "people", "person_id"],
      ["referrals", "to_person", "people", "person_id"],
      ["referrals", "deal_id", "deals", "deal_id"],
      ["tickets", "deal_id", "deals", "deal_id"],
      ["activities", "person_id", "people", "person_id"],
      ["partners", "manager_id", "people", "person_id"]
    ])
      expect(await count(`${table} where ${column} not in (select ${key} from facts.${parent})`), `${table}.${column}`).toBe(0);
  });

  it("no record contradicts itself", async () => {
    expect(await count("deals where closed_on < opened_on or (status = 'open') <> (closed_on is null)")).toBe(0);
    expect(
      await count(
        "deals where refunded > amount or decided_on < registered_on or (registration = 'pending') <> (registered_on is not null and decided_on is null)"
      )
    ).toBe(0);
    expect(await count("referrals where answered_on < made_on or (outcome = 'pending') <> (answered_on is null)")).toBe(0);
    expect(await count("tickets where resolved_on < opened_on or due_on < opened_on")).toBe(0);
  });
});

describe("every drop is a full export of its day", () => {
  const planted = new Set(dirt.map((d) => d.key));
  const good = (f: DropFile) => f.rows.filter((r) => !planted.has(String(r[f.columns[0]!])));

  it("on five days, the newest 31 October 2026", () =>
    expect([...new Set(files.map((f) => f.date))]).toEqual([
      "2026-06-30",
      "2026-07-31",
      "2026-08-31",
      "2026-09-30",
      "2026-10-31"
    ]));

  const written = ["aliases", "decisions", "events", "notes"];
  it.each(tables.filter((t) => !written.includes(t.name)))(
    "of $name, with each record of the drop before, once",
    ({name, key}) => {
      const drops = files.filter((f) => f.table === name);
      const keys = drops.map((f) => good(f).map((r) => key.map((k) => r[k]).join(" ")));
      expect(drops).toHaveLength(5);
      keys.forEach((own, i) => {
        const now = new Set(own);
        expect(now.size).toBe(own.length);
        expect((keys[i - 1] ?? []).filter((k) => !now.has(k))).toEqual([]);
      });
    }
  );

  it("that knows nothing of what came later", () => {
    const ahead = ["due_on", "expected_close_on"];
    const dated = (column: string) =>
      (column.endsWith("_on") && !ahead.includes(column)) || ["updated_at", "month"].includes(column);
    const late = files.flatMap((f) => {
      const columns = f.columns.filter(dated);
      return good(f).filter((r) => columns.some((c) => String(r[c] ?? "").slice(0, 10) > f.date));
    });
    expect(late).toEqual([]);
  });

  it("in which what was open then is open still", () => {
    const first = (table: string) => good(files.find((f) => f.table === table)!);
    expect(first("deals").filter((r) => r["status"] === "open").length).toBeGreaterThan(20);
    expect(first("tickets").filter((r) => r["resolved_on"] === null).length).toBeGreaterThan(5);
    expect(first("referrals").filter((r) => r["outcome"] === "pending").length).toBeGreaterThan(10);
  });
});

describe("later drops correct earlier ones", () => {
  const changes = (table: string, such: (before: Record<string, unknown>, now: Record<string, unknown>) => boolean): number => {
    const known = new Map<unknown, Record<string, unknown>>();
    let n = 0;
    for (const f of files.filter((x) => x.table === table))
      for (const row of f.rows) {
        const id = row[f.columns[0]!];
        const before = known.get(id);
        if (before && String(before["updated_at"]) < String(row["updated_at"]) && such(before, row)) n++;
        known.set(id, row);
      }
    return n;
  };

  it("open deals are won", () =>
    expect(changes("deals", (a, b) => a["status"] === "open" && b["status"] === "won")).toBeGreaterThan(20));
  it("amounts of won deals change", () =>
    expect(changes("deals", (a, b) => a["status"] === "won" && a["amount"] !== b["amount"])).toBeGreaterThan(0));
  it("deals are refunded", () => expect(changes("deals", (a, b) => !a["refunded"] && Boolean(b["refunded"]))).toBeGreaterThan(2));
  it("tickets are reopened", () =>
    expect(changes("tickets", (a, b) => a["reopened"] === 0 && b["reopened"] === 1)).toBeGreaterThan(2));
  it("leads are answered", () =>
    expect(changes("referrals", (a, b) => a["outcome"] === "pending" && b["outcome"] === "accepted")).toBeGreaterThan(10));
});

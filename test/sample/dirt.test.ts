import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {makeCompany} from "../../loaders/sample/company.ts";
import {dirt} from "../../loaders/sample/truths.ts";
import {columnsOf} from "../../loaders/tables/columns.ts";
import {tables} from "../../loaders/tables/index.ts";
import {ingest, removeFolder, temporaryFolder, type Ingested} from "../support/pipeline.ts";
import {asOf, factsOfSample, sampleFolder} from "./support.ts";

let build: string;
let ingested: Ingested;
beforeAll(async () => {
  build = await temporaryFolder();
  ingested = await ingest(sampleFolder, build);
}, 900_000);
afterAll(async () => {
  ingested.db.close();
  await removeFolder(build);
});

const company = makeCompany();
const fileOf = (d: {date: string; table: string}) => `${d.date}/${d.table}_${d.date}.csv`;

describe("what the pipeline makes of the dirt in the sample", () => {
  it("takes every file, and the newest drop's day is as_of", () => {
    expect(ingested.files.filter((f) => f.outcome !== "accept").map((f) => `${f.path}: ${f.message}`)).toEqual([]);
    expect(ingested.asOf).toBe(asOf);
  });

  it("quarantines what is planted for it, with its reason, and nothing else", () => {
    const planted = dirt.filter((d) => d.becomes === "quarantined").map((d) => ({path: fileOf(d), key: d.key, reason: d.reason}));
    expect(ingested.quarantine.map(({path, key, reason}) => ({path, key, reason}))).toEqual(planted);
  });

  it.each(dirt.filter((d) => d.becomes === "deduplicated"))("deduplicates $key", (d) => {
    expect(ingested.file(fileOf(d)).deduplicated).toBe(1);
  });

  it.each(dirt.filter((d) => d.becomes === "superseded"))("lets the older version of $key stay superseded", async (d) => {
    expect(ingested.file(fileOf(d)).superseded).toBe(1);
    const amounts = company
      .filter((f) => f.table === d.table)
      .flatMap((f) => f.rows.filter((r) => r["deal_id"] === d.key).map((r) => Number(r["amount"])));
    const stale = amounts.at(-1);
    const [good, ...others] = new Set(amounts.slice(0, -1));
    expect(others).toEqual([]);
    expect(stale).not.toBe(good);
    const now = await ingested.db.rows<{amount: string}>(`select amount from facts.deals where deal_id = '${d.key}'`);
    expect(now.map((r) => Number(r.amount))).toEqual([good]);
  });

  it.each(tables)("deduplicates what later exports of $name repeat, and supersedes what changed", async (table) => {
    const columns = columnsOf(table).map((c) => c.name);
    const seen = new Set<string>();
    const stood = {accepted: 0, superseded: 0, quarantined: 0};
    for (const f of company.filter((x) => x.table === table.name)) {
      const before = seen.size;
      for (const row of f.rows) seen.add(JSON.stringify(columns.map((c) => row[c])));
      const report = ingested.file(fileOf(f));
      expect(report.deduplicated, fileOf(f)).toBe(f.rows.length - (seen.size - before));
      for (const what of ["accepted", "superseded", "quarantined"] as const) stood[what] += report[what];
    }
    const [row] = await ingested.db.rows<{n: string}>(`select count(*) as n from facts.${table.name}`);
    expect(stood.accepted).toBe(Number(row!.n));
    expect(stood.superseded).toBe(seen.size - stood.accepted - stood.quarantined);
  });

  it("leaves the same records as a reading of the files that owes nothing to the pipeline", async () => {
    const independent = await factsOfSample();
    for (const {name: table} of tables) {
      const sum = `select count(*) as n, cast(sum(hash(t)) as varchar) as content from facts.${table} as t`;
      expect(await ingested.db.rows(sum), table).toEqual(await independent.rows(sum));
    }
    independent.close();
  });
});

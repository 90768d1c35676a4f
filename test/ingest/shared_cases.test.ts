import {existsSync, readdirSync, readFileSync} from "node:fs";
import {cp, mkdir} from "node:fs/promises";
import path from "node:path";
import {afterAll, afterEach, beforeEach, expect, test} from "vitest";
import {literal} from "../../loaders/engines/duckdb.ts";
import type {FileReport} from "../../loaders/run/report/report.ts";
import {handshake} from "../support/handshake.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";
import {countOf, expectConservation, expectStored, factsOf, sha256, sumOf, type Counted} from "./drive.ts";

/** The catalogue that is handed over beside the project, in a foreign schema; see its README. */
const folderOfCases = path.join(root, "../shared/ingest-cases");

interface Wanted extends Partial<Record<Counted, number>> {
  outcome: string;
  reason?: string;
  final?: Record<string, number>;
  warn?: string;
}
interface Check {
  key: string;
  field: string;
  equals?: string;
  instant?: string;
}
interface Case {
  id: string;
  drops: {path: string}[][];
  preferred: Wanted;
  alsoOk?: Wanted[];
  checks?: Check[];
  warn?: string;
}

const spec = existsSync(folderOfCases)
  ? (JSON.parse(readFileSync(path.join(folderOfCases, "expected.json"), "utf8")) as {
      base: {partners: string};
      cases: Case[];
    })
  : null;
const cases = spec?.cases ?? [];

/** Reasons that are names of columns there, and how these columns are called here. */
const columnOf: Record<string, string> = {opened_at: "opened_on", closed_at: "closed_on", stage: "status"};

const canary = "canary.pii@example.test";
/** Texts that no table and no staged file may hold after a case. */
const neverTexts: Record<string, string[]> = {
  "enc-006-latin1": ["M?ller"],
  "hdr-051-extra-column": ["call Bob"],
  "pii-225-unexpected-pii-column": ["900-00-000"],
  "pii-228-referral-email": [canary, sha256(canary)],
  "date-069-duckdb-infinity": ["infinity"],
  "dia-036-total-footer": ["TOTAL", "Total"]
};
/** Amounts that no deal may have after a case. */
const neverAmounts: Record<string, number[]> = {
  "dia-015-semicolon-comma-decimals": [120_050, 1200],
  "money-087-thousands-dot-ambiguous": [1.23, 1.234],
  "money-093-trailing-minus": [-50],
  "money-111-negative-zero": [-0.01]
};

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

const below = (file: string) => file.split("/").slice(1).join("/");

/** Copies the files of one run of a case into the drops folder. */
async function arrive(files: {path: string}[], into = "drops"): Promise<void> {
  for (const f of files) {
    const target = path.join(folder, into, below(f.path));
    await mkdir(path.dirname(target), {recursive: true});
    await cp(path.join(folderOfCases, f.path), target);
  }
}

async function feed(c: Case): Promise<Ingested> {
  await writeFiles(folder, {"drops/base/partners_2025-01-01.csv": spec!.base.partners});
  for (const files of c.drops) {
    await arrive(files);
    run?.db.close();
    run = await ingest(`${folder}/drops`, `${folder}/build`, {
      asOf: "2025-06-30",
      mappings: [path.join(import.meta.dirname, "mappings")]
    });
  }
  return run!;
}

const counts: Counted[] = ["accepted", "quarantined", "deduplicated", "superseded"];

/** What is wrong with an outcome, in words; empty where it is as wanted. A case of several runs counts all its files. */
function differences(wanted: Wanted, last: FileReport, all: FileReport[], finals: Record<string, number>): string[] {
  const reason = wanted.reason === undefined ? undefined : (columnOf[wanted.reason] ?? wanted.reason);
  return [
    ...(wanted.outcome === last.outcome ? [] : [`outcome ${last.outcome}`]),
    ...(reason === undefined || reason === last.reason ? [] : [`reason ${last.reason}`]),
    ...counts.filter((k) => wanted[k] !== undefined && wanted[k] !== sumOf(all, k)).map((k) => `${sumOf(all, k)} ${k}`),
    ...Object.entries(wanted.final ?? {}).flatMap(([t, n]) => (finals[t] === n ? [] : [`${finals[t]} ${t}`]))
  ];
}

/** Gives the outcome of the catalogue that was reached; fails the test where it is none of them. */
async function expectOutcome(c: Case, r: Ingested): Promise<Wanted> {
  const paths = c.drops.flat().map((f) => below(f.path));
  const finals: Record<string, number> = {};
  for (const t of Object.keys(c.preferred.final ?? {})) finals[t] = await countOf(r.db, t);
  const lawful = [c.preferred, ...(c.alsoOk ?? [])];
  const found = lawful.map((w) =>
    differences(
      w,
      r.file(paths.at(-1)!),
      r.files.filter((f) => paths.includes(f.path)),
      finals
    )
  );
  expect(found.some((d) => d.length === 0) ? [] : found).toEqual([]);
  const warnings = r.files.flatMap((f) => f.warnings.map((w) => w.reason));
  if (c.warn) expect(warnings).toContain(c.warn);
  return lawful[found.findIndex((d) => d.length === 0)]!;
}

/** Fields of the catalogue's schema, as SQL on a deal d and its customer. */
const fields: Record<string, string> = {
  closed_at: "cast(d.closed_on as varchar)",
  opened_at: "cast(d.opened_on as varchar)",
  amount: "cast(cast(d.amount as decimal(18, 2)) as varchar)",
  customer_name: "customers.name"
};

async function expectChecks(c: Case, r: Ingested): Promise<void> {
  for (const {key, field, equals, instant} of c.checks ?? []) {
    const found = await r.db.rows<{value: string}>(
      `select ${fields[field]!} as value from facts.deals d join facts.customers using (customer_id) where deal_id = ${literal(key)}`
    );
    // the reporting zone is UTC: an instant is the day that it begins with
    expect(found).toEqual([{value: equals ?? instant!.slice(0, 10)}]);
  }
}

async function expectNever(c: Case, r: Ingested): Promise<void> {
  const facts = await factsOf(r.db);
  const texts = Object.values(facts).flatMap((rows) => rows.flatMap((row) => Object.values(row).map(String)));
  const lost = c.warn === "replacement_character" ? ["\0"] : ["\0", "\ufffd"];
  const never = [...lost, ...(neverTexts[c.id] ?? [])];
  expect(texts.filter((t) => never.some((n) => t.includes(n)))).toEqual([]);
  expect(facts.deals!.filter((d) => (neverAmounts[c.id] ?? []).includes(Number(d.amount)))).toEqual([]);
  for (const file of readdirSync(`${folder}/build`, {recursive: true, encoding: "utf8"}).filter((f) =>
    /^staged.*parquet$/.test(f)
  ))
    expect(
      (await r.db.rows(`from read_parquet(${literal(`${folder}/build/${file}`)})`)).map((x) => JSON.stringify(x))
    ).not.toContain(expect.stringMatching(never.filter((n) => n.length > 1).join("|") || "(?!)"));
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(["build", "drops"]);
}

test.skipIf(!spec && !process.env.CI)("the catalogue of bad input is there", () => {
  expect(cases.length).toBe(79);
});

let held = 0;

test.each(cases.map((c) => [c.id, c] as const))("%s becomes what the catalogue asks for", async (_, c) => {
  const r = await feed(c);
  const reached = await expectOutcome(c, r);
  // where the record may lawfully lie in quarantine there is no value to look at
  if (reached.accepted !== 0) await expectChecks(c, r);
  expectConservation(r);
  expectStored(r.files, `${folder}/build`);
  await expectNever(c, r);
  held++;
});

afterAll(() => {
  if (spec) console.log(`cases ${held}/${cases.length}`);
});

const personal = cases.filter((c) => c.id.startsWith("pii-") || c.id === "hdr-051-extra-column");

test.skipIf(!spec)("no column that nobody asked for reaches the site, the published tables or the facts", async () => {
  await writeFiles(folder, {"drops/base/partners_2025-01-01.csv": spec!.base.partners});
  for (const c of personal) await arrive(c.drops.flat(), `drops/${c.id}`);
  const folders = ["--drops", `${folder}/drops`, "--build", `${folder}/build`, "--site", `${folder}/site`];
  const mappings = ["--mappings", path.join(import.meta.dirname, "mappings"), "--as-of", "2025-06-30"];
  const {exitCode, stdout, stderr} = await handshake(["rebuild", ...folders, ...mappings]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Published");
  const never = personal.flatMap((c) => neverTexts[c.id]!);
  const holds = filesBelow(folder, ["build", "site"]).filter((f) => {
    const bytes = readFileSync(f);
    return never.some((n) => bytes.includes(n));
  });
  // the store keeps what was delivered, as it was delivered
  expect(holds.filter((f) => !f.startsWith(`${folder}/build/store/`))).toEqual([]);
  expect(holds.length).toBeGreaterThan(0);
});

function filesBelow(parent: string, folders: string[]): string[] {
  return folders.flatMap((f) =>
    readdirSync(path.join(parent, f), {recursive: true, withFileTypes: true})
      .filter((e) => e.isFile())
      .map((e) => path.join(e.parentPath, e.name))
  );
}

import {mkdtemp, readdir, readFile, rm, stat, writeFile} from "node:fs/promises";
import {cpus, tmpdir} from "node:os";
import path from "node:path";
import {literal, type DuckDB} from "../../loaders/engines/duckdb.ts";
import {buildFacts} from "../../loaders/facts/run.ts";
import {ranking} from "../../loaders/reconcile/versions.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {manyRecords} from "../support/manyRecords.ts";

/** What one size cost; processor's seconds, so that other work on the machine hardly moves them. */
interface Cost {
  records: number;
  copy: number;
  rank: number;
  facts: number;
  /** Bytes of all record tables as Parquet, and of one deal. */
  bytes: number;
  dealBytes: number;
}

const doc = path.resolve(import.meta.dirname, "../../docs/scale.md");

/**
 * Prints what ranking and facts cost per record from 10^4 records to the largest size asked for, the exponent of that cost, and what it
 * makes of 10^9 deals. With --write the print goes into docs/scale.md.
 * @param args the largest size as a power of ten (6), and --write
 */
export async function benchScale(args: string[]): Promise<void> {
  const largest = Number(args.find((a) => /^\d+$/.test(a)) ?? "6");
  const costs: Cost[] = [];
  for (let power = 4; power <= largest; power++) costs.push(await costOf(10 ** power));
  const text = [...measured(costs), "", ...plan(costs)].join("\n");
  console.log(text);
  if (!args.includes("--write")) return;
  const [head, rest] = (await readFile(doc, "utf8")).split("<!-- bench -->\n");
  const tail = rest!.slice(rest!.indexOf("<!-- /bench -->"));
  await writeFile(doc, `${head!}<!-- bench -->\n\n\`\`\`text\n${text}\n\`\`\`\n\n${tail}`);
}

async function costOf(records: number): Promise<Cost> {
  const folder = await mkdtemp(path.join(tmpdir(), "handshake-scale-"));
  const db = await manyRecords(records);
  try {
    const tables = ["deals", "deal_partners", "referrals", "tickets", "activities"];
    const copy = await seconds(async () => {
      for (const t of tables) await db.run(`copy facts.${t} to ${literal(path.join(folder, `${t}.parquet`))} (format parquet)`);
    });
    const sizes = await Promise.all((await readdir(folder)).map(async (f) => (await stat(path.join(folder, f))).size));
    const deals = (await stat(path.join(folder, "deals.parquet"))).size;
    await twoVersions(db);
    const rank = await seconds(() => db.run(`create or replace temp table ranked as ${ranking}`));
    await db.run("set threads = 1");
    const facts = await seconds(() => buildFacts(db, parseSettings({}, "bench")));
    return {records, copy, rank, facts, bytes: sizes.reduce((a, b) => a + b), dealBytes: deals / (records / 2)};
  } finally {
    db.close();
    await rm(folder, {recursive: true, force: true});
  }
}

/** Each deal delivered twice, one of ten of them changed in between: what the ranking of versions reads. */
const twoVersions = (db: DuckDB) =>
  db.run(`create or replace temp table repeated as
    select row_number() over () as _row, deal_id as _key, cast(day as timestamp) as _version, 0 as _revision, day as _drop_date,
      'deals_' || day || '.csv' as _path, row_number() over () as _ordinal,
      sha256(deal_id || case when hash(deal_id) % 10 = 0 then cast(day as varchar) else '' end) as _content
    from facts.deals cross join (values (date '2026-08-31'), (date '2026-09-30')) as drops(day)`);

async function seconds(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The slope of log cost over log records: 1 is in proportion. */
const exponent = (costs: Cost[], of: (c: Cost) => number): number => {
  const [a, b] = [costs[0]!, costs.at(-1)!];
  return Math.log(of(b) / of(a)) / Math.log(b.records / a.records);
};

function measured(costs: Cost[]): string[] {
  const row = (cells: string[]) => cells.map((c, i) => (i ? c.padStart(14) : c.padEnd(12))).join("");
  const cost = (c: Cost, s: number) => ((s / c.records) * 1e6).toFixed(1);
  return [
    `Node ${process.version}, ${cpus()[0]!.model}, ${cpus().length} cores; microseconds of processor time per record`,
    row(["records", "copy", "rank", "facts", "bytes/record"]),
    ...costs.map((c) =>
      row([c.records.toLocaleString("en"), cost(c, c.copy), cost(c, c.rank), cost(c, c.facts), (c.bytes / c.records).toFixed(0)])
    ),
    `exponent of cost: rank ${exponent(costs, (c) => c.rank).toFixed(2)}, facts ${exponent(costs, (c) => c.facts).toFixed(2)} (1 is in proportion)`
  ];
}

/** 10^9 deals of 4 x 10^5 partners, by the largest size measured; two versions of each deal are ranked. */
function plan(costs: Cost[]): string[] {
  const last = costs.at(-1)!;
  const deals = 1e9;
  const records = 2 * deals;
  const slope = Math.max(
    1,
    exponent(costs, (c) => c.facts),
    exponent(costs, (c) => c.rank)
  );
  const perRecord = (last.rank + last.facts) / last.records;
  const hours = (perRecord * last.records * (records / last.records) ** slope) / 3600;
  const stored = (last.bytes / last.records) * records;
  // a ranked row is sent once by its key: its hash in hex (64), key, path and numbers (about 60)
  const shuffled = 2 * deals * (64 + 60) + 2 * stored;
  const factor = 5;
  const cores = Math.ceil((hours * factor) / 1);
  return [
    `10^9 deals, 2 x 10^9 records, 4 x 10^5 partners, on paper`,
    `  staged                 ${terabytes(stored)} (${(last.bytes / last.records).toFixed(0)} bytes a record)`,
    `  processor, as here     ${hours.toFixed(1)} core hours (exponent ${slope.toFixed(2)})`,
    `  processor, as planned  ${(hours * factor).toFixed(1)} core hours (${factor} x: JVM, exchange and network; an assumption)`,
    `  shuffled               ${terabytes(shuffled)} (each ranked row once, each record table twice)`,
    `  for one hour           ${cores} cores: ${Math.ceil(cores / 16)} workers of 16 cores, ${Math.ceil(shuffled / Math.ceil(cores / 16) / 1e9)} GB of local disk each`,
    `  comes back             ${terabytes(stored / 2)} at most: facts a row per deal and partner, ticket and referral days`
  ];
}

const terabytes = (bytes: number): string =>
  bytes >= 1e12 ? `${(bytes / 1e12).toFixed(2)} TB` : `${(bytes / 1e9).toFixed(0)} GB`;

import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from "node:fs/promises";
import {cpus, tmpdir} from "node:os";
import path from "node:path";
import {literal} from "../../loaders/engines/duckdb.ts";
import {manyRecords} from "../support/manyRecords.ts";
import {processCost, type ProcessCost} from "./processCost.ts";

/** What one whole rebuild cost. */
interface Cost extends ProcessCost {
  records: number;
  /** Bytes of the drops, and what the run left in its build folder. */
  drops: number;
  left: number;
  stages: {name: string; seconds: number}[];
}

const root = path.resolve(import.meta.dirname, "../..");
const doc = path.join(root, "docs/scale.md");
/** What is asked of each table of the made-up records, so that an export of it is accepted whole. */
const exported: Record<string, string> = {
  partners: "from facts.partners",
  customers: "from facts.customers",
  rates: "from facts.rates",
  deals: "select * replace (cast(amount as decimal(18, 2)) as amount) from facts.deals",
  deal_partners: "from facts.deal_partners where partner_id in (select partner_id from facts.partners)",
  referrals: "select * replace (coalesce(outcome, 'pending') as outcome) from facts.referrals",
  tickets: "from facts.tickets",
  activities: "select * replace ('call' as kind) from facts.activities"
};

/**
 * Prints what whole rebuilds cost from 10^4 records of 2,000 partners to the largest size asked for: seconds of each stage, processor,
 * memory, disk. With --write the print goes into docs/scale.md.
 * @param args the largest size as a power of ten (6), and --write
 */
export async function benchPipeline(args: string[]): Promise<void> {
  const largest = Number(args.find((a) => /^\d+$/.test(a)) ?? "6");
  const costs: Cost[] = [];
  for (let power = 4; power <= largest; power++) costs.push(await costOf(10 ** power));
  const text = printed(costs).join("\n");
  console.log(text);
  if (!args.includes("--write")) return;
  const [head, rest] = (await readFile(doc, "utf8")).split("<!-- rebuild -->\n");
  const tail = rest!.slice(rest!.indexOf("<!-- /rebuild -->"));
  await writeFile(doc, `${head!}<!-- rebuild -->\n\n\`\`\`text\n${text}\n\`\`\`\n\n${tail}`);
}

async function costOf(records: number): Promise<Cost> {
  const folder = await mkdtemp(path.join(tmpdir(), "handshake-bench-"));
  try {
    await writeDrops(path.join(folder, "drops"), records);
    const measured = await rebuild(folder);
    const report = JSON.parse(await readFile(path.join(folder, "build/report.json"), "utf8")) as Pick<Cost, "stages">;
    const [drops, left] = await Promise.all(["drops", "build"].map((name) => bytesOf(path.join(folder, name))));
    return {records, drops: drops!, left: left!, ...measured, stages: report.stages};
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The records as exports, a file a table. */
async function writeDrops(folder: string, records: number): Promise<void> {
  await mkdir(folder, {recursive: true});
  const db = await manyRecords(records);
  for (const [table, sql] of Object.entries(exported))
    await db.run(`copy (${sql}) to ${literal(path.join(folder, `${table}_2026-09-30.csv`))} (header true)`);
  db.close();
}

/** Runs the program as an operator does. */
function rebuild(folder: string): Promise<ProcessCost> {
  const at = (name: string) => path.join(folder, name);
  const command = [process.execPath, path.join(root, "loaders/handshake.mjs"), "rebuild"];
  return processCost([...command, "--drops", at("drops"), "--build", at("build"), "--site", at("site")]);
}

async function bytesOf(folder: string): Promise<number> {
  const entries = (await readdir(folder, {recursive: true, withFileTypes: true})).filter((e) => e.isFile());
  return (await Promise.all(entries.map(async (e) => (await stat(path.join(e.parentPath, e.name))).size))).reduce(
    (a, b) => a + b,
    0
  );
}

function printed(costs: Cost[]): string[] {
  const stages = costs.at(-1)!.stages.map((s) => s.name);
  const line = (title: string, cells: string[]) => title.padEnd(22) + cells.map((c) => c.padStart(12)).join("");
  const each = (title: string, of: (c: Cost) => number, digits = 1) =>
    line(
      title,
      costs.map((c) => of(c).toFixed(digits))
    );
  const megabytes = (bytes: number) => bytes / 1e6;
  return [
    `Node ${process.version}, ${cpus()[0]!.model}, ${cpus().length} cores; one whole rebuild of each size, 2,000 partners`,
    line(
      "records",
      costs.map((c) => c.records.toLocaleString("en"))
    ),
    each("drops, MB", (c) => megabytes(c.drops)),
    ...stages.map((name) => each(`${name}, s`, (c) => c.stages.find((s) => s.name === name)?.seconds ?? 0)),
    each("all, s", (c) => c.seconds),
    each("processor, s", (c) => c.cpu),
    each("memory at most, MB", (c) => megabytes(c.memory), 0),
    each("left on disk, MB", (c) => megabytes(c.left))
  ];
}

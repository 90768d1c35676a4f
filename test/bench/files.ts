import {mkdir, mkdtemp, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {receive} from "../../loaders/receive/receive.ts";
import {newReport} from "../../loaders/run/report/newReport.ts";
import {fileReports} from "../../loaders/run/report/report.ts";
import {keepReport} from "../../loaders/run/report/keepReport.ts";
import {Settings} from "../../loaders/settings.ts";

interface Cost {
  files: number;
  first: number;
  again: number;
  report: number;
  bytes: number;
}

/**
 * Prints what receiving many files costs, the first time and again, with the report of them, and the exponents: 1 is linear.
 * @param args the largest number of files (100000)
 */
export async function benchFiles(args: string[]): Promise<void> {
  const largest = Number(args[0] ?? "100000");
  const costs: Cost[] = [];
  for (let files = Math.min(1000, largest); files <= largest; files *= 10) {
    costs.push(await costOf(files));
    const {first, again, report, bytes} = costs.at(-1)!;
    console.log(
      `${files} files: received in ${first.toFixed(1)} s of the processor, again in ${again.toFixed(1)} s, report in ${report.toFixed(1)} s, report.html ${(bytes / 1e6).toFixed(1)} MB`
    );
  }
  const [before, last] = costs.slice(-2);
  if (!before || !last) return;
  const exponent = (of: "first" | "again" | "report") =>
    (Math.log(last[of] / before[of]) / Math.log(last.files / before.files)).toFixed(2);
  console.log(`Exponents: received ${exponent("first")}, again ${exponent("again")}, report ${exponent("report")} (1 is linear)`);
}

async function costOf(files: number): Promise<Cost> {
  const folder = await mkdtemp(path.join(tmpdir(), "handshake-files-"));
  const at = (name: string) => path.join(folder, name);
  try {
    for (let i = 0; i < Math.ceil(files / 1000); i++) await mkdir(at(`drops/${i}`), {recursive: true});
    for (let i = 0; i < files; i++)
      await writeFile(
        at(`drops/${Math.floor(i / 1000)}/customers_2026-06-30_${i}.csv`),
        `customer_id,name\nC${i},Customer ${i}\n`
      );
    const options = {drops: at("drops"), store: at("build/store"), ledger: at("build/ledger.jsonl"), today: "2026-07-01"};
    await mkdir(at("build"), {recursive: true});
    const first = await seconds(() => receive(options));
    const again = await seconds(() => receive(options));
    const {received} = await receive(options);
    const away = received.map((r) => ({path: r.path, sha256: r.sha256, outcome: "refuse" as const, reason: "unknown_table", message: `${r.path} fits no table.`})); // prettier-ignore
    const report = {...newReport(new Date()), files: fileReports({received: [], rejectedFiles: away}, [])};
    const kept = await seconds(() => keepReport(at("build"), report, Settings.parse({})));
    return {files, first, again, report: kept, bytes: (await stat(at("build/report.html"))).size};
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const {user, system} = process.cpuUsage(start);
  return (user + system) / 1e6;
}

import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {parseSettings} from "../../loaders/settings.ts";
import {ReaderApart} from "../../loaders/stage/readerApart.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

let folder: string;
let reader: ReaderApart | undefined;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  await reader?.close();
  run?.db.close();
  reader = run = undefined;
  await removeFolder(folder);
});

const apart = (options: {memory?: number; patience?: number} = {}) => {
  const build = path.join(folder, "build");
  reader = new ReaderApart({
    store: path.join(build, "store"),
    folder: path.join(build, "staged"),
    work: path.join(build, ".work"),
    settings: parseSettings({}, "test"),
    memory: options.memory ?? 600,
    patience: options.patience ?? 60
  });
  return reader;
};

const partners = "partner_id,name\nP1,One\nP2,Two\n";
const deals = (n: number) =>
  "deal_id,customer_id,opened_on,status,amount\n" + Array.from({length: n}, (_, i) => `D${i},C1,2026-01-02,open,1\n`).join("");

async function ingestApart(files: Record<string, string>) {
  await writeFiles(path.join(folder, "drops"), files);
  run = await ingest(path.join(folder, "drops"), path.join(folder, "build"), {asOf: "2026-06-30", reader: reader!});
  return run;
}

/** Does something to the reading process as soon as there is one. */
function whenReading(act: (pid: number) => void): void {
  const timer = setInterval(() => {
    const pid = reader?.pid;
    if (pid === undefined) return;
    clearInterval(timer);
    act(pid);
  }, 5);
}

test("a process of its own reads what this process would read, quarantine and places included", async () => {
  apart();
  const r = await ingestApart({
    "partners_2026-01-01.csv": partners,
    "deals_2026-01-01.csv": `${deals(2)}D9,C1,2026-13-01,open,1\n`
  });
  expect(r.file("deals_2026-01-01.csv")).toMatchObject({outcome: "accept", accepted: 2, quarantined: 1});
  expect(r.quarantine.map((q) => [q.line, q.key, q.reason])).toEqual([[4, "D9", "opened_on"]]);
});

test("a reader that answers many times leaves nothing behind that listens to its process", async () => {
  const many = Object.fromEntries(Array.from({length: 8}, (_, i) => [`partners_2026-01-0${i + 1}.csv`, partners]));
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.name);
  process.on("warning", note);
  apart();
  await ingestApart(many);
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

test("a file whose reader is killed is refused with that reason, and the run goes on with a new reader", async () => {
  apart();
  whenReading((pid) => process.kill(pid, "SIGKILL"));
  const r = await ingestApart({"deals_2026-01-01.csv": deals(3), "partners_2026-01-01.csv": partners});
  expect(r.file("deals_2026-01-01.csv")).toMatchObject({outcome: "refuse", reason: "too_large"});
  expect(r.file("deals_2026-01-01.csv").message).toContain("ended early (SIGKILL)");
  expect(r.file("partners_2026-01-01.csv")).toMatchObject({outcome: "accept", accepted: 2});
});

test("a file that a later run can read is taken then", async () => {
  apart();
  whenReading((pid) => process.kill(pid, "SIGKILL"));
  await ingestApart({"deals_2026-01-01.csv": deals(3)});
  run!.db.close();
  const r = await ingestApart({});
  expect(r.file("deals_2026-01-01.csv")).toMatchObject({outcome: "known", accepted: 3});
});

test("a file that hangs its reader is refused when patience ends, and the run goes on", async () => {
  apart({patience: 15});
  whenReading((pid) => process.kill(pid, "SIGSTOP"));
  const r = await ingestApart({"deals_2026-01-01.csv": deals(3), "partners_2026-01-01.csv": partners});
  expect(r.file("deals_2026-01-01.csv")).toMatchObject({outcome: "refuse", reason: "too_large"});
  expect(r.file("deals_2026-01-01.csv").message).toContain("took more than 15 seconds");
  expect(r.file("partners_2026-01-01.csv")).toMatchObject({outcome: "accept", accepted: 2});
});

test("a file that needs more memory than its reader has is refused, and the run goes on", async () => {
  apart({memory: 192});
  const record = `{"partner_id":"P1","name":"${"x".repeat(60_000)}"}`;
  const large = `[${Array.from({length: 2500}, () => record).join(",")}]`;
  const r = await ingestApart({"partners_2026-01-01.json": large, "partners_2026-02-01.csv": partners});
  expect(r.file("partners_2026-01-01.json")).toMatchObject({outcome: "refuse", reason: "too_large", accepted: 0});
  expect(r.file("partners_2026-01-01.json").message).toMatch(/memory/);
  expect(r.file("partners_2026-02-01.csv")).toMatchObject({outcome: "accept", accepted: 2});
});

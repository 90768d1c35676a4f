import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {availableParallelism} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {ReaderApart} from "../../loaders/stage/readerApart.ts";
import {ReaderLost, secondChance, type SecondChance} from "../../loaders/stage/readerLost.ts";
import {Refusal} from "../../loaders/read/refusal.ts";
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

const apart = (options: {memory?: number; patience?: number; starting?: number; env?: Record<string, string>} = {}) => {
  const build = path.join(folder, "build");
  reader = new ReaderApart({
    store: path.join(build, "store"),
    folder: path.join(build, "staged"),
    work: path.join(build, ".work"),
    settings: parseSettings({}, "test"),
    memory: options.memory ?? 600,
    patience: options.patience ?? 60,
    ...(options.starting === undefined ? {} : {starting: options.starting}),
    env: options.env ?? {}
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

test.skipIf(process.platform !== "linux" || availableParallelism() < 2)(
  "a small file is read on one thread of the database, a large one on all that there are",
  {timeout: 60_000},
  async () => {
    apart();
    const threads = () => readdirSync(`/proc/${reader!.pid}/task`).length;
    const count = (name: string, text: string) => {
      const stored = path.join(folder, "build", "store", name);
      mkdirSync(path.dirname(stored), {recursive: true});
      writeFileSync(stored, text);
      return reader!.count({stored, sha256: name, extension: "csv"});
    };
    expect(await count("small", partners)).toBe(2);
    const before = threads();
    expect(await count("large", `partner_id,name\n${`P,${"n".repeat(500_000)}\n`.repeat(9)}`)).toBe(9);
    expect(threads()).toBeGreaterThan(before);
    // what each of both databases can't hold goes into files of its own
    expect(readdirSync(path.join(folder, "build", ".work"))).toEqual(expect.arrayContaining(["spill", "spill-large"]));
  }
);

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

/** Does something to each reading process as soon as it is there. */
function toEachReader(act: (pid: number) => void): () => void {
  const seen = new Set<number>();
  const timer = setInterval(() => {
    const pid = reader?.pid;
    if (pid === undefined || seen.has(pid)) return;
    seen.add(pid);
    act(pid);
  }, 5);
  return () => clearInterval(timer);
}

test("a file whose reader is killed from outside is read by a new one", async () => {
  apart();
  whenReading((pid) => process.kill(pid, "SIGKILL"));
  const r = await ingestApart({"deals_2026-01-01.csv": deals(3), "partners_2026-01-01.csv": partners});
  expect(r.files.map((f) => [f.path, f.outcome, f.accepted])).toEqual([
    ["deals_2026-01-01.csv", "accept", 3],
    ["partners_2026-01-01.csv", "accept", 2]
  ]);
});

test("where every reader is killed, the run fails, no file is blamed, and a later run takes them all", async () => {
  apart();
  const stop = toEachReader((pid) => process.kill(pid, "SIGKILL"));
  const files = {"deals_2026-01-01.csv": deals(3), "partners_2026-01-01.csv": partners};
  await expect(ingestApart(files)).rejects.toMatchObject({name: "HandshakeError", exitCode: 70});
  stop();
  const r = await ingestApart({});
  expect(r.files.map((f) => f.accepted)).toEqual([3, 2]);
});

test("a reader that can't start fails the run with what it said, and no file is blamed", async () => {
  apart({env: {NODE_OPTIONS: "--require=/nowhere/at-all.cjs"}});
  await expect(ingestApart({"deals_2026-01-01.csv": deals(3)})).rejects.toMatchObject({
    exitCode: 70,
    message: expect.stringMatching(/can't be started[^]*at-all\.cjs/) as string
  });
});

test("a reader that never begins, as where there are no threads for it, is given up, and no file is blamed", async () => {
  const hang = path.join(folder, "hang.cjs");
  writeFileSync(hang, "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);");
  apart({starting: 1, env: {NODE_OPTIONS: `--require=${hang}`}});
  await expect(ingestApart({"deals_2026-01-01.csv": deals(3)})).rejects.toMatchObject({
    exitCode: 70,
    message: expect.stringMatching(/can't be started/) as string
  });
});

test("a reader that hangs once is given up when its time is over, and its file is read by a new one", async () => {
  apart({patience: 15});
  whenReading((pid) => process.kill(pid, "SIGSTOP"));
  const r = await ingestApart({"deals_2026-01-01.csv": deals(3), "partners_2026-01-01.csv": partners});
  expect(r.files.map((f) => f.accepted)).toEqual([3, 2]);
});

describe("whose fault it is that a reader was lost", () => {
  const file = (name: string) => ({stored: `/nowhere/${name}`, sha256: name, extension: "csv"});
  const lost = (how: "took" | "died" = "died", ready = true) => new ReaderLost(how, {ready, ended: "SIGKILL", printed: ""});
  const chance = (changes: Partial<SecondChance>): SecondChance => ({
    others: [file("A"), file("B")],
    probe: path.join(folder, "probe.csv"),
    count: () => Promise.resolve(1),
    again: () => Promise.resolve("read"),
    limits: {memory: 900, patience: 900},
    ...changes
  });
  const losing = () => Promise.reject(lost());

  test("nobody's where the second reader reads the file", async () => {
    expect(await secondChance(file("A"), lost(), chance({}))).toBe("read");
  });

  test("the file's where it ends two readers and another file passes between", async () => {
    await expect(secondChance(file("A"), lost(), chance({again: losing}))).rejects.toMatchObject({
      name: "Refusal",
      reason: "too_large",
      message: expect.stringContaining("twice") as string
    });
    const slow = () => Promise.reject(lost("took"));
    await expect(secondChance(file("A"), lost("took"), chance({again: slow}))).rejects.toThrow("more than 900 seconds, twice");
  });

  test("another file passes also where it is refused for what is in it", async () => {
    const count = () => Promise.reject(new Refusal("header", "It has none."));
    await expect(secondChance(file("A"), lost(), chance({count, again: losing}))).rejects.toMatchObject({name: "Refusal"});
  });

  test("a small file of our own passes where there is no other", async () => {
    const read: string[] = [];
    const count = ({stored}: {stored: string}) => (read.push(readFileSync(stored, "utf8")), Promise.resolve(1));
    await expect(secondChance(file("A"), lost(), chance({others: [file("A")], count, again: losing}))).rejects.toMatchObject({
      name: "Refusal"
    });
    expect(read).toEqual(["deal_id,amount\nD1,1\n"]);
  });

  test.each([
    ["where readers end with the other files too", {count: losing, again: losing}],
    ["where a reader ends before it has started", {again: () => Promise.reject(lost("died", false))}]
  ])("the machine's %s", async (_, changes) => {
    await expect(secondChance(file("A"), lost(), chance(changes))).rejects.toMatchObject({
      name: "HandshakeError",
      exitCode: 70,
      message: expect.stringMatching(/no file was (read or )?refused/) as string
    });
  });
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

import {spawn, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import path from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {saveDatabase} from "../../loaders/facts/save.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {asOf, fewDeals} from "../release/project.ts";
import {factsOf} from "../support/facts.ts";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let build: string;
beforeAll(async () => {
  build = await temporaryFolder();
  const db = await factsOf(fewDeals, {history_months: 0});
  await buildMetrics(db, parseSettings({history_months: 0}, "test"), asOf);
  await saveDatabase(db, build);
  db.close();
});
afterAll(() => removeFolder(build));

let child: ChildProcess;
let printed: string;
beforeEach(() => {
  printed = "";
  child = spawn(process.execPath, [path.join(root, "loaders/handshake.mjs"), "sql", "--build", build], {cwd: root});
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
});
afterEach(() => void child.kill());

/** Types a line, and waits for what is wanted of the answer. */
async function type(line: string, wanted: RegExp): Promise<void> {
  printed = "";
  child.stdin!.write(`${line}\n`);
  await expect.poll(() => printed, {timeout: 60_000}).toMatch(wanted);
}

describe("npx handshake sql without a query is a prompt:", () => {
  test("it answers each query that ends with ;, over several lines too, tells of one that fails, and goes on until .exit", async () => {
    await type("select partner_id, revenue from risk order by 1;", /A +3000\n.*250\n\(2 rows\)/s);
    child.stdin!.write("select count(*)::int as n\n");
    await type("from deals;", /\n5\n\(1 row\)|\bn\n-\n5/);
    await type("select * from trsut;", /trsut.*does not exist/s);
    await type("select 1 as still;", /still\n-+\n +1\n\(1 row\)/);
    const ended = once(child, "exit");
    child.stdin!.write(".exit\n");
    expect(await ended).toEqual([0, null]);
  });

  test("it says how it is used, and lists tables and columns", async () => {
    await type(".help", /End each query with ;.*show tables;.*describe trust;.*\.exit/s);
    await type("show tables;", /\btrust\b/);
    await type("describe trust;", /score.*DOUBLE/);
    const ended = once(child, "exit");
    child.stdin!.end("exit\n");
    expect(await ended).toEqual([0, null]);
  });

  test.each([
    ["delete from risk;", /read-only/i],
    ["create table build.metrics.x as select 1;", /read-only/i],
    ["from read_text('/etc/passwd');", /disabled|Permission/i]
  ])("it refuses to change or to read elsewhere, and goes on: %s", async (query, told) => {
    await type(query, told);
    await type("select count(*)::int as n from risk;", /\(1 row\)/);
  });
});

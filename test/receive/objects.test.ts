import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {mkdir, readFile, readdir, rm} from "node:fs/promises";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {DeleteObjectCommand, PutObjectCommand, S3Client} from "@aws-sdk/client-s3";
import S3rver from "s3rver";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {mirrorObjects} from "../../loaders/receive/objects.ts";
import {examine} from "../../loaders/run/doctor.ts";
import {beginningOf} from "../../loaders/run/unchanged.ts";
import {deliver, worldIn} from "../faults/world.ts";
import type {Report} from "../../loaders/run/report/report.ts";
import {handshake} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {optionsIn} from "../support/standInRuns.ts";

// the server's own key, which it makes known in its documentation
const credentials = {accessKeyId: "S3RVER", secretAccessKey: "S3RVER"};
const deals = (amount: number) =>
  `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,currency\nd1,p1,c1,2026-01-05,2026-02-05,won,${amount},EUR\n`;

/** Storage of these keys, each an export of deals: the real server keeps objects as files, and has no names that no folder can hold. */
async function storageOf(keys: string[]): Promise<{url: string; close: () => void}> {
  const list = keys
    .map((key) => `<Contents><Key>${key}</Key><ETag>"e"</ETag><Size>${deals(1).length}</Size></Contents>`)
    .join("");
  const listing = `<ListBucketResult><IsTruncated>false</IsTruncated>${list}</ListBucketResult>`;
  const server = createServer(({url = ""}, res) => void res.end(url.includes("list-type") ? listing : deals(1)));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close()};
}

test("an object whose name no folder can hold is refused as a file is whose name can't be used, and the others are taken", async () => {
  const folder = await temporaryFolder();
  const keys = ["/deals_2026-09-30.csv", "deals_2026-08-31.csv", "deals_2026-10-31.csv", "deals_2026-10-31.csv/part-0.csv", "x/"];
  const {url, close} = await storageOf(keys.map((key) => `crm/${key}`));
  const env = {AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "any", AWS_SECRET_ACCESS_KEY: "any"};
  const build = ["--build", path.join(folder, "build")];
  const {stdout, exitCode} = await handshake(["check", "s3://exports/crm", "--json", ...build], {env});
  const {report} = JSON.parse(stdout.trim().split("\n").at(-1)!) as {report: Report};
  expect(report.files.map((f) => [f.path, f.outcome, f.reason]).sort()).toEqual([
    ["/deals_2026-09-30.csv", "refuse", "file_name"],
    ["deals_2026-08-31.csv", "accept", null],
    ["deals_2026-10-31.csv", "accept", null],
    ["deals_2026-10-31.csv/part-0.csv", "refuse", "file_name"],
    ["x/", "refuse", "file_name"]
  ]);
  expect(exitCode).toBe(65);
  close();
  await removeFolder(folder);
});

describe("drops on object storage, from a real server", () => {
  let folder: string;
  let server: S3rver;
  let client: S3Client;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    server = new S3rver({
      port: 0,
      address: "127.0.0.1",
      silent: true,
      directory: path.join(folder, "server"),
      configureBuckets: [{name: "exports", configs: []}]
    });
    const {port} = await server.run();
    const endpoint = `http://127.0.0.1:${port}`;
    env = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey
    };
    Object.assign(process.env, env);
    client = new S3Client({endpoint, region: "us-east-1", forcePathStyle: true, credentials});
    await put("crm/2026-09-30/deals.csv", deals(100));
    await put("crm/2026-09-30/notes.txt", "not data");
    await put("crm/../outside.csv", deals(1));
    await put("other/deals_2026-09-30.csv", deals(7));
  });
  afterAll(async () => {
    for (const name of Object.keys(env)) Reflect.deleteProperty(process.env, name);
    client.destroy();
    await server.close();
    await removeFolder(folder);
  });

  const put = (key: string, text: string) => client.send(new PutObjectCommand({Bucket: "exports", Key: key, Body: text}));
  const filesOf = async (at: string) =>
    (await readdir(at, {recursive: true, withFileTypes: true}))
      .filter((e) => e.isFile())
      .map((e) => path.relative(at, path.join(e.parentPath, e.name)))
      .sort();

  test("new and changed objects are read, unchanged ones are not, removed ones go", async () => {
    const mirror = path.join(folder, "mirror");
    expect(await mirrorObjects("s3://exports/crm", mirror)).toEqual({objects: 2, read: 2, refused: []});
    expect(await filesOf(mirror)).toEqual(["2026-09-30/deals.csv", "2026-09-30/notes.txt"]);
    expect(await mirrorObjects("s3://exports/crm", mirror)).toEqual({objects: 2, read: 0, refused: []});
    await put("crm/2026-09-30/deals.csv", deals(250));
    await put("crm/2026-10-31/deals.csv", deals(300));
    expect(await mirrorObjects("s3://exports/crm/", mirror)).toEqual({objects: 3, read: 2, refused: []});
    expect(await readFile(path.join(mirror, "2026-09-30/deals.csv"), "utf8")).toBe(deals(250));
    await client.send(new DeleteObjectCommand({Bucket: "exports", Key: "crm/2026-10-31/deals.csv"}));
    expect(await mirrorObjects("s3://exports/crm", mirror)).toEqual({objects: 2, read: 0, refused: []});
    expect(await filesOf(mirror)).toEqual(["2026-09-30/deals.csv", "2026-09-30/notes.txt"]);
  });

  test("a name that leads out of the folder is not followed", async () => {
    const mirror = path.join(folder, "outside/mirror");
    await mirrorObjects("s3://exports/crm", mirror);
    expect(await filesOf(path.join(folder, "outside"))).not.toContain("outside.csv");
  });

  test("a folder that comes where a file was, and the other way round, is read", async () => {
    const mirror = path.join(folder, "turned");
    const turn = async (to: string, from: string) => {
      await client.send(new DeleteObjectCommand({Bucket: "exports", Key: from}));
      await put(to, deals(1));
      await mirrorObjects("s3://exports/turn", mirror);
      return filesOf(mirror);
    };
    const [file, part] = ["turn/deals_2026-09-30.csv", "turn/deals_2026-09-30.csv/part-0.csv"];
    for (const [to, from] of [[file, part], [part, file], [file, part]] as const) expect(await turn(to, from)).toEqual([to.slice(5)]); // prettier-ignore
  });

  test("a bucket that is not there, an address that is none, and a server that is gone are named", async () => {
    const mirror = path.join(folder, "none");
    await expect(mirrorObjects("s3://nowhere/crm", mirror)).rejects.toThrow("There is no bucket of s3://nowhere/crm");
    await expect(mirrorObjects("s3://A_B/crm", mirror)).rejects.toThrow("--drops s3://A_B/crm: expected s3://BUCKET/FOLDER");
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
    await expect(mirrorObjects("s3://exports/crm", mirror)).rejects.toThrow(
      /^s3:\/\/exports\/crm can't be read: .*ECONNREFUSED/s
    );
    process.env["AWS_ENDPOINT_URL"] = env["AWS_ENDPOINT_URL"];
  });

  test("a rebuild looks into the bucket each time: with an object that has come or changed it is no repetition of the last one", async () => {
    const world = worldIn(path.join(folder, "world"));
    deliver(world, "first");
    await put("news/deals_2026-09-30.csv", deals(1));
    await mirrorObjects("s3://exports/news", world.drops);
    await sleep(100);
    const options = {...optionsIn(world, {acceptSize: false, today: "2026-10-01"}), objects: "s3://exports/news"};
    const beginning = () => beginningOf(options, new Date());
    const first = await beginning();
    expect([typeof first, await beginning()]).toEqual(["string", first]);
    await put("news/deals_2026-10-31.csv", deals(2));
    const second = await beginning();
    await put("news/deals_2026-10-31.csv", deals(3));
    expect(new Set([first, second, await beginning()]).size).toBe(3);
  });

  test("the doctor says of an address how many objects lie there, or why they can't be read", async () => {
    const folders = {build: path.join(folder, "none"), site: path.join(folder, "none"), drops: path.join(folder, "none")};
    const rest = {sample: false, settingsFile: "", mappings: [], today: "2026-10-01"};
    const found = async (objects: string) =>
      (await examine({...folders, ...rest, objects})).find((f) => f.what === "drops folder");
    expect(await found("s3://exports/other")).toMatchObject({state: "ok", text: "1 object in s3://exports/other"});
    expect(await found("s3://nowhere/crm")).toMatchObject({
      state: "fail",
      text: expect.stringContaining("There is no bucket") as string
    });
  });

  test("repair copies a delivery that the store has lost from object storage, also where the mirror has gone", async () => {
    const build = path.join(folder, "lost");
    await mkdir(build);
    await handshake(["check", "s3://exports/other", "--build", build], {env});
    const stored = (await filesOf(path.join(build, "store"))).filter((f) => path.basename(f).length > 60);
    for (const f of stored) await rm(path.join(build, "store", f));
    await rm(path.join(build, "objects"), {recursive: true});
    const {stdout, exitCode} = await handshake(["repair", "--drops", "s3://exports/other", "--build", build], {env});
    expect([stdout, exitCode]).toEqual([expect.stringContaining("was copied again from the drops"), 0]);
  });

  test("check and explain's report name drops as they lie in the bucket, and the same run again reads nothing", async () => {
    const build = path.join(folder, "build");
    await mkdir(build);
    const check = () => handshake(["check", "s3://exports/other", "--build", build], {env});
    const first = await check();
    expect(first.stdout).toContain("deals_2026-09-30.csv");
    expect(first.exitCode).toBe(0);
    const report = JSON.parse(await readFile(path.join(build, "report.json"), "utf8")) as {
      files: {path: string; accepted: number}[];
    };
    expect(report.files).toMatchObject([{path: "deals_2026-09-30.csv", accepted: 1}]);
    expect((await check()).exitCode).toBe(0);
  });
});

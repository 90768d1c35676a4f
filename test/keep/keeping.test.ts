import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {backup, backupsIn, restore} from "../../loaders/keep/backup.ts";
import {readBuildNote} from "../../loaders/keep/build.ts";
import {keptFiles, storeFiles} from "../../loaders/keep/inventory.ts";
import {mountsIn, restoringTo} from "../../loaders/keep/moveIn.ts";
import {verifiedText, verify} from "../../loaders/keep/verify.ts";
import {keepPublication, publicationBefore} from "../../loaders/history/journal.ts";
import {definitionsHash} from "../../loaders/history/publication.ts";
import {metricTexts} from "../../loaders/metrics/files.ts";
import {toHandshakeError} from "../../loaders/errors.ts";
import {readLedger} from "../../loaders/receive/ledger.ts";
import {repair} from "../../loaders/receive/repair.ts";
import {handshake} from "../support/handshake.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

const definitions = definitionsHash(metricTexts());
let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
const build = () => at("build");

const publication = (trusted: number) => ({
  as_of: "2026-06-30",
  settings: {},
  definitions,
  headlines: {trusted},
  scores: {},
  cases: []
});

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFiles(at("drops"), {
    "deals_2026-06-30.csv": "deal_id,customer_id,opened_on,status,amount\nD1,C1,2026-01-02,open,1000\n",
    "customers_2026-06-30.csv": "customer_id,name\nC1,Cora\n"
  });
  await rebuild();
  for (const n of [1, 2, 3]) await keepPublication(at("build", "history"), publication(n));
  await writeFiles(build(), {"codes.json": '{"version":2,"audiences":{}}\n', "handshake.duckdb": "derived"});
});
afterEach(() => removeFolder(folder));

async function rebuild(): Promise<Record<string, unknown>[]> {
  const {db} = await ingest(at("drops"), build(), {asOf: "2026-06-30"});
  const rows = await db.rows("select deal_id, cast(amount as integer) as amount from facts.deals");
  db.close();
  return rows;
}

const found = async (readData = true) => (await verify(build(), readLedger, readData)).damage.map((d) => d.file);
const first = (below: string, ending: RegExp) =>
  path.join(below, readdirSync(at("build", below), {recursive: true, encoding: "utf8"}).sort().find((f) => ending.test(f))!); // prettier-ignore
const sameLength = (file: string) => {
  const bytes = readFileSync(at("build", file));
  bytes[bytes.length - 2]! ^= 1;
  writeFileSync(at("build", file), bytes);
};

describe("verify", () => {
  test("finds nothing where nothing is damaged, and says how much it looked at", async () => {
    const {damage, looked} = await verify(build(), readLedger, true);
    expect([damage, looked.deliveries, looked["files of the store"]]).toEqual([[], 2, 2]);
  });

  test.each([
    ["an edited file of the store", () => first("store", /[0-9a-f]{64}$/), sameLength],
    ["edited staged rows", () => first("staged", /\.parquet$/), sameLength],
    ["an edited entry of the journal", () => "history/000002.json", sameLength]
  ])("finds %s, by its name", async (_, which, damage) => {
    const file = which();
    damage(file);
    expect(await found()).toEqual([file]);
  });

  test.each([
    ["a missing file of the store", () => first("store", /[0-9a-f]{64}$/), (f: string) => rmSync(at("build", f))],
    ["a cut file of the store", () => first("store", /[0-9a-f]{64}$/), (f: string) => truncateSync(at("build", f), 3)],
    ["a missing entry of the journal", () => "history/000002.json", (f: string) => rmSync(at("build", f))],
    ["an emptied ledger", () => "ledger.jsonl", (f: string) => truncateSync(at("build", f), 0)],
    ["cut codes", () => "codes.json", (f: string) => truncateSync(at("build", f), 9)]
  ])("finds %s without reading every byte", async (_, which, damage) => {
    const file = which();
    damage(file);
    expect(await found(false)).toEqual([file]);
  });

  test("finds a cut or emptied file of each kind, also of one that was refused, without reading every byte", async () => {
    await writeFiles(at("drops"), {"tickets_2026-06-30.csv": "no,such,columns\n1,2,3\n"});
    await rebuild();
    const files = [...keptFiles(build()), ...readdirSync(at("build", "staged")).map((name) => path.join("staged", name)), ...storeFiles(build())]; // prettier-ignore
    const kinds = new Set(files.map((file) => file.split("/")[0]));
    expect(kinds).toEqual(new Set(["build.json", "ledger.jsonl", "codes.json", "history", "staged", "store"]));
    expect(files.filter((file) => file.startsWith("store/"))).toHaveLength(3);
    for (const file of files)
      for (const part of [0, 0.5]) {
        const whole = readFileSync(at("build", file));
        truncateSync(at("build", file), Math.floor(part * whole.length));
        expect([file, part, await found(false)]).toEqual([file, part, expect.arrayContaining([file])]);
        writeFileSync(at("build", file), whole);
      }
    expect(await found(false)).toEqual([]);
  });

  test("says of a build folder in which nothing is yet that it is new, and counts one as one", async () => {
    mkdirSync(at("empty"));
    const empty = await verify(at("empty"), readLedger, true);
    expect(verifiedText(empty, true)).toContain("Checked nothing: this build folder is new.");
    const text = verifiedText({looked: {deliveries: 1, "files of the store": 1, "kept files": 2}, damage: []}, false);
    expect(text).toContain("Checked 1 delivery, 1 file of the store, 2 kept files.");
  });

  test("leaves with 70 and what to do, 0 where all is well, 66 where there is nothing", {timeout: 900_000}, async () => {
    expect((await handshake(["verify", "--read-data", "--build", build()])).exitCode).toBe(0);
    rmSync(at("build", first("store", /[0-9a-f]{64}$/)));
    const {exitCode, stdout} = await handshake(["verify", "--build", build()]);
    expect(exitCode).toBe(70);
    expect(stdout).toContain("npx handshake restore DIR");
    expect((await handshake(["verify", "--build", at("nowhere")])).exitCode).toBe(66);
  });
});

describe("repair", () => {
  const options = (giveUp: string[] = []) => ({build: build(), drops: at("drops"), giveUp, today: "2026-07-01"});

  test("takes a damaged delivery from the drops, also where it has another name there now", async () => {
    const file = first("store", /[0-9a-f]{64}$/);
    sameLength(file);
    cpSync(at("drops"), at("elsewhere"), {recursive: true});
    for (const name of readdirSync(at("elsewhere"))) cpSync(at("elsewhere", name), at("elsewhere", `old-${name}`));
    for (const name of readdirSync(at("elsewhere")).filter((n) => !n.startsWith("old-"))) rmSync(at("elsewhere", name));
    expect((await repair({...options(), drops: at("elsewhere")})).left).toEqual([]);
    expect(await found()).toEqual([]);
  });

  test("removes derived files that are damaged; the next rebuild makes them anew", async () => {
    sameLength(first("staged", /\.parquet$/));
    expect((await repair(options())).left.filter((d) => !d.derived)).toEqual([]);
    expect(await rebuild()).toEqual([{deal_id: "D1", amount: 1000}]);
    expect(await found()).toEqual([]);
  });

  test("names what it can't repair, and goes on without it only where it is told; nothing is deleted", async () => {
    rmSync(at("drops", "deals_2026-06-30.csv"));
    const entry = (await readLedger(at("build", "ledger.jsonl"))).find((e) => e.path.startsWith("deals"))!;
    const file = `store/${entry.sha256.slice(0, 2)}/${entry.sha256}`;
    truncateSync(at("build", file), 5);
    expect((await repair(options())).left.map((d) => d.file)).toEqual([file]);
    expect((await repair(options(["deals_2026-06-30.csv"]))).left).toEqual([]);
    expect(readFileSync(at("build", "set-aside", "2026-07-01", entry.sha256), "utf8")).toBe("deal_");
    expect(await rebuild()).toEqual([]);
  });

  test("leaves the bytes of a delivery that is given up where another came with the same", async () => {
    cpSync(at("drops", "deals_2026-06-30.csv"), at("drops", "deals_2026-06-29.csv"));
    await rebuild();
    for (const name of readdirSync(at("drops")).filter((n) => n.startsWith("deals"))) rmSync(at("drops", name));
    expect((await repair(options(["deals_2026-06-30.csv"]))).left).toEqual([]);
    expect(await rebuild()).toEqual([{deal_id: "D1", amount: 1000}]);
  });

  test("closes the gap that an entry of the journal leaves", async () => {
    truncateSync(at("build", "history", "000002.json"), 5);
    await repair(options(["history/000002.json"]));
    expect(await publicationBefore(at("build", "history"), publication(3))).toMatchObject({headlines: {trusted: 1}});
    expect(existsSync(at("build", "set-aside", "2026-07-01", "history-000002.json"))).toBe(true);
  });

  test("goes on without a ledger or an entry of the journal that is missing, where it is told", async () => {
    rmSync(at("build", "history", "000001.json"));
    expect((await repair(options())).left.map((d) => d.file)).toEqual(["history/000001.json"]);
    expect((await repair(options(["history/000001.json"]))).left).toEqual([]);
    rmSync(at("build", "ledger.jsonl"));
    expect((await repair(options())).left.map((d) => d.file)).toEqual(["ledger.jsonl"]);
    expect((await repair(options(["ledger.jsonl"]))).left).toEqual([]);
    expect(await rebuild()).toEqual([{deal_id: "D1", amount: 1000}]);
    await expect(repair(options(["history/000099.json"]))).rejects.toThrow("no delivery or kept file is called so");
  });

  test("names a folder that is where a kept file is expected, and goes on without it where it is told", async () => {
    const folderFor = (file: string) => {
      rmSync(at("build", file));
      mkdirSync(at("build", file));
    };
    for (const file of ["build.json", "ledger.jsonl"]) {
      folderFor(file);
      await expect(rebuild()).rejects.toThrow(`${at("build", file)} is damaged (it is a folder, expected a file)`);
      expect((await repair(options())).left.map((d) => d.file)).toEqual([file]);
      expect((await repair(options([file]))).left).toEqual([]);
      expect(await rebuild()).toEqual([{deal_id: "D1", amount: 1000}]);
    }
    for (const ending of [/\.json$/, /\.parquet$/]) {
      folderFor(first("staged", ending));
      expect((await repair(options())).left.filter((d) => !d.derived)).toEqual([]);
      expect(await rebuild()).toEqual([{deal_id: "D1", amount: 1000}]);
    }
    expect(toHandshakeError(new Error("EISDIR: illegal operation on a directory, open '/b/f'")).message).toMatch(
      /^A folder is where a file is expected.*\n.*'\/b\/f'$/
    );
  });

  test("sets what is given up aside beside what was before, whatever its name", async () => {
    const texts = ["history/000001.json", "history/000002.json"].map((file) => readFileSync(at("build", file), "utf8"));
    // the second is the first once that is gone
    for (let n = 0; n < 2; n++) await repair(options(["history/000001.json"]));
    const aside = (name: string) => readFileSync(at("build", "set-aside", "2026-07-01", name), "utf8");
    expect([aside("history-000001.json"), aside("history-000001.json-2")]).toEqual(texts);
    await repair(options(["deals_2026-06-30.csv"]));
    truncateSync(at("build", "ledger.jsonl"), 9);
    await repair(options(["ledger.jsonl"]));
    expect(aside("given-up.jsonl")).toContain("deals_2026-06-30.csv");
    expect(aside("ledger.jsonl")).toHaveLength(9);
  });

  test("lets the next run begin a ledger where the old one is given up", async () => {
    truncateSync(at("build", "ledger.jsonl"), 9);
    await expect(rebuild()).rejects.toThrow("ledger.jsonl is damaged");
    expect((await repair(options(["ledger.jsonl"]))).left).toEqual([]);
    expect(await rebuild()).toEqual([{deal_id: "D1", amount: 1000}]);
  });
});

describe("a backup", () => {
  test("has all that can't be made anew and nothing else; what comes back is the same", async () => {
    await backup(build(), at("backup"), "one", readLedger);
    const before = await readBuildNote(build());
    rmSync(build(), {recursive: true});
    const {moved} = await restore(at("backup"), build(), undefined, at("aside"));
    expect(moved).toBeNull();
    expect(keptFiles(build())).toEqual([
      "backup.json",
      "build.json",
      "codes.json",
      ...[1, 2, 3].map((n) => `history/00000${n}.json`),
      `history/definitions/${definitions}.json`,
      "ledger.jsonl"
    ].filter((f) => f !== "backup.json")); // prettier-ignore
    expect(existsSync(at("build", "handshake.duckdb"))).toBe(false);
    expect(await readBuildNote(build())).toEqual(before);
    rmSync(at("drops"), {recursive: true});
    await writeFiles(at("drops"), {"customers_2026-06-30.csv": "customer_id,name\nC1,Cora\n"});
    expect(await rebuild()).toEqual([{deal_id: "D1", amount: 1000}]);
  });

  test("copies a delivery once for all backups, and the newest is restored unless another is named", async () => {
    expect(await backup(build(), at("backup"), "one", readLedger)).toMatchObject({copied: 2});
    await writeFiles(at("drops"), {"customers_2026-07-31.csv": "customer_id,name\nC2,Dan\n"});
    await rebuild();
    expect(await backup(build(), at("backup"), "two", readLedger)).toMatchObject({copied: 1});
    expect(await backupsIn(at("backup"))).toEqual(["one", "two"]);
    expect((await restore(at("backup"), build(), "one", at("aside"))).moved).toBe(at("aside"));
    expect(await readLedger(at("build", "ledger.jsonl"))).toHaveLength(2);
    expect(await readLedger(at("aside", "ledger.jsonl"))).toHaveLength(3);
  });

  test("that was made last is the newest, also where an earlier one has a later name, of a clock that was ahead; a copy of an earlier version comes after", async () => {
    for (const name of ["2031-01-01", "2026-07-01"]) await backup(build(), at("backup"), name, readLedger);
    expect(await backupsIn(at("backup"))).toEqual(["2031-01-01", "2026-07-01"]);
    expect((await restore(at("backup"), build(), undefined, at("aside"))).name).toBe("2026-07-01");
    cpSync(at("backup", "2026-07-01"), at("backup", "2026-06-01"), {recursive: true});
    expect((await backupsIn(at("backup"))).at(-1)).toBe("2026-06-01");
  });

  test("has what lies in folders of another disk, to which the build folder has links", async () => {
    for (const name of ["store", "history"]) {
      renameSync(at("build", name), at(`other-${name}`));
      symlinkSync(at(`other-${name}`), at("build", name));
    }
    const kept = keptFiles(build());
    expect(kept).toContain("history/000001.json");
    expect(await backup(build(), at("backup"), "one", readLedger)).toMatchObject({copied: 2});
    await restore(at("backup"), build(), undefined, at("aside"));
    expect(keptFiles(build())).toEqual(kept);
    expect(await found()).toEqual([]);
  });

  test("is refused where the folder for it is a file", async () => {
    writeFileSync(at("backup"), "mine");
    await expect(backup(build(), at("backup"), "b1", readLedger)).rejects.toThrow(
      `${at("backup")} is a file, expected a folder for backups`
    );
    expect(readFileSync(at("backup"), "utf8")).toBe("mine");
  });

  test("is not made of a damaged delivery, and earlier ones stay", async () => {
    await backup(build(), at("backup"), "one", readLedger);
    rmSync(at("backup", "store"), {recursive: true});
    sameLength(first("store", /[0-9a-f]{64}$/));
    await expect(backup(build(), at("backup"), "two", readLedger)).rejects.toThrow("is damaged");
    expect(await backupsIn(at("backup"))).toEqual(["one"]);
  });

  test.each([
    [
      "a delivery that is missing in the store",
      () => rmSync(at("build", "store"), {recursive: true}),
      70,
      "is missing in the store"
    ],
    ["a kept file that is cut", () => truncateSync(at("build", "codes.json"), 5), 70, "codes.json: it is not whole JSON"],
    ["a ledger that is gone", () => rmSync(at("build", "ledger.jsonl")), 70, "ledger.jsonl"],
    [
      "nothing at all",
      () => readdirSync(build()).forEach((name) => rmSync(at("build", name), {recursive: true})),
      66,
      "has nothing to back up"
    ]
  ])("is not made of a build folder with %s, and earlier ones stay the newest", async (_, harm, exitCode, said) => {
    await backup(build(), at("backup"), "one", readLedger);
    harm();
    const error = await backup(build(), at("backup"), "two", readLedger).catch((e: unknown) => e);
    expect(error).toMatchObject({exitCode, message: expect.stringContaining(said) as string});
    expect(await backupsIn(at("backup"))).toEqual(["one"]);
  });

  test("that is damaged restores nothing and is named", async () => {
    await backup(build(), at("backup"), "one", readLedger);
    truncateSync(at("backup", "one", "codes.json"), 3);
    const before = readFileSync(at("build", "ledger.jsonl"), "utf8");
    await expect(restore(at("backup"), build(), undefined, at("aside"))).rejects.toThrow(/one is damaged: .*codes\.json/);
    expect(readFileSync(at("build", "ledger.jsonl"), "utf8")).toBe(before);
  });

  const isRoot = process.getuid?.() === 0;
  test("that is restored is as open to others as the folder that was there, and belongs to the same user", async () => {
    await backup(build(), at("backup"), "one", readLedger);
    chmodSync(build(), 0o700);
    if (isRoot) chownSync(build(), 12345, 12346);
    await restore(at("backup"), build(), undefined, at("aside"));
    expect(statSync(build()).mode & 0o777).toBe(0o700);
    const owner = (file: string) => [statSync(file).uid, statSync(file).gid];
    const wanted = isRoot ? [12345, 12346] : owner(at("aside"));
    for (const file of ["", "store", "ledger.jsonl", first("store", /[0-9a-f]{64}$/)])
      expect([file, owner(at("build", file))]).toEqual([file, wanted]);
  });

  test("is restored within a folder that has to stay; what that had is in a hidden one, which no backup looks into", async () => {
    await backup(build(), at("backup"), "one", readLedger);
    const kept = keptFiles(build());
    await writeFiles(build(), {"codes.json": "spoilt", ".lock": "held"});
    const {ino} = statSync(build());
    const {part, prepare, moveIn} = restoringTo(build(), at("build.before-restore-1"), true);
    await prepare();
    cpSync(at("backup", "one"), part, {recursive: true});
    cpSync(at("backup", "store"), path.join(part, "store"), {recursive: true});
    expect(await moveIn()).toBe(at("build", ".before-restore-1"));
    expect(readFileSync(at("build", ".before-restore-1", "codes.json"), "utf8")).toBe("spoilt");
    expect([statSync(build()).ino, readFileSync(at("build", ".lock"), "utf8")]).toEqual([ino, "held"]);
    expect(keptFiles(build()).filter((f) => f !== "backup.json")).toEqual(kept);
    expect(await found()).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "into a folder that stays itself leaves its user the lock that root made there",
    async () => {
      await writeFiles(build(), {".lock": ""});
      chownSync(build(), 1234, 1235);
      const {prepare, moveIn} = restoringTo(build(), at("build.before-restore-1"), true);
      await prepare();
      await moveIn();
      const owners = [".lock", ".before-restore-1"].map((name) => statSync(at("build", name)).uid);
      expect(owners).toEqual([1234, 1234]);
    }
  );

  test("leaves a folder where it is that another of the same disk is bound to: the system’s list of mounts names it", () => {
    const line = (folder: string) => `36 35 8:1 /srv/co ${folder} rw,relatime shared:1 - ext4 /dev/sda1 rw`;
    expect(mountsIn([line("/app/build"), line("/app/our\\040build"), ""].join("\n"))).toEqual([
      "/app/build",
      "/app/our build",
      ""
    ]);
  });

  test("that can't take its place leaves the folder that was there", async () => {
    const {part, prepare, moveIn} = restoringTo(build(), at("aside"), false);
    await expect(moveIn()).rejects.toThrow("ENOENT");
    expect([await found(), existsSync(at("aside"))]).toEqual([[], false]);
    // the second of these can't be moved in, when all that was there has been moved away
    await writeFiles(build(), {".lock": "held"});
    await prepare();
    await writeFiles(part, {".a": "a", ".lock/b": "b"});
    await expect(moveIn()).rejects.toThrow("ENOTDIR");
    expect([await found(), existsSync(at("aside")), existsSync(at("build", ".a"))]).toEqual([[], false, false]);
  });

  test("is restored into the same folder, whose lock no other run gets meanwhile, and lost+found of a disk stays where it is", async () => {
    await backup(build(), at("backup"), "one", readLedger);
    await writeFiles(build(), {".lock": "held", "lost+found/of-the-disk": ""});
    const {ino} = statSync(build());
    expect((await restore(at("backup"), build(), undefined, at("aside"))).moved).toBe(at("aside"));
    expect([statSync(build()).ino, readFileSync(at("build", ".lock"), "utf8")]).toEqual([ino, "held"]);
    expect([existsSync(at("build", "lost+found")), await found()]).toEqual([true, []]);
    expect(keptFiles(build()).filter((file) => file.includes("lost"))).toEqual([]);
  });

  test("is made and restored from the command line", {timeout: 900_000}, async () => {
    expect((await handshake(["backup", at("backup"), "--build", build()])).exitCode).toBe(0);
    rmSync(build(), {recursive: true});
    const {exitCode, stdout} = await handshake(["restore", at("backup"), "--build", build()]);
    expect([exitCode, stdout.startsWith("Restored ")]).toEqual([0, true]);
    expect(await found()).toEqual([]);
    expect((await handshake(["repair", "--build", build(), "--drops", at("drops")])).stdout).toContain("Nothing is damaged.");
    expect((await handshake(["restore", at("nothing"), "--build", build()])).exitCode).toBe(66);
  });
});

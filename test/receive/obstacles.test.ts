import {spawnSync} from "node:child_process";
import {chmodSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {receive} from "../../loaders/receive/receive.ts";
import {checkBackupFolder, checkFolders, checkRestoredFolder} from "../../loaders/run/folders.ts";
import {handshake} from "../support/handshake.ts";
import {temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFiles(at("drops"), {"partners_2026-06-30.csv": "partner_id,name\nP1,Ann\n"});
});
afterEach(() => {
  process.chdir("/");
  // unlike Node's own, it removes paths of any length
  spawnSync("rm", ["-rf", folder]);
});

const received = async () => {
  const {received: taken, rejectedFiles} = await receive({
    drops: at("drops"),
    store: at("build", "store"),
    ledger: at("build", "ledger.jsonl"),
    today: "2026-07-01"
  });
  return {taken: taken.map((r) => r.path), refused: rejectedFiles.map((r) => r.message)};
};

describe("one thing in the drops that can't be read is named, and the rest goes on", () => {
  test("a link that leads nowhere, and one that leads somewhere", async () => {
    symlinkSync("/nowhere/at-all.csv", at("drops", "deals_2026-06-30.csv"));
    symlinkSync(at("drops"), at("drops", "june"));
    const {taken, refused} = await received();
    expect(taken).toEqual(["partners_2026-06-30.csv"]);
    expect(refused).toEqual([
      "deals_2026-06-30.csv is a link; links are not followed. Copy the file itself into the drop.",
      "june is a link; links are not followed. Copy the file itself into the drop."
    ]);
  });

  test("a path that is longer than the system takes", async () => {
    const part = "x".repeat(200);
    process.chdir(at("drops"));
    for (let depth = 0; depth < 22; depth++) {
      mkdirSync(part);
      process.chdir(part);
    }
    process.chdir("/");
    const {taken, refused} = await received();
    expect(taken).toEqual(["partners_2026-06-30.csv"]);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain("has a path longer than the system takes (4,096 bytes)");
  });

  test("a line break in the name of a file or folder, which begins no line of its own in any message", async () => {
    await writeFiles(at("drops"), {
      "deals_2026-06-30.csv\nERROR all is lost": "deal_id\nD1\n",
      "sub\nfolder/people_2026-06-30.csv": "person_id,name\nH1,Ann\n"
    });
    const {taken, refused} = await received();
    expect(taken).toEqual(["partners_2026-06-30.csv"]);
    expect(refused).toHaveLength(2);
    for (const message of refused)
      expect(message).toMatch(/^"[^\n]*\\n[^\n]*" has characters other than [^\n]* Rename the (file|folder)\.$/);
  });

  test("a file and a folder whose names are of bytes that are no UTF-8, as old systems write", async () => {
    const named = (name: string) => Buffer.from(`${at("drops")}/${name}`, "latin1");
    mkdirSync(named("K\xf6ln"));
    for (const name of ["K\xf6ln/deals_2026-05-31.csv", "deals_K\xf6ln.csv"]) writeFileSync(named(name), "deal_id\nD1\n");
    const {taken, refused} = await received();
    expect(taken).toEqual(["partners_2026-06-30.csv"]);
    expect(refused).toEqual([
      '"K\ufffdln" has characters other than letters, digits, ".", "_" and "-". Rename the folder.',
      '"deals_K\ufffdln.csv" has characters other than letters, digits, ".", "_" and "-". Rename the file.'
    ]);
  });

  test("a folder that this user may not read", {timeout: 900_000}, async ({skip}) => {
    await writeFiles(at("drops"), {"closed/deals_2026-06-30.csv": "x"});
    chmodSync(at("drops", "closed"), 0);
    const asRoot = process.getuid?.() === 0;
    for (const place of [folder, at("drops")]) chmodSync(place, 0o777);
    mkdirSync(at("build"));
    chmodSync(at("build"), 0o777);
    const under = asRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
    const args = ["check", at("drops"), "--build", at("build"), "--as-of", "2026-06-30"];
    const outcome = await handshake(args, {under, cwd: folder, env: {HOME: folder, TMPDIR: folder}}).catch(() => null);
    chmodSync(at("drops", "closed"), 0o755);
    if (!outcome || /EACCES.*(node_modules|loaders)/.test(outcome.stderr)) skip("another user may not read the project here");
    expect(outcome!.stdout).toContain("The folder closed may not be read by this user");
    expect([outcome!.exitCode, outcome!.stdout.includes("accept partners_2026-06-30.csv")]).toEqual([65, true]);
  });
});

describe("folders that would get into each other's way are refused", () => {
  const folders = () => ({drops: at("drops"), build: at("build"), site: at("site")});

  test("a build or a site inside the drops, by any way there", () => {
    checkFolders(folders());
    symlinkSync(at("drops"), at("way"));
    for (const [what, place] of [
      ["build", at("drops", "build")],
      ["site", at("drops", "a", "site")],
      ["build", at("way", "build")],
      ["site", at("drops")]
    ] as const)
      // prettier-ignore
      expect(() => checkFolders({...folders(), [what]: place})).toThrow(`Name another with --${what} DIR`);
    checkFolders({...folders(), build: at("drops-build")});
  });

  test("a build folder whose path the database takes for a pattern", () => {
    for (const c of ["[", "*", "?"])
      expect(() => checkFolders({...folders(), build: at(`a${c}b`)})).toThrow(`the character ${c}`);
  });

  test("a build or site folder that is a file, or lies below one, and one folder for both", () => {
    writeFileSync(at("note.txt"), "");
    for (const what of ["build", "site"] as const)
      for (const place of [at("note.txt"), at("note.txt", "below", "it")])
        expect(() => checkFolders({...folders(), [what]: place})).toThrow(`${at("note.txt")} is a file, expected a folder`);
    expect(() => checkFolders({...folders(), build: at("site")})).toThrow(/are both .*; web servers read the one/);
  });

  test("a build folder inside the site folder, and the reverse, by any way there", () => {
    mkdirSync(at("site"));
    symlinkSync(at("site"), at("served"));
    for (const build of [at("site", "build"), at("served", "build")])
      expect(() => checkFolders({...folders(), build})).toThrow(
        `The build folder ${build} lies inside the site folder ${at("site")}; web servers read the one`
      );
    const site = at("build", "site");
    expect(() => checkFolders({...folders(), site})).toThrow(/lies inside the build folder .* Name another with --site DIR/);
    checkFolders({...folders(), build: at("site-build")});
  });

  test.each([
    ["build/backups", "lies inside the build folder"],
    ["build", "lies inside the build folder"],
    ["drops/backups", "lies inside the drops folder"],
    ["site/backups", "lies inside the site folder"],
    ["elsewhere/team/backups", "lies inside the site folder"],
    ["way", "lies inside the build folder"]
  ])("a folder for backups at %s: it %s", async (name, why) => {
    await writeFiles(folder, {"build/build.json": "{}", "a-file": "", "elsewhere/owner.json": '{"id": "1", "build": "b"}'});
    symlinkSync(at("build"), at("way"));
    const others = {drops: at("drops"), site: at("site")};
    expect(() => checkBackupFolder(at(...name.split("/")), at("build"), others)).toThrow(why);
    for (const other of ["backups", "a-file"]) expect(() => checkBackupFolder(at(other), at("build"), others)).not.toThrow();
  });

  test("a build folder that is the folder of the backups from which it is restored, or lies in one; beside them it may be", async () => {
    await writeFiles(folder, {"backups/2026-06-30/backup.json": "{}"});
    for (const build of ["backups", "backups/store", "backups/store/build", "backups/2026-06-30", "backups/2026-06-30/build"])
      expect(() => checkRestoredFolder(at("backups"), at(...build.split("/")))).toThrow("which would be moved aside");
    for (const build of ["build", "backups/build", "backups/data/build"])
      expect(() => checkRestoredFolder(at("backups"), at(...build.split("/")))).not.toThrow();
    expect(() => checkRestoredFolder(at("build", "backups"), at("build"))).not.toThrow();
  });

  test("a drops folder that is a link to nothing", () => {
    symlinkSync("/nowhere/at-all", at("unmounted"));
    expect(() => checkFolders({...folders(), drops: at("unmounted")})).toThrow(
      `is a link to ${readlinkSync(at("unmounted"))}, which does not exist`
    );
  });
});

test("the work of receiving grows with the number of files, not with its square", {timeout: 900_000}, async () => {
  const timed = async (count: number): Promise<number> => {
    const drops = at(`many-${count}`);
    const many = Object.fromEntries(Array.from({length: count}, (_, i) => [`${i % 100}/note-${i}.xyz`, ""]));
    await writeFiles(drops, many);
    const options = {drops, store: at(`store-${count}`), ledger: at(`ledger-${count}.jsonl`), today: "2026-07-01"};
    const start = process.cpuUsage();
    expect((await receive(options)).rejectedFiles).toHaveLength(count);
    const {user, system} = process.cpuUsage(start);
    return user + system;
  };
  await timed(200);
  const [small, large] = [await timed(500), await timed(4000)];
  // 8 times the files: 64 times the work if it were quadratic
  expect(large / small).toBeLessThan(24);
});

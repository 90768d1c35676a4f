import {spawn, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {chownSync, existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {lockFolder, lockFolders} from "../../loaders/run/lock.ts";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let folder: string;
const holders: ChildProcess[] = [];
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill("SIGKILL");
  await removeFolder(folder);
});

/** Another process that takes the lock and keeps it. */
async function holder(): Promise<ChildProcess> {
  const code = `const {lockFolder} = await import(${JSON.stringify(path.join(root, "loaders/run/lock.ts"))}); await lockFolder(${JSON.stringify(folder)}); process.send("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit", "ipc"]
  });
  holders.push(child);
  await once(child, "message");
  return child;
}

const busy = expect.objectContaining({exitCode: 75}) as Error;

describe("a folder's lock", () => {
  test("is one run's alone: another is told who has it, at once", async () => {
    const {pid} = await holder();
    await expect(lockFolder(folder)).rejects.toEqual(busy);
    await expect(lockFolder(folder)).rejects.toThrow(`process ${pid}`);
  });

  test("is free the moment that its holder was killed, though its file stays", async () => {
    const child = await holder();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(existsSync(path.join(folder, ".lock"))).toBe(true);
    await (await lockFolder(folder)).release();
  });

  test("is not taken from a holder that is stopped, however long", async () => {
    const child = await holder();
    child.kill("SIGSTOP");
    await expect(lockFolder(folder)).rejects.toEqual(busy);
  });

  test("is free again after it was released, also for the same process", async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toEqual(busy);
    await lock.release();
    await (await lockFolder(folder)).release();
  });

  test("whose file somebody deleted is known to be lost", async () => {
    const lock = await lockFolder(folder);
    await lock.stillOurs();
    rmSync(path.join(folder, ".lock"));
    await expect(lock.stillOurs()).rejects.toThrow("nothing is published");
    const second = await lockFolder(folder);
    await expect(lock.stillOurs()).rejects.toThrow("nothing is published");
    await Promise.all([lock.release(), second.release()]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "that root makes is its folder's owner's, and no link is followed to another file",
    async () => {
      chownSync(folder, 1234, 1235);
      await (await lockFolder(folder)).release();
      const {uid, gid} = statSync(path.join(folder, ".lock"));
      expect([uid, gid]).toEqual([1234, 1235]);
      rmSync(path.join(folder, ".lock"));
      writeFileSync(path.join(folder, "other"), "of root");
      symlinkSync("other", path.join(folder, ".lock"));
      await expect(lockFolder(folder)).rejects.toThrow("ELOOP");
      expect([readFileSync(path.join(folder, "other"), "utf8"), statSync(path.join(folder, "other")).uid]).toEqual([
        "of root",
        0
      ]);
    }
  );

  test("covers all the folders of a run or none", async () => {
    const [build, site] = [path.join(folder, "build"), path.join(folder, "site")];
    const other = await lockFolder(site);
    await expect(lockFolders([build, site])).rejects.toEqual(busy);
    await (await lockFolder(build)).release();
    await other.release();
    const both = await lockFolders([build, site, build]);
    await expect(lockFolder(site)).rejects.toEqual(busy);
    await both.release();
  });
});

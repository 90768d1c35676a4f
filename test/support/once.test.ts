import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {once} from "./once.ts";

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "handshake-once-"));
  folder = path.join(parent, "made");
});
afterEach(() => rmSync(parent, {recursive: true}));

describe("once", () => {
  test("makes the folder's contents one time, and all who ask wait until they are there", async () => {
    let made = 0;
    const ask = async (): Promise<string> => {
      await once(folder, async (f) => {
        made++;
        await sleep(200);
        writeFileSync(path.join(f, "thing.txt"), "whole");
      });
      return readFileSync(path.join(folder, "thing.txt"), "utf8");
    };
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(["whole", "whole", "whole"]);
    expect(made).toBe(1);
  });

  test("tells everyone who asks why it failed", async () => {
    const ask = (): Promise<void> => once(folder, () => Promise.reject(new Error("no room")));
    await expect(ask()).rejects.toThrow("no room");
    await expect(ask()).rejects.toThrow("no room");
  });
});

import {existsSync, mkdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {linkInto} from "../../loaders/release/carry.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

test("a file is linked into a folder that is not there yet, what is there already stays, and a file that is gone makes nothing", async () => {
  const folder = await temporaryFolder();
  const at = (name: string) => path.join(folder, name);
  mkdirSync(at("old"));
  writeFileSync(at("old/a.js"), "a");
  expect(await linkInto(at("old/a.js"), at("new/code/a.js"))).toBe(true);
  expect(statSync(at("new/code/a.js")).ino).toBe(statSync(at("old/a.js")).ino);
  writeFileSync(at("new/code/b.js"), "own");
  expect(await linkInto(at("old/a.js"), at("new/code/b.js"))).toBe(true);
  expect(readFileSync(at("new/code/b.js"), "utf8")).toBe("own");
  expect(await linkInto(at("old/gone.js"), at("new/code/gone.js"))).toBe(false);
  expect(await linkInto(at("old/gone.js"), at("other/gone.js"))).toBe(false);
  expect(existsSync(at("other"))).toBe(false);
  await removeFolder(folder);
});

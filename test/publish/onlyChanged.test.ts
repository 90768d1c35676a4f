import {mkdtempSync, readdirSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, expect, test} from "vitest";
import {fewDeals, publishRecords} from "../release/project.ts";

const folder = mkdtempSync(path.join(tmpdir(), "handshake-again-"));
afterAll(() => rmSync(folder, {recursive: true}));

/** When each published file was last written, and its place on the disk, which a file put in its stead has not. */
const written = () =>
  Object.fromEntries(
    readdirSync(folder, {recursive: true, encoding: "utf8"})
      .filter((f) => f.endsWith(".json"))
      .map((f) => [f, statSync(path.join(folder, f))] as const)
      .map(([f, {mtimeMs, ino}]) => [f, `${String(mtimeMs)} ${String(ino)}`])
  );

test("records that are the same write no file again, and another amount writes some of them", async () => {
  await publishRecords(fewDeals, folder);
  const before = written();
  expect(Object.keys(before).length).toBeGreaterThan(20);
  await publishRecords(fewDeals, folder);
  expect(written()).toEqual(before);

  const [first, ...others] = fewDeals.deals ?? [];
  await publishRecords({...fewDeals, deals: [{...first!, amount: "1001"}, ...others]}, folder);
  const now = written();
  const same = Object.keys(before).filter((f) => now[f] === before[f]);
  expect(same).toContain("people.json");
  expect(same).not.toContain("overview.json");
});

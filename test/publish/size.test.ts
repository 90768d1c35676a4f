import {mkdtempSync, readdirSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {publishRecords} from "../release/project.ts";
import {manyPartnersInFull} from "../support/manyPartners.ts";

test("every file for 2,000 partners stays below a megabyte", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-size-"));
  await publishRecords(manyPartnersInFull(2000), folder);
  const sizes = Object.fromEntries(readdirSync(folder).map((f) => [f, statSync(path.join(folder, f)).size]));
  rmSync(folder, {recursive: true});
  expect(Object.entries(sizes).filter(([, size]) => size >= 1e6)).toEqual([]);
});

import {appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {whenSettled} from "../../loaders/dev/settled.ts";

test("a file that goes on being written after it was handed on is handed on again, though no change of it was told", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-settled-"));
  const full = (file: string) => path.join(folder, file);
  const read: string[][] = [];
  const edited = whenSettled(full, () => false, (files) => void read.push(files.map((file) => `${file}: ${readFileSync(full(file), "utf8")}`))); // prettier-ignore
  for (const file of ["a.md", "b.md"]) writeFileSync(full(file), "half");
  for (const file of ["a.md", "b.md"]) edited(file);
  await expect.poll(() => read).toEqual([["a.md: half", "b.md: half"]]);
  appendFileSync(full("a.md"), " and half");
  await expect.poll(() => read.slice(1)).toEqual([["a.md: half and half"]]);
  // and once it is whole, no more
  await new Promise((done) => setTimeout(done, 250));
  expect(read).toHaveLength(2);
  rmSync(folder, {recursive: true});
});

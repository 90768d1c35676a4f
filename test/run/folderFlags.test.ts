import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, expect, test} from "vitest";
import {commandLine} from "../../loaders/commands/program.ts";

const folder = mkdtempSync(path.join(tmpdir(), "flags-"));
const file = path.join(folder, "a.txt");
writeFileSync(file, "x");
afterAll(() => rmSync(folder, {recursive: true}));

test.each([
  ["verify", ["--build", file]],
  ["serve", ["--site", file]],
  ["sql", ["--build", file]],
  ["pack", ["P1", "--out", file]],
  ["releases", ["--site", file]],
  ["restore", [file]]
])("%s names a file that is given for a folder, and what to give", async (command, args) => {
  const run = commandLine().parseAsync([command, ...args], {from: "user"});
  await expect(run).rejects.toThrow(/a\.txt is a file, expected a folder\. Name .*\. Nothing was changed\.$/);
});

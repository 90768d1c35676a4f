import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, expect, test, vi} from "vitest";
import {readPort} from "../../loaders/commands/options.ts";
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

test.each([
  ["unpin", ["--site", path.join(folder, "stie")], 66, "There is no site folder"],
  ["match", [folder, "--out", folder], 66, "is a folder, expected a file. Name another with --out FILE"],
  ["init", [file, "--yes"], 78, "is a file, expected a folder"],
  ["init", [path.join(folder, "own"), "--drops", folder, "--yes"], 64, "--drops is not taken with a folder"]
])("%s %j says what it can't take, and changes nothing", async (command, args, exitCode, said) => {
  const run = commandLine().parseAsync([command, ...args], {from: "user"});
  await expect(run).rejects.toMatchObject({exitCode, message: expect.stringContaining(said) as string});
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

test("match writes no proposals into a mirror of object storage, from which the next run would take them away", async () => {
  const run = commandLine().parseAsync(["match", "s3://exports/deals"], {from: "user"});
  await expect(run).rejects.toMatchObject({exitCode: 64, message: expect.stringContaining("with --out FILE") as string});
});

test.each([
  ["decide", ["0a1b", "done", "--drops", "s3://exports/deals"]],
  ["init", ["--drops", "s3://exports/deals", "--yes"]]
])("%s %j makes no folder of an address, from which no rebuild would read", async (command, args) => {
  const run = commandLine().parseAsync([command, ...args], {from: "user"});
  await expect(run).rejects.toMatchObject({
    exitCode: 64,
    message: expect.stringMatching(/^--drops is s3:\/\/exports\/deals, expected a folder: .* Nothing was changed\.$/) as string
  });
  expect(existsSync("s3:")).toBe(false);
});

test("compare takes no build folder that isn't there, in which all would seem new, and makes none", async () => {
  const build = path.join(folder, "biuld");
  const run = commandLine().parseAsync(["compare", "--build", build], {from: "user"});
  await expect(run).rejects.toMatchObject({
    exitCode: 66,
    message: expect.stringMatching(/There is no folder .*biuld\. Name/) as string
  });
  expect(existsSync(build)).toBe(false);
});

test.each([
  ["check", ["--build", ""], "--build is empty"],
  ["rebuild", ["--site", "", "--drops="], "--drops and --site are empty"],
  ["rebuild", ["--accept-volume", "a.csv", "--accept-volume", ""], "--accept-volume is empty"],
  ["rollback", [""], "<id> is empty"],
  ["releases", ["--project", ""], "--project is empty"],
  ["restore", [""], "<dir> is empty"],
  ["decide", ["0a1b", "done", "--by", "", "--note", ""], "--by is empty"]
])(
  "%s %j: an empty value is taken for a variable that is not set, never for the current folder or any name",
  async (command, args, said) => {
    const run = commandLine().parseAsync([command, ...args], {from: "user"});
    await expect(run).rejects.toMatchObject({exitCode: 64, message: expect.stringContaining(said) as string});
  }
);

test.each([
  [["rebuild", "--frob", "--json"], "error: unknown option '--frob'"],
  [
    ["check", "--as-of", "soon"],
    "error: option '--as-of <date>' argument 'soon' is invalid. \"soon\" is not a day, expected YYYY-MM-DD."
  ],
  [["--help"], ""]
])("%j leaves with the words for people and programs alike", async (args, message) => {
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await expect(commandLine().parseAsync(args, {from: "user"})).rejects.toMatchObject({message, exitCode: message ? 64 : 0});
  expect(errors).not.toHaveBeenCalled();
  written.mockRestore();
  errors.mockRestore();
});

test.each(["", " ", "1e3", "0x50", "-1", "65536", "80.5"])("%j is not taken for a port; 0, 80 and 65535 are ports", (text) => {
  expect(() => readPort(text)).toThrow(`"${text}" is not a port, expected 0 to 65535.`);
  expect(["0", "80", "65535"].map(readPort)).toEqual([0, 80, 65535]);
});

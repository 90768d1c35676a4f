import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {handshake, root} from "../support/handshake.ts";
import {mentionsIn} from "./readme.ts";

const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const mentions = mentionsIn(read("README.md"));

describe("README.md says what is so", () => {
  test("the two commands that it begins with are npm start and npm test", () => {
    expect(mentions.scripts).toEqual(expect.arrayContaining(["start", "test"]));
  });

  test("every npm script that it names exists", () => {
    const {scripts} = JSON.parse(read("package.json")) as {scripts: Record<string, string>};
    expect(mentions.scripts.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("every handshake command that it names is one that handshake --help lists", async () => {
    const {stdout, exitCode} = await handshake(["--help"]);
    expect(exitCode).toBe(0);
    expect(mentions.commands.filter((name) => !new RegExp(`^\\s+${name}\\b`, "m").test(stdout))).toEqual([]);
  });

  test("every file and folder of the project that it names exists", () => {
    expect(mentions.paths.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});

describe("mentions in a README", () => {
  test("are scripts and commands in code, and paths anywhere", () => {
    const text = [
      "Run `npm run lint` or npm run nothing; see loaders/metrics/DECISIONS.md, src/index.md and data/sample.",
      "```sh",
      "npm ci",
      "npm start",
      "npx handshake check --drops data/sample",
      "```"
    ].join("\n");
    expect(mentionsIn(text)).toEqual({
      scripts: ["lint", "start"],
      commands: ["check"],
      paths: ["data/sample", "loaders/metrics/DECISIONS.md", "src/index.md"]
    });
  });
});

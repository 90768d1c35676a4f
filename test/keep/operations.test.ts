import {readFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {mentionsIn} from "../house/readme.ts";
import {handshake, root} from "../support/handshake.ts";

const text = readFileSync(path.join(root, "docs/operations.md"), "utf8");

test("docs/operations.md names commands and flags that there are", {timeout: 900_000}, async () => {
  const commands = mentionsIn(text).commands;
  expect(commands).toEqual(expect.arrayContaining(["verify", "repair", "backup", "restore"]));
  const {stdout} = await handshake(["--help"]);
  expect(commands.filter((name) => !new RegExp(`^\\s+${name}\\b`, "m").test(stdout))).toEqual([]);
  for (const command of ["verify", "repair", "restore", "rebuild"]) {
    const help = (await handshake([command, "--help"])).stdout;
    const flags = [...text.matchAll(new RegExp(`\\b${command} (--[a-z-]+)`, "g"))].map((m) => m[1]!);
    expect([command, flags.filter((flag) => !help.includes(flag))]).toEqual([command, []]);
  }
});

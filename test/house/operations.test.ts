import {existsSync, readFileSync, rmSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {bundledProgram} from "../faults/bundle.ts";
import {deliver, run, worldIn, type World} from "../faults/world.ts";
import {handshake, root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {codeBlocks} from "../support/sources.ts";

/* docs/operations.md and SECURITY.md say what is so: their commands are run, their codes, metrics, variables and files exist. */

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const operations = read("docs/operations.md");

describe("docs/operations.md", () => {
  let folder: string;
  let world: World;
  let program: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    world = worldIn(folder);
    program = await bundledProgram();
    for (const which of ["first", "second"] as const) {
      deliver(world, which);
      await run([process.execPath, program, JSON.stringify(world)]);
    }
  });
  afterAll(async () => {
    rmSync(path.dirname(program), {recursive: true, force: true});
    await removeFolder(folder);
  });

  test("has commands that run as they are written, but for the folders", async () => {
    const lines = codeBlocks(operations, ["sh"])
      .join("\n")
      .split("\n")
      .filter((line) => line.startsWith("npx handshake "));
    expect(lines.length).toBeGreaterThan(4);
    const folders: Record<string, string[]> = {
      doctor: ["--drops", world.drops, "--build", world.build, "--site", world.site, "--settings", world.settings],
      releases: ["--site", world.site, "--settings", world.settings],
      rollback: ["--site", world.site, "--settings", world.settings],
      unpin: ["--site", world.site]
    };
    for (const line of lines) {
      const args = line.replace("npx handshake ", "").split(" ");
      // the commands of keeping have a test of their own
      if (!(args[0]! in folders)) continue;
      const {exitCode, stderr} = await handshake([...args, ...(folders[args[0]!] ?? [])]);
      expect([line, exitCode, stderr]).toEqual([line, 0, ""]);
    }
  });

  test("names every metric that a run leaves, and no other", () => {
    const left = [...readFileSync(path.join(world.build, "handshake.prom"), "utf8").matchAll(/^# TYPE (\w+)/gm)].map(
      ([, name]) => name
    );
    const named = [...operations.matchAll(/`(handshake_\w+)[`{]/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual([...new Set(left)].sort());
  });

  test("names every exit code that the program gives", () => {
    const codes = [...operations.matchAll(/^\| ([\d, ]+?) +\|/gm)].flatMap(([, cell = ""]) => cell.split(", ").map(Number));
    expect(codes.sort((a, b) => a - b)).toEqual([0, 64, 65, 66, 69, 70, 75, 78, 129, 130, 143]);
  });

  test("names every variable that the program reads", () => {
    const read_ = (file: string) => [...read(file).matchAll(/HANDSHAKE_\w+/g)].map(([name]) => name);
    const used = ["loaders/notifications/channels.ts", "loaders/run/report/conclude.ts"].flatMap(read_);
    const named = [...operations.matchAll(/HANDSHAKE_\w+/g)].map(([name]) => name);
    expect([...new Set(used)].filter((name) => !named.includes(name))).toEqual([]);
  });
});

test.each(["docs/operations.md", "SECURITY.md"])("every file in deploy/ that %s names exists", (file) => {
  const named = [
    ...read(file).matchAll(/`(?:deploy\/)?((?:handshake|nginx)[\w.-]*\.(?:conf|service|cron)|Caddyfile|_headers)`/g)
  ];
  expect(named.length).toBeGreaterThan(2);
  for (const [, name = ""] of named) expect([name, existsSync(path.join(root, "deploy", name))]).toEqual([name, true]);
});

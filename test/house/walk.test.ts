import {spawnSync} from "node:child_process";
import {cpSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {takeCache} from "../support/cache.ts";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {codeBlocks} from "../support/sources.ts";
import {TreeCopy} from "./treeCopy.ts";

/*
 * The walk of docs/analyst.md from nothing to a published notebook, line by line as it is written, in a shell with a home of its own and a
 * fresh clone. Only what needs a network is done another way: the clone is of a copy of the tree, and `npm ci` is what it leaves, a link.
 */

const guide = readFileSync(path.join(root, "docs/analyst.md"), "utf8");
const steps = codeBlocks(guide, ["sh"])
  .find((code) => code.startsWith("git clone"))!
  .trim()
  .split("\n");
const link = `ln -sfn ${path.join(root, "node_modules")} node_modules`;

let home: string;
const copy = new TreeCopy();
beforeAll(async () => {
  home = await temporaryFolder();
  mkdirSync(path.join(home, "exports"));
  writeFileSync(path.join(home, "exports/partners_2026-06-30.csv"), "partner_id,name,joined_on\nPA,Ann,2024-01-01\n");
  const deals = [1, 2, 3, 4, 5, 6].map((n) => `D${n},PA,C${n},2026-01-1${n},2026-03-1${n},won,100,EUR\n`).join("");
  const head = "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,currency\n";
  writeFileSync(path.join(home, "exports/deals_2026-06-30.csv"), head + deals);
  for (const name of ["docs", ".gitignore"]) cpSync(path.join(root, name), path.join(copy.root, name), {recursive: true});
});
afterAll(async () => {
  copy.remove();
  await removeFolder(home);
});

/** Runs lines in one shell, which tells afterwards where it is. */
function shell(lines: string[], cwd: string): {status: number | null; said: string; cwd: string} {
  const env = {...process.env, HOME: home, HANDSHAKE_PROJECT: ""};
  const script = `${lines.join("\n")}\npwd >&3\n`;
  const {status, stdout, stderr, output} = spawnSync("bash", ["-e", "-c", script], {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"]
  });
  return {status, said: `${stdout}${stderr}`, cwd: (output[3] ?? "").trim() || cwd};
}

test("from nothing to a published notebook it is six steps", () => {
  const made = shell(
    ["git init -q .", "git add -A . ':!node_modules'", "git -c user.name=a -c user.email=a@example.com commit -qm tree"],
    copy.root
  );
  const hasGit = made.status === 0;
  let at = home;
  for (const step of steps) {
    if (step === "npx handshake rebuild") takeCache(path.join(at, "build/cache"));
    const line = step
      .replace("npm ci", link)
      .replace(hasGit ? "ADDRESS" : "git clone ADDRESS", hasGit ? copy.root : `cp -r ${copy.root}`);
    const done = shell([line], at);
    expect([step, done.status, done.status === 0 ? "" : done.said]).toEqual([step, 0, ""]);
    at = done.cwd;
  }
  console.log(`from nothing to a published notebook: ${steps.length} steps`);
  expect(steps).toHaveLength(6);
  expect(guide).toContain("From nothing to a published notebook:\n\n```sh\ngit clone ADDRESS");
  expect(at).toBe(path.join(home, "partnerships"));
  const html = (page: string) =>
    readFileSync(path.join(at, "dist/current", `${page}.html`), "utf8").replaceAll(/<!--.*?-->/g, "");
  expect(html("notebooks/renewals")).toMatch(/The best-rated partner is .*, of .*\d.* with a score/);
  expect(html("index")).toMatch(/href="\.\/notebooks\/renewals"/);
  // and nothing of it came into the clone
  const changed = shell(["git status --porcelain"], path.join(home, "handshake"));
  if (hasGit) expect(changed.said.replace("?? node_modules\n", "")).toBe("");
});

import {spawn, spawnSync} from "node:child_process";
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import getPort from "get-port";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findTool} from "../../setup/tools.mjs";
import {deliver, worldIn} from "../faults/world.ts";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {deploy, known} from "./served.ts";

/* The examples of deploy/ together, as they are: the service's command as a user of its own, in the folders of handshake.tmpfiles.conf,
   and nginx as www-data in front of what it publishes. */

const user = `hs${process.pid}`;
const tools = ["systemd-tmpfiles", "nginx", "useradd", "userdel", "setpriv"];
const missing = process.getuid?.() === 0 ? tools.filter((tool) => !findTool(tool)) : ["root, which alone can make a user"];

/** Runs a command as another user, who has no other groups and no home. */
const as = (name: string, command: string[], umask = "0022") =>
  spawnSync(
    findTool("setpriv")!,
    [`--reuid=${name}`, `--regid=${name}`, "--clear-groups", "sh", "-c", `umask ${umask}; exec "$@"`, "sh", ...command],
    {cwd: root, env: {PATH: process.env.PATH, HOME: "/nonexistent"}, encoding: "utf8"}
  );

/** Why the command can't run as a new user on this machine: Node or the project lies where only this user may look. */
function unreachable(): string | null {
  if (missing.length) return `${missing.join(", ")} is missing`;
  const needed = [process.execPath, path.join(root, "node_modules", "tsx", "package.json")];
  const {status} = as("www-data", ["sh", "-c", needed.map((file) => `test -r '${file}'`).join(" && ")]);
  return status === 0 ? null : `other users can't read ${needed.join(" or ")}`;
}
const obstacle = unreachable();
if (obstacle) console.warn(`LEFT OUT: a rebuild by a user who is not root, behind nginx: ${obstacle}.`);

describe.skipIf(obstacle)(`the service and nginx as they are${obstacle ? ` (left out: ${obstacle})` : ""}`, () => {
  let folder: string;
  const there = (text: string) =>
    text
      .replaceAll("/srv/handshake/app", root)
      .replaceAll("/srv/handshake", folder)
      .replaceAll("/usr/bin/node", process.execPath);

  /** ExecStart of the service, with its umask. */
  function rebuild() {
    const unit = there(deploy("handshake.service"));
    const [, command = ""] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
    const [, umask = ""] = /^UMask=(.*)$/m.exec(unit) ?? [];
    return as(user, command.split(" "), umask);
  }

  beforeAll(async () => {
    folder = await temporaryFolder();
    spawnSync(findTool("useradd")!, ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", user]);
    const conf = path.join(folder, "tmpfiles.conf");
    writeFileSync(conf, there(deploy("handshake.tmpfiles.conf")).replaceAll(/\bhandshake( +handshake| +www-data)/g, `${user}$1`).replaceAll(/\bhandshake$/gm, user)); // prettier-ignore
    const made = spawnSync(findTool("systemd-tmpfiles")!, ["--create", conf], {encoding: "utf8"});
    if (made.status !== 0) throw new Error(made.stderr);
    chmodSync(folder, 0o755);
    deliver(worldIn(folder), "first");
    mkdirSync(path.join(folder, "nginx"));
  });
  afterAll(async () => {
    spawnSync(findTool("userdel")!, [user]);
    await removeFolder(folder);
  });

  test("a rebuild by a user of its own publishes, changes nothing in the program's folder, and www-data can read all of it and no more", async () => {
    const {status, stdout, stderr} = rebuild();
    expect({status, end: stdout.trim().split("\n").at(-1), stderr}).toMatchObject({
      status: 0,
      end: expect.stringContaining('"published"') as string
    });
    const mine = spawnSync("find", [root, "-path", "*/node_modules", "-prune", "-o", "-user", user, "-print"], {
      encoding: "utf8"
    });
    expect(mine.stdout).toBe("");
    const site = path.join(folder, "site");
    const found = as("www-data", ["find", path.join(site, "current/"), "-type", "f", "-printf", "%m\\n"])
      .stdout.trim()
      .split("\n");
    expect([found.length > 20, [...new Set(found)]]).toEqual([true, ["640"]]);
    expect(as("www-data", ["find", path.join(site, "current/"), "!", "-readable"]).stdout).toBe("");
    for (const file of ["build/ledger.jsonl", "build/report.json", "drops/deals_2026-06-30.csv"])
      expect([file, as("www-data", ["cat", path.join(folder, file)]).status]).not.toEqual([file, 0]);
    expect(await throughNginx("", known)).toMatchObject({status: 200, text: expect.stringContaining("<title>") as string});
    expect(await throughNginx("", {})).toMatchObject({status: 401});
  });

  test("the next run finds its folders as it needs them", () => {
    deliver(worldIn(folder), "second");
    expect(rebuild()).toMatchObject({status: 0});
  });

  /** Asks deploy/nginx.conf, whose workers are www-data as Debian's are. */
  async function throughNginx(file: string, headers: Record<string, string>): Promise<{status: number; text: string}> {
    const port = await getPort();
    const own = path.join(folder, "nginx");
    writeFileSync(path.join(own, "htpasswd"), "reader:{PLAIN}open sesame\n");
    const conf = there(deploy("nginx.conf"))
      .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
      .replaceAll(/^ *ssl_certificate.*$/gm, "")
      .replaceAll("/etc/nginx/handshake.htpasswd", path.join(own, "htpasswd"));
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((t) => `${t}_temp_path ${own}/${t};`).join("\n");
    writeFileSync(
      path.join(own, "nginx.conf"),
      `daemon off; user www-data; pid ${own}/pid; error_log ${own}/error.log; events {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n${temporary}\n${conf}\n}\n`
    );
    const child = spawn(findTool("nginx")!, ["-p", own, "-c", path.join(own, "nginx.conf"), "-e", path.join(own, "error.log")]);
    try {
      for (;;) {
        if (child.exitCode !== null) throw new Error(readFileSync(path.join(own, "error.log"), "utf8"));
        const answer = await fetch(`http://127.0.0.1:${port}/${file}`, {headers}).catch(() => null);
        if (answer) return {status: answer.status, text: await answer.text()};
        await sleep(50);
      }
    } finally {
      child.kill("SIGTERM");
    }
  }
});

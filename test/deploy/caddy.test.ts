import {spawn, spawnSync, type ChildProcess} from "node:child_process";
import {writeFileSync} from "node:fs";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import getPort from "get-port";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findTool} from "../../setup/tools.mjs";
import {root} from "../support/handshake.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {all, deploy, immutable, known, long, publishFiles} from "./served.ts";

const caddy = findTool("caddy");

let folder: string;
let url: string;
let server: ChildProcess;

/** deploy/Caddyfile on loopback without TLS, in a Caddy of its own. */
async function serve(): Promise<void> {
  await publishFiles(path.join(folder, "site"));
  const port = await getPort();
  const hash = spawnSync(caddy!, ["hash-password", "--plaintext", "open sesame"], {encoding: "utf8"}).stdout.trim();
  const conf = deploy("Caddyfile")
    .replace("handshake.example.com {", `http://127.0.0.1:${port} {`)
    .replace("/srv/handshake/site/current", path.join(folder, "site", "current"))
    .replace(/reader \S+/, () => `reader ${hash}`);
  const file = path.join(folder, "Caddyfile");
  writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${conf}`);
  const env = {...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder};
  server = spawn(caddy!, ["run", "--config", file, "--adapter", "caddyfile"], {env, stdio: "ignore"});
  url = `http://127.0.0.1:${port}/`;
  while (
    !(await fetch(url).then(
      () => true,
      () => false
    ))
  ) {
    // prettier-ignore
    if (server.exitCode !== null) throw new Error(`caddy ended with ${server.exitCode}`);
    await sleep(50);
  }
}

test("deploy/Caddyfile holds no password that others know: without one of the operator's own Caddy refuses it", () => {
  expect(deploy("Caddyfile")).not.toMatch(/\$2[aby]\$/);
  if (!caddy) return;
  const validate = ["validate", "--adapter", "caddyfile", "--config", path.join(root, "deploy", "Caddyfile")];
  const {status, stderr} = spawnSync(caddy, validate, {encoding: "utf8"});
  expect([status, stderr]).toEqual([1, expect.stringContaining("base64-decoding password")]);
});

describe.runIf(caddy)(`the site behind Caddy${caddy ? "" : " (left out: caddy is not there)"}`, () => {
  beforeAll(async () => {
    folder = await temporaryFolder();
    await serve();
  });
  afterAll(async () => {
    server.kill("SIGTERM");
    await removeFolder(folder);
  });
  const get = (file: string, headers: Record<string, string> = {}) => fetch(url + file, {headers: {...known, ...headers}});

  test("gives no file to who has no password", async () => {
    for (const file of all) expect([file, (await fetch(url + file)).status]).toEqual([file, 401]);
  });

  test("gives pages by clean addresses and deep links, and 404 for none", async () => {
    expect(await (await get("")).text()).toContain("overview");
    expect(await (await get("partner?id=p1")).text()).toContain("partner");
    expect(await (await get("notebooks/")).text()).toContain("notebooks");
    expect((await get("nothing")).status).toBe(404);
  });

  test("gives what is compressed already, whole", async () => {
    const answer = await get("_file/data/figures.0123abcd.json", {"Accept-Encoding": "gzip"});
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(await answer.text()).toBe(long);
    expect(Number(answer.headers.get("content-length"))).toBeLessThan(long.length / 5);
  });

  test("lets browsers keep for ever what says its content in its name, and ask again for pages; every answer has the headers", async () => {
    const cache = async (file: string) => (await get(file)).headers.get("cache-control");
    expect(await cache("_file/data/figures.0123abcd.json")).toContain("immutable");
    expect(await cache("partner")).toBe("private, no-cache");
    for (const file of ["", "nothing", "_import/style.0123abcd.css"]) {
      const {headers} = await get(file);
      expect([file, headers.get("content-security-policy"), headers.get("x-content-type-options")]).toEqual([
        file,
        "frame-ancestors 'none'",
        "nosniff"
      ]);
    }
  });

  test("lets no browser keep what is not the file: no 401, 404 or 416, whatever the name", async () => {
    const asked: [file: string, status: number, options?: RequestInit][] = [
      [immutable, 401],
      ["", 401],
      ["_file/data/gone.0123abcd.json", 404, {headers: known}],
      ["nothing", 404, {headers: known}]
    ];
    for (const [file, status, options] of asked) {
      const answer = await fetch(url + file, options);
      expect([file, answer.status, answer.headers.get("cache-control")]).toEqual([file, status, "no-store"]);
    }
    const beyond = await get(immutable, {range: "bytes=99999999-"});
    expect([beyond.status, beyond.headers.get("cache-control")]).toEqual([416, "private, no-cache"]);
    const {headers} = await get(immutable);
    const again = await get(immutable, {"if-none-match": headers.get("etag")!});
    expect([again.status, again.headers.get("cache-control")]).toEqual([304, "private, max-age=31536000, immutable"]);
  });
});

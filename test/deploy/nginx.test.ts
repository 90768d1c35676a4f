import {spawn, type ChildProcess} from "node:child_process";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {createServer} from "node:http";
import path from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import getPort from "get-port";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findTool} from "../../setup/tools.mjs";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {all, deploy, immutable, known, long, publishFiles} from "./served.ts";

const nginx = findTool("nginx");

let folder: string;
let site: string;
const running: ChildProcess[] = [];
beforeAll(async () => {
  folder = await temporaryFolder();
  site = path.join(folder, "site");
  await publishFiles(site);
  writeFileSync(path.join(folder, "htpasswd"), "reader:{PLAIN}open sesame\n");
});
afterAll(async () => {
  for (const child of running) child.kill("SIGTERM");
  await removeFolder(folder);
});

/** The site of deploy/nginx.conf on loopback without TLS, changed as said, in an nginx of its own. */
async function serving(change: (conf: string) => string): Promise<string> {
  const port = await getPort();
  const conf = change(deploy("nginx.conf"))
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replaceAll(/^ *ssl_certificate.*$/gm, "")
    .replaceAll("/srv/handshake/site/current", path.join(site, "current"))
    .replaceAll("/etc/nginx/handshake.htpasswd", path.join(folder, "htpasswd"));
  const own = path.join(folder, `nginx-${port}`);
  mkdirSync(own);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((t) => `${t}_temp_path ${own}/${t};`).join("\n");
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const main = `daemon off; ${user} pid ${own}/pid; error_log ${own}/error.log; events {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n${temporary}\n${conf}\n}\n`;
  writeFileSync(path.join(own, "nginx.conf"), main);
  const child = spawn(nginx!, ["-p", own, "-c", path.join(own, "nginx.conf"), "-e", path.join(own, "error.log")], {
    stdio: "inherit"
  });
  running.push(child);
  const url = `http://127.0.0.1:${port}/`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${readFileSync(path.join(own, "error.log"), "utf8")}`);
    if (await fetch(url).then(() => true, () => false)) return url; // prettier-ignore
    await sleep(50);
  }
}

describe.runIf(nginx)(`the site behind nginx${nginx ? "" : " (left out: nginx is not there)"}`, () => {
  let url: string;
  beforeAll(async () => void (url = await serving((conf) => conf)));

  test("gives no file to who has no password", async () => {
    for (const file of all) expect([file, (await fetch(url + file)).status]).toEqual([file, 401]);
  });

  test("gives pages by clean addresses and deep links, and 404 for none", async () => {
    const text = async (file: string) => (await fetch(url + file, {headers: known})).text();
    expect(await text("")).toContain("overview");
    expect(await text("partner?id=p1")).toContain("partner");
    expect(await text("notebooks/")).toContain("notebooks");
    expect((await fetch(`${url}nothing`, {headers: known})).status).toBe(404);
    expect((await fetch(`${url}.nojekyll`, {headers: known})).status).toBe(403);
    expect((await fetch(url, {method: "POST", headers: known})).status).toBe(405);
  });

  test("gives what is compressed already, whole", async () => {
    const answer = await fetch(`${url}_file/data/figures.0123abcd.json`, {headers: {...known, "Accept-Encoding": "gzip"}});
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("content-type")).toContain("json");
    expect(await answer.text()).toBe(long);
    expect(Number(answer.headers.get("content-length"))).toBeLessThan(long.length / 5);
  });

  test("lets browsers keep for ever what says its content in its name, and ask again for pages; every answer has the headers", async () => {
    const cache = async (file: string) => (await fetch(url + file, {headers: known})).headers.get("cache-control");
    expect(await cache("_file/data/figures.0123abcd.json")).toContain("immutable");
    expect(await cache("partner")).toBe("private, no-cache");
    for (const file of ["", "nothing", "_import/style.0123abcd.css"]) {
      const {headers} = await fetch(url + file, {headers: known});
      expect([headers.get("content-security-policy"), headers.get("x-content-type-options")]).toEqual([
        "frame-ancestors 'none'",
        "nosniff"
      ]);
    }
  });

  test("lets no browser keep what is not the file: no 401, 403, 404, 405 or 416, whatever the name", async () => {
    const asked: [file: string, status: number, options?: RequestInit][] = [
      [immutable, 401],
      ["", 401],
      ["_file/data/gone.0123abcd.json", 404, {headers: known}],
      ["_file/.hidden", 403, {headers: known}],
      [immutable, 405, {headers: known, method: "POST"}],
      ["nothing", 404, {headers: known}]
    ];
    for (const [file, status, options] of asked) {
      const answer = await fetch(url + file, options);
      expect([file, answer.status, answer.headers.get("cache-control")]).toEqual([file, status, "no-store"]);
    }
    const {headers} = await fetch(url + immutable, {headers: known});
    const again = await fetch(url + immutable, {headers: {...known, "if-none-match": headers.get("etag")!}});
    const part = await fetch(url + immutable, {headers: {...known, range: "bytes=0-1"}});
    const beyond = await fetch(url + immutable, {headers: {...known, range: "bytes=99999999-"}});
    expect([again, part, beyond].map(cacheOf)).toEqual([
      [304, "private, max-age=31536000, immutable"],
      [206, "private, no-cache"],
      [416, expect.not.stringContaining("immutable")]
    ]);
  });

  test("works under a sub-path", async () => {
    const under = await serving((conf) =>
      conf.replace("location / {", "location /handshake/ {").replace("# rewrite", "rewrite").replace("# location =", "location =")
    );
    const get = (file: string) => fetch(`${under}handshake/${file}`, {headers: known});
    expect(await (await get("")).text()).toContain("overview");
    expect(await (await get("partner?id=1")).text()).toContain("partner");
    expect((await get("_file/data/figures.0123abcd.json")).headers.get("cache-control")).toContain("immutable");
    expect((await fetch(`${under}handshake/`)).status).toBe(401);
    const short = await fetch(`${under}handshake?period=2026-Q3`, {redirect: "manual"});
    expect([short.status, short.headers.get("location")]).toEqual([301, "/handshake/?period=2026-Q3"]);
  });

  test("asks a single sign-on for every file, and sends who is unknown to it", async () => {
    const port = await getPort();
    const proxy = createServer((req, res) => {
      const status = {"session=good": 202, "session=other": 403, "session=ill": 500}[req.headers.cookie ?? ""] ?? 401;
      res.writeHead(status).end();
    }).listen(port, "127.0.0.1");
    const sso = deploy("nginx-sso.conf").replaceAll("127.0.0.1:4180", `127.0.0.1:${port}`);
    const behind = await serving((conf) => conf.replace(/ *auth_basic .*\n *auth_basic_user_file .*\n/, sso));
    for (const file of all) {
      const {status, headers} = await fetch(behind + file, {redirect: "manual"});
      expect([file, status, headers.get("location")]).toEqual([file, 302, expect.stringContaining("/oauth2/start?rd=/")]);
      expect([file, headers.get("cache-control")]).toEqual([file, "no-store"]);
    }
    for (const [cookie, status] of [
      ["session=other", 403],
      ["session=ill", 500]
    ] as const)
      // prettier-ignore
      expect(cacheOf(await fetch(behind + immutable, {headers: {cookie}}))).toEqual([status, "no-store"]);
    expect(cacheOf(await fetch(behind + immutable, {headers: {cookie: "session=good"}}))).toEqual([
      200,
      "private, max-age=31536000, immutable"
    ]);
    expect(await (await fetch(behind, {headers: {cookie: "session=good"}})).text()).toContain("overview");
    proxy.close();
    proxy.closeAllConnections();
    expect(cacheOf(await fetch(behind + immutable, {headers: {cookie: "session=good"}}))).toEqual([500, "no-store"]);
  });
});

const cacheOf = ({status, headers}: Response) => [status, headers.get("cache-control")];

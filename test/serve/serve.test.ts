import {mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {createServer, request} from "node:http";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {toHandshakeError} from "../../loaders/errors.ts";
import {serve, type Serving} from "../../loaders/serve/serve.ts";

let parent: string;
let folder: string;
let site: Serving;

beforeAll(async () => {
  parent = mkdtempSync(path.join(tmpdir(), "handshake-serve-"));
  folder = path.join(parent, "site");
  mkdirSync(path.join(folder, "data"), {recursive: true});
  mkdirSync(path.join(parent, "site-private"));
  writeFileSync(path.join(parent, "site-private", "secret.txt"), "secret");
  writeFileSync(path.join(parent, "secret.txt"), "secret");
  writeFileSync(path.join(folder, "index.html"), "the index");
  writeFileSync(path.join(folder, "partner.html"), "a partner");
  writeFileSync(path.join(folder, "404.html"), "not here");
  writeFileSync(path.join(folder, "data", "a.json"), "{}");
  site = await serve({folder, port: 0});
});
afterAll(async () => {
  await site.close();
  rmSync(parent, {recursive: true});
});

interface Answer {
  status: number;
  type: string;
  text: string;
}

/** Sends the path as it stands: fetch would tidy it up first. */
function get(target: string, options: {host?: string; method?: string; password?: string; from?: Serving} = {}): Promise<Answer> {
  const {hostname, port} = new URL((options.from ?? site).url);
  return new Promise((resolve, reject) => {
    const credentials = Buffer.from(`anyone:${options.password}`).toString("base64");
    const headers = {
      ...(options.host ? {host: options.host} : {}),
      ...(options.password === undefined ? {} : {authorization: `Basic ${credentials}`})
    };
    const asked = request({hostname, port, path: target, method: options.method ?? "GET", headers}, (res) => {
      let text = "";
      res.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      res.on("end", () => resolve({status: res.statusCode ?? 0, type: res.headers["content-type"] ?? "", text}));
    });
    asked.on("error", reject).end();
  });
}

describe("serve", () => {
  test("gives pages by clean addresses", async () => {
    expect(await get("/")).toMatchObject({status: 200, type: "text/html; charset=utf-8", text: "the index"});
    expect(await get("/partner?id=p1")).toMatchObject({status: 200, text: "a partner"});
    expect(await get("/partner.html")).toMatchObject({status: 200, text: "a partner"});
  });

  test("answers with the site's own page where there is none", async () => {
    expect(await get("/nothing")).toMatchObject({status: 404, text: "not here"});
  });

  test.each([
    "/data",
    "/data/",
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/../site-private/secret.txt",
    "/%00",
    "/%zz"
  ])("gives nothing for %s: no listings, nothing outside the folder", async (target) => {
    expect(await get(target)).toMatchObject({status: 404, text: "not here"});
  });

  test("answers only to the names of this machine, so that no other site can read it through the browser", async () => {
    expect(await get("/", {host: "evil.example:3000"})).toMatchObject({status: 421});
    expect(await get("/", {host: "localhost:3000"})).toMatchObject({status: 200});
  });

  test("changes nothing: only GET and HEAD are answered", async () => {
    expect(await get("/", {method: "POST"})).toMatchObject({status: 405});
    expect(await get("/", {method: "HEAD"})).toMatchObject({status: 200, text: ""});
  });

  test("shows a file that was written after it began", async () => {
    writeFileSync(path.join(folder, "later.html"), "later");
    expect(await get("/later")).toMatchObject({status: 200, text: "later"});
  });

  test("takes the next free port where the first is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const second = await serve({folder, port: address.port});
    expect(Number(new URL(second.url).port)).toBeGreaterThan(address.port);
    await second.close();
    taken.close();
  });

  test("takes a port below 1024 where it may listen there, else another", async () => {
    const low = await serve({folder, port: 1001});
    expect(Number(new URL(low.url).port)).toBeGreaterThan(1000);
    await low.close();
  });

  test("refuses to serve to other machines without a password, or with a short one", async () => {
    await expect(serve({folder, host: "0.0.0.0"})).rejects.toThrow("to this machine only");
    await expect(serve({folder, host: "0.0.0.0", password: "1234567"})).rejects.toThrow("shorter than 8");
  });

  test("says which option to correct where this machine has no such address, and nothing of readers", async () => {
    const failed = await serve({folder, host: "192.0.2.1", port: 0, password: "long enough"}).catch((error: unknown) => error);
    expect(toHandshakeError(failed, false).message).toBe(
      "This machine has no such address. Name one of its own with --host and run this again.\nlisten EADDRNOTAVAIL: address not available 192.0.2.1"
    );
  });

  test("with a password gives nothing to who doesn't know it, and everything under any host name to who does", async () => {
    const guarded = await serve({folder, port: 0, host: "0.0.0.0", password: "four words: all mine", log: () => undefined});
    for (const target of ["/", "/partner", "/data/a.json", "/nothing"]) {
      expect(await get(target, {from: guarded})).toMatchObject({status: 401});
      expect(await get(target, {from: guarded, password: "four words"})).toMatchObject({status: 401});
    }
    const known = {from: guarded, password: "four words: all mine", host: "reports.example"};
    expect(await get("/", known)).toMatchObject({status: 200, text: "the index"});
    await guarded.close();
  });

  test("asks for the password under the project's own name, as far as a header can have it", async () => {
    const asked = async (name?: string) => {
      const guarded = await serve({folder, port: 0, password: "four words: all mine", ...(name === undefined ? {} : {name})});
      const header = (await fetch(guarded.url)).headers.get("WWW-Authenticate");
      await guarded.close();
      return header;
    };
    expect(await asked('Ünal "& Söhne"')).toBe('Basic realm="Unal & Sohne", charset="UTF-8"');
    expect([await asked(), await asked("株式会社")]).toEqual(Array(2).fill('Basic realm="Handshake", charset="UTF-8"'));
  });

  test("gives the current release, and the next one as soon as the link leads there", async () => {
    const releases = path.join(parent, "releases-folder");
    for (const n of ["1", "2"]) {
      mkdirSync(path.join(releases, "releases", n), {recursive: true});
      writeFileSync(path.join(releases, "releases", n, "index.html"), `release ${n}`);
    }
    symlinkSync("releases/1", path.join(releases, "current"));
    const from = await serve({folder: releases, port: 0});
    expect(await get("/", {from})).toMatchObject({text: "release 1"});
    symlinkSync("releases/2", path.join(releases, ".next"));
    renameSync(path.join(releases, ".next"), path.join(releases, "current"));
    expect(await get("/", {from})).toMatchObject({text: "release 2"});
    await from.close();
  });

  test("names the sites of the audiences where each has one of its own, and none is for everybody", async () => {
    const site = path.join(parent, "audiences");
    for (const name of ["outside", "board"]) {
      mkdirSync(path.join(site, name, "releases", "1"), {recursive: true});
      writeFileSync(path.join(site, name, "releases", "1", "index.html"), name);
      symlinkSync("releases/1", path.join(site, name, "current"));
    }
    mkdirSync(path.join(site, "held"));
    // as a rebuild leaves them there
    for (const name of [".lock", "owner.json"]) writeFileSync(path.join(site, name), "{}");
    await expect(serve({folder: site})).rejects.toThrow(
      `It has the sites of board, outside. Name one: npx handshake serve --site ${path.join(site, "board")}`
    );
  });

  test("says what to do where there is no site yet", async () => {
    await expect(serve({folder: path.join(parent, "none")})).rejects.toThrow("npx handshake rebuild");
  });
});

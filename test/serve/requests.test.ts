import {mkdirSync, writeFileSync} from "node:fs";
import {request, type IncomingHttpHeaders} from "node:http";
import {connect} from "node:net";
import path from "node:path";
import {brotliCompressSync} from "node:zlib";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {serve, type ServeOptions, type Serving} from "../../loaders/serve/serve.ts";
import {limitGuesses, networkOf} from "../../loaders/serve/guesses.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

/* Whatever a request asks for, the server answers it and the next one; passwords can't be guessed by trying many. */

const text = "0123456789";
let folder: string;
let log: string[];
beforeAll(async () => {
  folder = await temporaryFolder();
  mkdirSync(path.join(folder, "notebooks"));
  writeFileSync(path.join(folder, "index.html"), text);
  writeFileSync(path.join(folder, "notebooks", "index.html"), "notebooks");
  writeFileSync(path.join(folder, "empty.txt"), "");
  writeFileSync(path.join(folder, ".hidden"), "hidden");
  writeFileSync(path.join(folder, "table.json"), JSON.stringify("long ".repeat(500)));
  writeFileSync(path.join(folder, "table.json.br"), brotliCompressSync(JSON.stringify("long ".repeat(500))));
});
afterAll(() => removeFolder(folder));
beforeEach(() => void (log = []));

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function ask(site: Serving, target: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const {hostname, port} = new URL(site.url);
  return new Promise((resolve, reject) => {
    request({hostname, port, path: target, method, headers, agent: false}, (res) => {
      let body = "";
      res.setEncoding("latin1").on("data", (chunk: string) => (body += chunk));
      res.on("end", () => resolve({status: res.statusCode ?? 0, headers: res.headers, body}));
    })
      .on("error", reject)
      .end();
  });
}

async function serving<T>(options: Partial<ServeOptions>, use: (site: Serving) => Promise<T>): Promise<T> {
  const site = await serve({folder, port: 0, log: (line) => log.push(line), ...options});
  try {
    return await use(site);
  } finally {
    await site.close();
  }
}

describe("a range", () => {
  test.each([
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=0-0", 206, "0", "bytes 0-0/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=8-99", 206, "89", "bytes 8-9/10"],
    ["bytes=10-", 416, "This file has no such range.\n", "bytes */10"],
    // RFC 9110, 14.2: an invalid range may be rejected, an unknown unit or several ranges may be ignored
    ["bytes=5-1", 416, "This file has no such range.\n", "bytes */10"],
    ["bytes=x-y", 416, "This file has no such range.\n", "bytes */10"],
    ["bytes=99999999999999999999-1", 416, "This file has no such range.\n", "bytes */10"],
    ["lines=1-2", 200, text, undefined],
    ["bytes=0-1,4-5", 200, text, undefined]
  ])("%s is answered with %i", async (range, status, body, contentRange) => {
    await serving({}, async (site) => {
      const answer = await ask(site, "/", {range});
      expect([answer.status, answer.body, answer.headers["content-range"]]).toEqual([status, body, contentRange]);
      expect((await ask(site, "/")).body).toBe(text);
    });
  });
});

test.each([
  ["/empty.txt", {range: "bytes=0-0"}],
  ["/", {"if-none-match": '"', "if-modified-since": "no date", "if-range": "x", range: "bytes=1-2"}],
  ["/", {"accept-encoding": ";;q=,br;q=x,*"}],
  ["/", {authorization: "Basic"}],
  ["/", {authorization: `Basic ${"=".repeat(4000)}`}],
  ["/%", {}],
  ["/%c0%af%c0%af", {}],
  ["//", {}],
  ["///etc/passwd", {}],
  ["/index.html/", {}],
  ["/index.html/x", {}],
  ["/..\\..\\secret", {}],
  [`/${"a".repeat(5000)}`, {}],
  [`/${"a/".repeat(2000)}`, {}],
  ["*", {}],
  ["http://other.example/", {}],
  ["?x", {}]
] as [string, Record<string, string>][])(
  "a request for %.40s with %j is answered, and the next one too",
  async (target, headers) => {
    await serving({}, async (site) => {
      const {status} = await ask(site, target, headers);
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
      expect(await ask(site, "/")).toMatchObject({status: 200, body: text});
    });
  }
);

test.each([
  "GET / HTTP/9.9\r\n\r\n",
  "\0\0\0\0",
  "GET /",
  "CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
  "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n"
])(
  // prettier-ignore
  "%j on the line leaves the server alive, also when the sender hangs up",
  async (line) => {
    await serving({}, async (site) => {
      const {hostname, port} = new URL(site.url);
      const socket = connect(Number(port), hostname);
      await new Promise<void>((resolve) => socket.once("connect", () => socket.write(line, () => resolve())));
      socket.on("error", () => undefined).resetAndDestroy();
      expect(await ask(site, "/")).toMatchObject({status: 200, body: text});
    });
  }
);

test("what is compressed already is given so to a browser that takes it, with the type of what is in it", async () => {
  await serving({}, async (site) => {
    const packed = await ask(site, "/table.json", {"accept-encoding": "gzip, br"});
    expect(packed.headers).toMatchObject({"content-encoding": "br", vary: "Accept-Encoding"});
    expect(packed.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(packed.body.length).toBeLessThan(100);
    const plain = await ask(site, "/table.json", {"accept-encoding": "br;q=0, gzip"});
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(JSON.parse(plain.body)).toBe("long ".repeat(500));
  });
});

test("hidden files are for nobody, folders are no pages, and a page that is not there is never kept by a browser", async () => {
  await serving({}, async (site) => {
    for (const target of ["/.hidden", "/notebooks/../.hidden", "/index.html/"])
      expect(await ask(site, target)).toMatchObject({status: 404, headers: {"cache-control": "private, no-cache"}});
    expect((await ask(site, "/notebooks/")).body).toBe("notebooks");
  });
});

const basic = (password: string) => ({authorization: `Basic ${Buffer.from(`anyone:${password}`).toString("base64")}`});

describe("guesses of the password", () => {
  const password = "four words: all mine";
  const limits = {perAddress: 3, perHour: 100, waitSeconds: 600};

  test("are at most so many; then even the right one has to wait, and the log says so without any password", async () => {
    await serving({password, limits}, async (site) => {
      for (const n of [1, 2, 3]) expect((await ask(site, "/", basic(`guess ${n}`))).status).toBe(401);
      const answer = await ask(site, "/", basic(password));
      expect(answer.status).toBe(429);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      expect(answer.body).toMatch(/^Too many wrong passwords\. Try again in \d+ seconds\.\n$/);
      expect(log).toEqual([
        "wrong password from 127.0.0.1",
        "wrong password from 127.0.0.1",
        "wrong password from 127.0.0.1",
        "127.0.0.1 must wait 600 s after too many wrong passwords"
      ]);
    });
  });

  test("are counted once where a browser sends the same old password for every file of a page", async () => {
    await serving({password, limits}, async (site) => {
      for (let n = 0; n < 30; n++) expect((await ask(site, `/${n}`, basic("last year's"))).status).toBe(401);
      expect(await ask(site, "/", basic(password))).toMatchObject({status: 200, body: text});
      expect(log).toHaveLength(1);
    });
  });

  test("asking without a password is no guess", async () => {
    await serving({password, limits}, async (site) => {
      for (let n = 0; n < 30; n++) expect((await ask(site, "/")).status).toBe(401);
      expect((await ask(site, "/", basic(password))).status).toBe(200);
    });
  });

  test("cost twice the wait each time, at most an hour, and the right password after it ends the count", () => {
    let now = 0;
    const guesses = limitGuesses(
      () => undefined,
      {perAddress: 2, perHour: 1000, waitSeconds: 60},
      () => now
    );
    const waits: number[] = [];
    guesses.wrong("a", "0");
    for (let n = 1; n <= 9; n++) {
      guesses.wrong("a", String(n));
      waits.push(guesses.wait("a"));
      now += guesses.wait("a") * 1000;
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    guesses.right("a");
    guesses.wrong("a", "x");
    expect(guesses.wait("a")).toBe(0);
  });

  test("from many addresses together stop at so many an hour, but not for addresses that knew the password before", () => {
    let now = 0;
    const guesses = limitGuesses(
      () => undefined,
      {perAddress: 10, perHour: 50, waitSeconds: 60},
      () => now
    );
    guesses.right("10.0.0.1");
    for (let n = 0; n < 50; n++) guesses.wrong(`192.0.2.${n}`, "same");
    expect(guesses.wait("198.51.100.7")).toBe(3600);
    expect(guesses.wait("10.0.0.1")).toBe(0);
    now = 3_600_000;
    expect(guesses.wait("198.51.100.7")).toBe(0);
  });

  test.each([
    ["127.0.0.1", "127.0.0.1"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
    ["2001:db8:1:2:bbbb:1:2:3", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"]
  ])("from %s count for %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

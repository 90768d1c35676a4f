import {readFileSync, writeFileSync} from "node:fs";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import path from "node:path";
import {SMTPServer} from "smtp-server";
import {parse} from "parse5";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {atomFeed, digestHtml, digestText, newsOf} from "../../loaders/notifications/digest.ts";
import {channelsOf, sendNews} from "../../loaders/notifications/send.ts";
import type {Alert, File} from "../../src/contract/index.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const alert = (id: string, status: Alert["status"]) =>
  ({
    id,
    kind: "quiet",
    status,
    about: ["Leads from ", {id: "P1", name: "<b>Ann</b>"}, " have stopped"],
    why: ["None came."],
    todo: ["Call."],
    since: "2026-05-01"
  }) as unknown as Alert;
const file = (alerts: Alert[]) =>
  ({about: {company: "Test & Co", as_of: "2026-06-30"}, compared: "2026-05-31", alerts}) as unknown as File<"alerts">;
const news = newsOf(file([alert("a1", "new"), alert("a2", "continuing"), alert("a3", "resolved")]));

let folder: string;
let state: string;
const closing: (() => void)[] = [];
beforeEach(async () => {
  folder = await temporaryFolder();
  state = path.join(folder, "sent.json");
});
afterEach(async () => {
  closing.splice(0).forEach((close) => close());
  await removeFolder(folder);
});

const portOf = (server: {address(): AddressInfo | string | null}) => (server.address() as AddressInfo).port;

/** A receiver that answers with the given codes in turn, the last one from then on; 0 hangs up without an answer. */
async function receiver(codes: number[]): Promise<{url: string; got: string[]}> {
  const got: string[] = [];
  const server: Server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk: Buffer) => (body += chunk.toString()));
    req.on("end", () => {
      got.push(body);
      const code = codes.length > 1 ? codes.shift()! : codes[0]!;
      if (code === 0) req.socket.destroy();
      else res.writeHead(code).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return {url: `http://127.0.0.1:${portOf(server)}/services/T0/SECRET`, got};
}

async function mailServer(refuse = 0): Promise<{url: string; got: string[]}> {
  const got: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    onAuth: ({username, password}, _, done) => (password === "swordfish" ? done(null, {user: username}) : done(new Error("no"))),
    onData: (stream, _, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => {
        if (refuse-- > 0) return done(new Error("later"));
        got.push(text);
        done();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close(() => undefined));
  return {url: `smtp://sender:swordfish@127.0.0.1:${portOf(server.server)}`, got};
}

describe("a digest goes out", () => {
  test("to a webhook as JSON that Slack takes, once, however often the same is published", async () => {
    const {url, got} = await receiver([200]);
    expect(await sendNews(news, {webhook: url}, state)).toEqual(["webhook: the digest went out"]);
    expect(await sendNews(news, {webhook: url}, state)).toEqual([]);
    expect(got.map((body) => (JSON.parse(body) as {text: string}).text)).toEqual([digestText(news)]);
  });

  test("by mail as text and HTML, once", async () => {
    const {url, got} = await mailServer();
    const channels = {smtp: url, from: "handshake@example.com", to: "leader@example.com"};
    expect(await sendNews(news, channels, state)).toEqual(["mail: the digest went out"]);
    expect(await sendNews(news, channels, state)).toEqual([]);
    expect(got).toHaveLength(1);
    expect(got[0]).toMatch(/^Subject: Test & Co: one new alert, 1 resolved\r$/m);
    expect(got[0]).toContain("text/plain");
    expect(got[0]).toContain("text/html");
  });

  test("again after it was refused, now and by the next run", async () => {
    const hook = await receiver([503, 200]);
    expect(await sendNews(news, {webhook: hook.url}, state, 1)).toEqual(["webhook: the digest went out"]);
    expect(hook.got).toHaveLength(2);
    const mail = await mailServer(3);
    expect(await sendNews(news, {smtp: mail.url, to: "a@example.com"}, state, 1)).toEqual([
      expect.stringContaining("the next run tries again")
    ]);
    expect(await sendNews(news, {smtp: mail.url, to: "a@example.com"}, state, 1)).toEqual(["mail: the digest went out"]);
    expect(mail.got).toHaveLength(1);
  });

  test("never twice where it isn't known whether the first went out", async () => {
    const {url, got} = await receiver([0]);
    expect(await sendNews(news, {webhook: url}, state, 1)).toEqual([expect.stringContaining("may have gone out")]);
    expect(await sendNews(news, {webhook: url}, state, 1)).toEqual([]);
    expect(got).toHaveLength(1);
    writeFileSync(state, JSON.stringify({[`webhook ${news.key}`]: "sending"}));
    expect(await sendNews(news, {webhook: url}, state, 1)).toEqual([expect.stringContaining("stopped while it sent")]);
    expect(got).toHaveLength(1);
  });

  test("only when there is news", async () => {
    const {url, got} = await receiver([200]);
    expect(await sendNews(newsOf(file([alert("a2", "continuing")])), {webhook: url}, state)).toEqual([]);
    expect(got).toEqual([]);
  });

  test("without its secrets in any word or file", async () => {
    const {url} = await receiver([500]);
    const said = await sendNews(news, {webhook: url, smtp: "smtp://u:swordfish@127.0.0.1:1", to: "a@example.com"}, state, 1);
    expect(said).toHaveLength(2);
    expect(said.join() + readFileSync(state, "utf8")).not.toMatch(/SECRET|swordfish|127\.0\.0\.1|example\.com/);
    expect(channelsOf({HANDSHAKE_WEBHOOK_URL: "x"})).toEqual({webhook: "x", smtp: undefined, from: undefined, to: undefined});
  });
});

test("digest and feed keep names as text, and a feed's entries their ids", () => {
  expect(digestHtml(news)).toContain("&lt;b&gt;Ann&lt;/b&gt;");
  expect(digestHtml(news)).not.toContain("<b>");
  expect(parse(digestHtml(news)).childNodes.length).toBeGreaterThan(0);
  expect(atomFeed(news).match(/urn:handshake:alert:a\d/g)).toEqual(["urn:handshake:alert:a1", "urn:handshake:alert:a2"]);
  expect(atomFeed(news)).toContain("&lt;b&gt;Ann&lt;/b&gt;");
  expect(digestText(news)).toContain("- Leads from <b>Ann</b> have stopped. None came.");
});

import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {z} from "zod";
import {channelsOf, type Send} from "../../loaders/notifications/channels.ts";
import {failed, sent, unknown, type Attempt, type Letter} from "../../loaders/notifications/letter.ts";
import {sendMail} from "../../loaders/notifications/mail.ts";
import {
  deliver,
  openOutbox,
  outboxCounts,
  outboxFile,
  readOutbox,
  withdraw,
  withdrawnText
} from "../../loaders/notifications/outbox.ts";
import {writeVersioned} from "../../loaders/keep/versioned.ts";
import {everyday} from "../../setup/everyday.mjs";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {closeReceivers, endlessMailServer, hangsUpAtAddressee, mailServer, noHttp, untrusted, webhook} from "./receivers.ts";

let build: string;
beforeEach(async () => void (build = await temporaryFolder()));
afterEach(async () => {
  closeReceivers();
  await removeFolder(build);
});

const letter = (key = "k1") => ({
  key,
  subject: `Test & Co: 2 new cases ${key}`,
  text: `Test & Co: 2 new cases ${key}\n`,
  html: "<p>2 new</p>"
});
const at = (hours: number) => new Date(Date.parse("2026-07-01T00:00:00Z") + hours * 3_600_000);
const run = async (env: Record<string, string>, hours = 0, letters = [letter()]) =>
  deliver(letters, channelsOf(env), await openOutbox(build), {now: at(hours), giveUpDays: 3, pause: 1});
const states = async () => (await readOutbox(build)).map((e) => e.state);
const mailTo = (url: string) => ({HANDSHAKE_SMTP_URL: url, HANDSHAKE_MAIL_TO: "leader@example.com"});

describe("a message is sent", () => {
  test("to a webhook as JSON that Slack takes, once, however often the same is published", async () => {
    const {url, got} = await webhook([200]);
    expect(await run({HANDSHAKE_WEBHOOK_URL: url})).toEqual({said: ["webhook: the digest was sent"], troubles: []});
    expect(await run({HANDSHAKE_WEBHOOK_URL: url}, 1)).toEqual({said: [], troubles: []});
    expect(got.map((body) => JSON.parse(body) as unknown)).toEqual([{text: letter().text}]);
    expect(await states()).toEqual(["sent"]);
  });

  test("to a webhook so that a name in angle brackets is neither a link nor a call to everybody", async () => {
    const {url, got} = await webhook([200]);
    const text = "Test & Co: <!channel> and <https://evil.example|your bank> bring 5 > 4\n";
    await run({HANDSHAKE_WEBHOOK_URL: url}, 0, [{...letter(), subject: "Test & Co", text}]);
    expect(JSON.parse(got[0]!)).toEqual({text: "Test & Co: ‹!channel› and ‹https://evil.example|your bank› bring 5 › 4\n"});
  });

  test("by mail as text and HTML, once", async () => {
    const {url, got} = await mailServer();
    expect((await run(mailTo(url))).said).toEqual(["mail: the digest was sent"]);
    expect((await run(mailTo(url), 1)).said).toEqual([]);
    expect(got).toHaveLength(1);
    expect(got[0]).toMatch(/^Subject: Test & Co: 2 new cases k1\r$/m);
    expect(got[0]).toContain("text/plain");
    expect(got[0]).toContain("text/html");
  });

  test("by mail to all who can be sent to; how many of the list are no address, or were refused, is told without naming them", async () => {
    const refuse = (address: string) => address.startsWith("gone");
    const {url} = await mailServer({
      onRcptTo: ({address}, _, done) => done(refuse(address) ? Object.assign(new Error("no"), {responseCode: 550}) : null)
    });
    const list = (to: string, key: string) => run({...mailTo(url), HANDSHAKE_MAIL_TO: to}, 0, [letter(key)]);
    const said = "mail: the digest was sent, but ";
    expect((await list('"Leader, The" <leader@example.com>, b@example.com', "k1")).troubles).toEqual([]);
    expect((await list("leader@example.com, nobody", "k2")).troubles).toEqual([
      `${said}1 entry of the list of addressees is no address`
    ]);
    expect((await list("gone@example.com, leader@example.com, gone2@example.com, nobody", "k3")).troubles).toEqual([
      `${said}2 addressees were refused, and 1 entry of the list of addressees is no address`
    ]);
  });

  test("by mail again to those alone whom the server asked to wait for, once, and without their addresses in any file", async () => {
    const [asked, names]: [string[], Set<string>] = [[], new Set(["waits@example.com"])];
    const {url, got} = await mailServer({
      onRcptTo: ({address}, _, done) => {
        asked.push(address);
        const code = address === "gone@example.com" ? 550 : names.delete(address) ? 451 : 0;
        done(code ? Object.assign(new Error("no"), {responseCode: code}) : null);
      }
    });
    const to = {...mailTo(url), HANDSHAKE_MAIL_TO: "leader@example.com, waits@example.com, gone@example.com"};
    expect((await run(to)).troubles).toEqual([
      "mail: the digest was sent to some of its addressees: 1 addressee was refused, and 1 addressee can't get it yet. The next run tries again for the others"
    ]);
    expect(await states()).toEqual(["pending"]);
    expect(readFileSync(outboxFile(build), "utf8")).not.toContain("example.com");
    asked.splice(0);
    expect(await run(to, 1)).toEqual({said: ["mail: the digest was sent"], troubles: []});
    expect((await run(to, 2)).said).toEqual([]);
    expect(asked).toEqual(["waits@example.com"]);
    expect([got.length, await states()]).toEqual([2, ["sent"]]);
  });

  test("by mail again to one whom the server asked to wait for, whose address it was told in another way of writing", async () => {
    const asked: string[] = [];
    const {url, got} = await mailServer({
      onRcptTo: ({address}, _, done) => {
        const waits = address.startsWith("Waits@") && asked.push(address) === 1;
        done(waits ? Object.assign(new Error("no"), {responseCode: 450}) : null);
      }
    });
    const to = {...mailTo(url), HANDSHAKE_MAIL_TO: "leader@example.com, Lead <Waits@Bücher.example>"};
    expect((await run(to)).troubles).toHaveLength(1);
    expect((await run(to, 1)).said).toEqual(["mail: the digest was sent"]);
    expect([asked.length, got.length]).toEqual([2, 2]);
  });

  test("again after a passing refusal, within the run", async () => {
    const {url, got} = await webhook([503, 429, 200]);
    expect(await run({HANDSHAKE_WEBHOOK_URL: url})).toEqual({said: ["webhook: the digest was sent"], troubles: []});
    expect(got).toHaveLength(3);
  });
});

/** Each kind of failure that is certain, with what is said of it. */
const certain: [what: string, env: () => Promise<Record<string, string>>, reason: RegExp][] = [
  [
    "a redirect",
    async () => ({HANDSHAKE_WEBHOOK_URL: (await webhook([301], "https://elsewhere.example/")).url}),
    /redirects \(301\)/
  ],
  ["a temporary redirect", async () => ({HANDSHAKE_WEBHOOK_URL: (await webhook([307], "/login")).url}), /redirects \(307\)/],
  ["a certificate that nobody trusts", async () => ({HANDSHAKE_WEBHOOK_URL: (await untrusted(build)).url}), /no secure connection \(DEPTH_ZERO_SELF_SIGNED_CERT\)/], // prettier-ignore
  ["https where http is spoken", async () => ({HANDSHAKE_WEBHOOK_URL: (await webhook([200])).url.replace("http:", "https:")}), /no secure connection/], // prettier-ignore
  ["http where mail is spoken", async () => ({HANDSHAKE_WEBHOOK_URL: (await noHttp()).url}), /does not speak HTTP/],
  ["an address that is none", () => Promise.resolve({HANDSHAKE_WEBHOOK_URL: "hooks.slack.example/SECRET"}), /begins with http/],
  ["another protocol", () => Promise.resolve({HANDSHAKE_WEBHOOK_URL: "ftp://127.0.0.1/SECRET"}), /begins with http/],
  ["a port that no browser may use", () => Promise.resolve({HANDSHAKE_WEBHOOK_URL: "http://127.0.0.1:25/SECRET"}), /address can't be used/], // prettier-ignore
  ["nobody listening", () => Promise.resolve({HANDSHAKE_WEBHOOK_URL: "http://127.0.0.1:9/SECRET"}), /address can't be used|no connection/], // prettier-ignore
  ["a name that does not exist", () => Promise.resolve({HANDSHAKE_WEBHOOK_URL: "http://hook.invalid/SECRET"}), /no connection/],
  ["a webhook that was removed", async () => ({HANDSHAKE_WEBHOOK_URL: (await webhook([410])).url}), /refused it \(410\)/],
  ["a mail server that nobody runs", () => Promise.resolve(mailTo("smtp://127.0.0.1:9")), /mail server could not be used/],
  ["a mail address that is none", async () => ({...mailTo((await mailServer()).url), HANDSHAKE_MAIL_TO: "nobody"}), /refused|could not be used/], // prettier-ignore
  ["a wrong password", async () => mailTo((await mailServer()).url.replace("swordfish", "wrong")), /refused it \(535\)/],
  ["http in place of smtp", () => Promise.resolve(mailTo("http://127.0.0.1:9")), /does not begin with smtp/],
  [
    "mail by TLS to a server without",
    async () => mailTo((await mailServer()).url.replace("smtp:", "smtps:")),
    /could not be used/
  ],
  [
    "mail to a server that speaks HTTP",
    async () => mailTo((await webhook([200])).url.replace("http:", "smtp:")),
    /could not be used|refused/
  ],
  ["a refusal of the text", async () => mailTo((await mailServer({refuse: 9})).url), /refused it \(450\)/],
  ["no addressee", async () => ({HANDSHAKE_SMTP_URL: (await mailServer()).url}), /HANDSHAKE_MAIL_TO is not set/],
  ["no mail server", () => Promise.resolve({HANDSHAKE_MAIL_TO: "a@example.com"}), /HANDSHAKE_SMTP_URL is not set/]
];

describe("what certainly did not arrive is sent later", () => {
  // the answer of the first is waited for, 40 s
  test.each(certain.filter(([what]) => !everyday || what !== "mail to a server that speaks HTTP"))(
    "%s",
    async (_, env, reason) => {
      const {troubles} = await run(await env());
      expect(troubles).toEqual([expect.stringMatching(reason)]);
      expect(troubles[0]).toContain("The next run tries again");
      expect(await states()).toEqual(["pending"]);
      const {url, got} = await webhook([200]);
      const mail = await mailServer();
      // set right, also when the run after has other news
      await run({HANDSHAKE_WEBHOOK_URL: url, ...mailTo(mail.url)}, 1, [letter("k2")]);
      expect(got.concat(mail.got).filter((text) => text.includes("cases k1"))).toHaveLength(1);
      expect([...new Set(await states())]).toEqual(["sent"]);
    }
  );
});

test("a mail server that no connection comes about to is asked once a run, however many are to get mail, and a refusal stops only its own", async () => {
  const calls: string[] = [];
  const end = (name: string, attempt: Attempt) => () => (calls.push(name), Promise.resolve(attempt));
  const all = (attempt: Attempt) => ({
    mail: end("leader", attempt),
    "owner mail 1": end("Ann", attempt),
    "owner mail 2": end("Bo", attempt),
    webhook: end("webhook", attempt)
  });
  const send = async (attempt: Attempt, hours: number) =>
    deliver([letter()], all(attempt), await openOutbox(build), {now: at(hours), giveUpDays: 3, pause: 1});
  expect((await send(failed("no connection", false, true), 0)).troubles).toHaveLength(4);
  expect(calls.splice(0)).toEqual(["leader", "webhook"]);
  expect(await states()).toEqual(["pending", "pending", "pending", "pending"]);
  await send(failed("refused"), 1);
  expect(calls).toEqual(["leader", "Ann", "Bo", "webhook"]);
});

test("a server that gives no answer is waited for once a run: letters that it was not given are sent by a later one", async () => {
  const calls: string[] = [];
  const hangs = (letter: Letter) => (calls.push(letter.key), Promise.resolve(unknown("no answer came", true)));
  const send = async (channel: Send, hours: number, letters: Letter[]) =>
    deliver(letters, {webhook: channel}, await openOutbox(build), {now: at(hours), giveUpDays: 3, pause: 1});
  await send(hangs, 0, [letter("k1"), letter("k2")]);
  expect([calls, await states()]).toEqual([["k1"], ["unknown", "pending"]]);
  await send((one) => (calls.push(one.key), Promise.resolve(sent)), 1, []);
  expect(calls).toEqual(["k1", "k2"]);
});

test("no newer message overtakes one that waits for the same reader", async () => {
  const calls: string[] = [];
  const send = async (attempt: Attempt, minutes: number, letters: Letter[]) =>
    deliver(letters, {mail: (one) => (calls.push(one.key), Promise.resolve(attempt))}, await openOutbox(build), {
      ...{now: at(minutes / 60), giveUpDays: 3, pause: 1}
    });
  for (const minutes of [0, 2, 5, 10]) await send(failed("no connection"), minutes, [letter("k1")]);
  calls.splice(0);
  await send(sent, 11, [letter("k2")]);
  expect(calls).toEqual(["k1", "k2"]);
});

test("a mail server that hangs up at one addressee is there for the others; one that nobody answers for is not", async () => {
  const down = async (url: string) =>
    (await sendMail(url, {from: "a@example.com", to: "b@example.com"}, letter(), {patience: 2000})).down ?? false;
  const {url} = await hangsUpAtAddressee();
  expect(await down(url)).toBe(false);
  closeReceivers();
  expect(await down(url)).toBe(true);
});

test("a message that failed while the clock was ahead is sent by the next run after it was set", async () => {
  const dead = await webhook([500]);
  await run({HANDSHAKE_WEBHOOK_URL: dead.url}, 90_000);
  expect(await states()).toEqual(["pending"]);
  const alive = await webhook([200]);
  expect((await run({HANDSHAKE_WEBHOOK_URL: alive.url}, 0, [])).said).toEqual(["webhook: the digest was sent"]);
});

test("a message that waits is taken back with the release that it tells of, and may be sent once that is released again", async () => {
  const dead = await webhook([500]);
  await run({HANDSHAKE_WEBHOOK_URL: dead.url});
  expect(await withdraw(build)).toEqual([{channel: "webhook", some: false}]);
  expect(outboxCounts(await readOutbox(build))).toEqual({pending: 0, dead: 0, unknown: 0});
  const alive = await webhook([200]);
  expect(await run({HANDSHAKE_WEBHOOK_URL: alive.url}, 1, [])).toEqual({said: [], troubles: []});
  expect((await run({HANDSHAKE_WEBHOOK_URL: alive.url}, 2)).said).toEqual(["webhook: the digest was sent"]);
  expect(await withdraw(build)).toEqual([]);
});

test("of a message that is taken back it is said whether some of its addressees have it", async () => {
  const {url} = await mailServer({
    onRcptTo: ({address}, _, done) =>
      done(address === "waits@example.com" ? Object.assign(new Error("no"), {responseCode: 451}) : null)
  });
  await run({...mailTo(url), HANDSHAKE_MAIL_TO: "leader@example.com, waits@example.com"});
  const withdrawn = await withdraw(build);
  expect([...withdrawn, {channel: "webhook", some: false}].map(withdrawnText)).toEqual([
    "mail: the digest that some of its addressees have is not sent to the others: the release that it tells of was rolled back",
    "webhook: the digest that waited is not sent: the release that it tells of was rolled back"
  ]);
});

test("the wait between tries grows with each run that failed, and after retry_days the message is given up and shown", async () => {
  const {url, got} = await webhook([404]);
  const tries: number[] = [];
  let end = "";
  for (let hours = 0; hours <= 80 && end === ""; hours += 0.5) {
    const before = got.length;
    const {troubles} = await run({HANDSHAKE_WEBHOOK_URL: url}, hours);
    if (got.length > before) tries.push(hours);
    if (troubles[0]?.includes("given up")) end = troubles[0];
  }
  expect(tries.slice(0, 11)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3.5, 5, 7.5, 12, 18]);
  expect(end).toBe('webhook: "Test & Co: 2 new cases k1" was given up after 3 days: the receiver refused it (404)');
  expect(outboxCounts(await readOutbox(build))).toEqual({pending: 0, dead: 1, unknown: 0});
  expect(await run({HANDSHAKE_WEBHOOK_URL: url}, 100)).toEqual({said: [], troubles: []});
});

describe("what may have arrived is never sent twice", () => {
  test("a receiver that takes it and hangs up", async () => {
    const {url, got} = await webhook([0]);
    expect((await run({HANDSHAKE_WEBHOOK_URL: url})).troubles).toEqual([expect.stringContaining("may have arrived")]);
    await run({HANDSHAKE_WEBHOOK_URL: url}, 9);
    expect(got).toHaveLength(1);
    expect(await states()).toEqual(["unknown"]);
  });

  test("a mail server that takes the text and hangs up", async () => {
    const {url, got} = await mailServer({hangUp: "text"});
    expect((await run(mailTo(url))).troubles).toEqual([expect.stringContaining("may have arrived")]);
    await run(mailTo(url), 9);
    expect(got).toHaveLength(1);
  });

  test("a run that was killed while it sent", async () => {
    const {url, got} = await webhook([404]);
    await run({HANDSHAKE_WEBHOOK_URL: url});
    const {value} = JSON.parse(readFileSync(outboxFile(build), "utf8")) as {value: {state: string}[]};
    value[0]!.state = "sending";
    const {versioned} = await import("../../loaders/keep/versioned.ts");
    writeFileSync(outboxFile(build), versioned({name: "outbox", format: 1}, value));
    expect((await run({HANDSHAKE_WEBHOOK_URL: url}, 9)).troubles).toEqual([expect.stringContaining("stopped while it sent")]);
    expect(got).toHaveLength(1);
  });
});

test.each([
  ["before the text", "MAIL", {end: "failed", reason: "the mail server took too long"}],
  ["after it", ".", {end: "unknown", reason: "no answer came"}]
])("a mail server whose answer %s never ends is hung up on", async (_, verb, end) => {
  const {url} = await endlessMailServer(verb);
  expect(await sendMail(url, {from: "a@example.com", to: "b@example.com"}, letter(), {patience: 250})).toMatchObject(end);
});

test("an outbox of format 1, which knew nobody of several who still waits, is read: nobody has got what waits", async () => {
  const {url, got} = await mailServer();
  await run(mailTo("smtp://127.0.0.1:1"));
  const kept = {name: "outbox", format: 1, schema: z.unknown(), migrations: {}};
  await writeVersioned(outboxFile(build), kept, await readOutbox(build));
  expect((await run(mailTo(url), 1)).said).toEqual(["mail: the digest was sent"]);
  expect(got).toHaveLength(1);
});

test("what an earlier version noted in sent.json is not sent again", async () => {
  const {url, got} = await webhook([200]);
  writeFileSync(
    path.join(build, "sent.json"),
    JSON.stringify({"webhook k1": "sent", "webhook k2": "sending", "webhook k3": "refused"})
  );
  await run({HANDSHAKE_WEBHOOK_URL: url}, 0, [letter("k1"), letter("k2"), letter("k3")]);
  expect(got.map((body) => body.match(/k\d/)?.[0])).toEqual(["k3"]);
});

test("no secret and no address is in any word or file", async () => {
  const {url} = await webhook([500]);
  const {said} = await run({HANDSHAKE_WEBHOOK_URL: url, ...mailTo("smtp://u:swordfish@127.0.0.1:1")});
  expect(said).toHaveLength(2);
  expect(said.join() + readFileSync(outboxFile(build), "utf8")).not.toMatch(/SECRET|swordfish|127\.0\.0\.1|example\.com/);
});

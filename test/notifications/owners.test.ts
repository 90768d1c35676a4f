import {readFileSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {channelsOf, ownerChannelsOf} from "../../loaders/notifications/channels.ts";
import {digestsOf, forgetTold, ownerChannel, weekOf} from "../../loaders/notifications/digests.ts";
import {sent, type Attempt} from "../../loaders/notifications/letter.ts";
import {deliver, openOutbox, readOutbox} from "../../loaders/notifications/outbox.ts";
import {type SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import type {Case, File} from "../../src/contract/index.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {closeReceivers, mailServer} from "./receivers.ts";

/* One digest for leadership and one for each account manager that the settings have an address of, through a real SMTP server. */

let build: string;
beforeEach(async () => void (build = await temporaryFolder()));
afterEach(async () => {
  closeReceivers();
  await removeFolder(build);
});

const made = (id: string, lane: Case["lane"], owner: string | null, signals = "no contact"): Case => ({
  ...{id, kind: "no_contact", signals, lane, status: "open", news: "continuing", partner: id, owner},
  ...{about: [`No contact with ${id}`], why: [], todo: ["Call."], since: null, known_from: null, size: "–", stake: null},
  ...{shown: true, decided: [], record: null}
});
const file = (cases: Case[]) =>
  ({
    about: {company: "Test", as_of: "2026-06-30"},
    compared: null,
    cases,
    worklist: {kind: ["review_overdue"], name: ["Only a list"]},
    notices: [["Only a notice"]]
  }) as unknown as File<"attention">;
const first = [made("P1", "decide", "Ann"), made("P2", "do", "Ann"), made("P3", "do", "Bo"), made("P4", "do", "Cy")];

/** What each address got of a run. */
async function run(cases: Case[], day: string, change: SettingsInput = {}): Promise<Record<string, string[]>> {
  const settings = parseSettings(
    {owner_mail: {Ann: "ann@example.com", Bo: "bo@example.com"}, digest: "per_run", ...change},
    "test"
  );
  const got: Record<string, string[]> = {};
  const to: string[] = [];
  const {url} = await mailServer({
    onRcptTo: ({address}, _, done) => {
      to.push(address);
      done();
    },
    onData: (stream, _, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
      stream.on("end", () => {
        (got[to.at(-1)!] ??= []).push(text);
        done();
      });
    }
  });
  const env = {HANDSHAKE_SMTP_URL: url, HANDSHAKE_MAIL_TO: "leader@example.com"};
  const leadership = channelsOf(env);
  const now = new Date(`${day}T08:00:00Z`);
  const {letters, keep} = await digestsOf(file(cases), {settings, build, now, leadership: Object.keys(leadership)});
  const channels = {...leadership, ...ownerChannelsOf(env, settings.owner_mail)};
  const {said, troubles} = await deliver(letters, channels, await openOutbox(build), {
    now,
    giveUpDays: 3,
    pause: 1,
    entered: keep
  });
  expect(troubles).toEqual([]);
  // neither a name nor an address is in what is logged
  expect(said.join(" ")).not.toMatch(/Ann|Bo|example/);
  closeReceivers();
  return got;
}
const subjects = (got: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(got).map(([to, texts]) => [to, texts.map((text) => /^Subject: (.*)\r$/m.exec(text)?.[1])]));

test("the first run sends each a summary of their own, and nothing to an account manager without an address", async () => {
  const got = await run(first, "2026-07-01");
  expect(subjects(got)).toEqual({
    "leader@example.com": ["Test: 1 case to decide"],
    "ann@example.com": ["Test: 1 case for Ann"],
    "bo@example.com": ["Test: 1 case for Bo"]
  });
  expect(got["ann@example.com"]![0]).toContain("First summary");
  expect(got["ann@example.com"]![0]).toMatch(/No contact with P2/);
  expect(got["ann@example.com"]![0]).not.toMatch(/P1|P3|P4/);
  expect(Object.values(got).join("")).not.toMatch(/Only a list|Only a notice/);
});

test("then only news is told, each once, and nothing where there is none", async () => {
  await run(first, "2026-07-01");
  expect(await run(first, "2026-07-02")).toEqual({});
  const more = [...first.slice(0, 3), made("P5", "decide", "Bo"), made("P6", "do", "Ann")];
  const got = await run(more, "2026-07-03");
  expect(subjects(got)).toEqual({
    "leader@example.com": ["Test: 1 new case to decide"],
    "ann@example.com": ["Test: 1 new case for Ann"]
  });
  expect(got["ann@example.com"]![0]).not.toMatch(/P2/);
  expect(await run(more, "2026-07-04")).toEqual({});
  // a further signal is news, and so is a case that is gone
  const later = [made("P1", "decide", "Ann", "no contact, downgrade"), made("P5", "decide", "Bo"), made("P3", "do", "Bo")];
  expect(subjects(await run(later, "2026-07-05"))).toEqual({
    "leader@example.com": ["Test: 1 changed case to decide"],
    "ann@example.com": ["Test: 2 cases for Ann resolved"]
  });
});

test("the first digest after settings were changed says that its news may be theirs, and the one after it no more", async () => {
  const said = "Settings or definitions changed";
  const [fifth, sixth] = [made("P5", "do", "Ann"), made("P6", "do", "Ann")];
  await run(first, "2026-07-01");
  const changed = await run([...first, fifth], "2026-07-02", {window_days: 180});
  expect(changed["ann@example.com"]![0]).toContain(said);
  const later = await run([...first, fifth, sixth], "2026-07-03", {window_days: 180});
  expect(later["ann@example.com"]![0]).not.toContain(said);
});

test("whose message was taken back with its release is told all that is open by the next one; the others only what is news", async () => {
  const settings = parseSettings({owner_mail: {Ann: "ann@example.com", Bo: "bo@example.com"}, digest: "weekly"}, "test");
  const toldNow = async () => {
    const about = {settings, build, now: new Date("2026-07-01T08:00:00Z"), leadership: ["mail"]};
    const {letters, keep} = await digestsOf(file(first), about);
    await keep();
    return letters.map(({subject, to}) => `${to.join()}: ${subject}`);
  };
  const [ann, bo] = ["Ann", "Bo"].map(ownerChannel) as [string, string];
  const all = ["mail: Test: 1 case to decide", `${ann}: Test: 1 case for Ann`, `${bo}: Test: 1 case for Bo`];
  expect(await toldNow()).toEqual(all);
  expect(await toldNow()).toEqual([]);
  await forgetTold(build, [ann]);
  expect(await toldNow()).toEqual([all[1]]);
  await forgetTold(build, ["mail"]);
  expect(await toldNow()).toEqual([all[0]]);
  await forgetTold(build, []);
  expect(await toldNow()).toEqual([]);
});

test("a run that is killed while it sends has told its news: the next one tells only what came since", async () => {
  const settings = parseSettings({digest: "per_run"}, "test");
  const send = async (cases: Case[], end: () => Promise<Attempt>, day: string) => {
    const now = new Date(`${day}T08:00:00Z`);
    const {letters, keep} = await digestsOf(file(cases), {settings, build, now, leadership: ["mail"]});
    await deliver(letters, {mail: end}, await openOutbox(build), {now, giveUpDays: 3, entered: keep}).catch(() => undefined);
    return letters.map(({text}) => text.match(/P\d/g));
  };
  const killed = () => Promise.reject(new Error("killed"));
  const decide = (id: string) => made(id, "decide", null);
  expect(await send([decide("P1")], killed, "2026-07-01")).toEqual([["P1"]]);
  expect(await send([decide("P1"), decide("P5")], () => Promise.resolve(sent), "2026-07-02")).toEqual([["P5"]]);
});

test("weekly, the first run from Monday on tells the news of the week", async () => {
  expect(["2026-07-05", "2026-07-06", "2026-07-12"].map((day) => weekOf(new Date(`${day}T08:00:00Z`)))).toEqual([
    "2026-06-29",
    "2026-07-06",
    "2026-07-06"
  ]);
  const weekly = {digest: "weekly"} as const;
  await run(first, "2026-07-01", weekly);
  const more = [...first, made("P5", "decide", "Bo")];
  // Friday of the same week
  expect(await run(more, "2026-07-03", weekly)).toEqual({});
  expect(subjects(await run(more, "2026-07-06", weekly))).toEqual({"leader@example.com": ["Test: 1 new case to decide"]});
  expect(await run([...more, made("P6", "decide", "Bo")], "2026-07-07", weekly)).toEqual({});
});

test("a mail links to the account manager's page, and a failed one is sent by a later run", async () => {
  const site = {site_url: "https://health.example/"};
  const got = await run(first, "2026-07-01", site);
  expect(got["ann@example.com"]![0]).toContain("https://health.example/owner?name");
  const outbox = await readOutbox(build);
  expect(outbox.map((e) => e.channel).sort()).toEqual(["mail", ownerChannel("Ann"), ownerChannel("Bo")].sort());
  expect(readFileSync(path.join(build, "outbox.json"), "utf8")).not.toContain("@example.com");
});

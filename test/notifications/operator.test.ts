import {mkdirSync} from "node:fs";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {z} from "zod";
import {failed, sent, type Attempt, type Letter} from "../../loaders/notifications/letter.ts";
import {writeVersioned} from "../../loaders/keep/versioned.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {newReport} from "../../loaders/run/report/newReport.ts";
import {problemsOf} from "../../loaders/run/report/problems.ts";
import type {Report} from "../../loaders/run/report/report.ts";
import {once, tellOperator, type Problems} from "../../loaders/notifications/operator.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

let build: string;
beforeEach(async () => void (build = await temporaryFolder()));
afterEach(() => removeFolder(build));

test("where one of two channels fails, a later run tells it, and the other is not told twice", async () => {
  const got: Record<string, string[]> = {webhook: [], mail: []};
  let mail: Attempt = failed("no connection");
  const channel = (name: string, end: () => Attempt) => (letter: Letter) => {
    if (end() === sent) got[name]!.push(letter.subject);
    return Promise.resolve(end());
  };
  const channels = {"operator webhook": channel("webhook", () => sent), "operator mail": channel("mail", () => mail)};
  const tell = (problems: Record<string, string>) =>
    tellOperator(problems, {company: "Test", channels, build, giveUpDays: 3, complete: true});
  expect(await tell({late: "No new deals"})).toEqual([
    "operator mail: the message could not be sent: no connection. The next run tries again"
  ]);
  mail = sent;
  expect(await tell({late: "No new deals"})).toEqual([]);
  expect(await tell({late: "No new deals"})).toEqual([]);
  const once = ["Handshake, Test: 1 new problem"];
  expect(got).toEqual({webhook: once, mail: once});
  await tell({});
  expect(got.mail).toEqual([...once, "Handshake, Test: 1 resolved"]);
});

test("what a run sees once is told once, and is not called resolved by the next run", async () => {
  const got: string[] = [];
  const channels = {"operator mail": ({subject}: Letter) => (got.push(subject), Promise.resolve(sent))};
  const tell = (problems: Record<string, string>) =>
    tellOperator(problems, {company: "Test", channels, build, giveUpDays: 3, complete: true});
  const lost = {[`${once}d.csv`]: "d.csv lost amount"};
  for (const problems of [lost, lost, {}]) await tell(problems);
  expect(got).toEqual(["Handshake, Test: 1 new problem"]);
});

test("a company whose site bears its own name is named once in what the operator gets", async () => {
  const got: string[] = [];
  const channels = {"operator mail": ({subject}: Letter) => (got.push(subject), Promise.resolve(sent))};
  await tellOperator({late: "No new deals"}, {company: "Handshake", channels, build, giveUpDays: 3, complete: true});
  expect(got).toEqual(["Handshake: 1 new problem"]);
});

test("of many refused files a message names twenty and counts the others; a further one is told, and none is called resolved that is still refused", async () => {
  const got: string[] = [];
  const channels = {"operator mail": ({text}: Letter) => (got.push(text), Promise.resolve(sent))};
  const refused = (names: string[]) => {
    const files = names.map((path) => ({path, outcome: "refuse", reason: "header", message: `${path} has no header.`}));
    const problems = problemsOf(
      {...newReport(new Date()), files: files as Report["files"]},
      parseSettings({}, "test"),
      "2026-06-30"
    );
    return tellOperator(problems, {company: "Test", channels, build, giveUpDays: 3, complete: true});
  };
  const many = Array.from({length: 21}, (_, i) => `d${i}.csv`);
  for (const names of [many, ["c.csv", ...many], ["c.csv", ...many], ["c.csv"]]) await refused(names);
  const line = (name: string) => `- Refused (header): ${name} has no header.`;
  const named = many.slice(0, 20).map(line);
  expect(got.map((text) => text.trim().split("\n\n"))).toEqual([
    [
      "Handshake, Test: 21 new problems",
      "New",
      [...named, "- 1 more file was refused or held: see report.html in the build folder"].join("\n")
    ],
    ["Handshake, Test: 1 new problem", "New", line("c.csv")],
    ["Handshake, Test: 21 resolved", "Resolved", [...named, "- 1 more file is no longer refused or held"].join("\n")]
  ]);
});

test("a mail that some of its addressees have goes by the next run to the others alone, and is given up after retry_days", async () => {
  const asked: (readonly [string, readonly string[] | undefined])[] = [];
  let end: Attempt = {...sent, reason: "1 addressee can't get it yet", later: ["b"]};
  const channels = {
    "operator mail": ({subject}: Letter, only?: readonly string[]) => (asked.push([subject, only]), Promise.resolve(end))
  };
  const tell = (day: number, problems: Record<string, string>) =>
    tellOperator(problems, {company: "Test", channels, build, giveUpDays: 3, complete: true, now: new Date(2026, 6, day)});
  const late = {late: "No new deals"};
  expect(await tell(1, late)).toEqual([
    "operator mail: the message was sent to some of its addressees: 1 addressee can't get it yet. The next run tries again for the others"
  ]);
  end = failed("no connection");
  expect(await tell(2, late)).toEqual([
    "operator mail: the message was sent to some of its addressees: no connection. The next run tries again for the others"
  ]);
  end = sent;
  expect([await tell(3, late), await tell(3, late)]).toEqual([[], []]);
  const one = "Handshake, Test: 1 new problem";
  expect(asked).toEqual([
    [one, undefined],
    [one, ["b"]],
    [one, ["b"]]
  ]);
  end = {...sent, reason: "1 addressee can't get it yet", later: ["b"]};
  await tell(4, {});
  expect(await tell(7, {})).toEqual([
    'operator mail: "Handshake, Test: 1 resolved" was given up after 3 days: 1 addressee can\'t get it yet'
  ]);
  expect(await tell(8, {})).toEqual([]);
});

test("of a mail that an addressee was refused, the others having it, that is said", async () => {
  const channels = {"operator mail": () => Promise.resolve({...sent, reason: "1 addressee was refused"})};
  const word = {company: "Test", channels, build, giveUpDays: 3, complete: true};
  expect(await tellOperator({late: "No new deals"}, word)).toEqual([
    "operator mail: the message was sent, but 1 addressee was refused"
  ]);
});

/** Tells by mail, with what becomes of each letter; a letter at which a run is killed never ends. */
function mailBy(ends: (Attempt | "killed")[]) {
  const got: string[] = [];
  const send = ({text}: Letter): Promise<Attempt> => {
    const end = ends.shift() ?? sent;
    if (end === "killed" || end.end !== "failed") got.push(text.replaceAll(/\s+/g, " ").trim());
    return end === "killed" ? Promise.reject(new Error("killed")) : Promise.resolve(end);
  };
  const word = {company: "Test", channels: {"operator mail": send}, build, giveUpDays: 3, complete: true};
  const tell = (problems: Problems) => tellOperator(problems, word).catch(() => ["killed"]);
  return {got, tell};
}

test("a message at which a run was killed is sent once more, and not a third time", async () => {
  const {got, tell} = mailBy(["killed", "killed"]);
  const late = {late: "No new deals"};
  expect([await tell(late), await tell(late)]).toEqual([["killed"], ["killed"]]);
  expect(await tell({})).toEqual([
    'operator mail: a run was stopped while it sent "Handshake, Test: 1 new problem"; it may have arrived and is not sent again'
  ]);
  const first = "Handshake, Test: 1 new problem New - No new deals";
  expect(got).toEqual([first, first, "Handshake, Test: 1 resolved Resolved - No new deals"]);
});

test("what nobody could be told is told as it is when a message arrives: nothing of what came and went meanwhile", async () => {
  const down = failed("no connection");
  const {got, tell} = mailBy([down, down, down]);
  const [a, b] = [{late: "No new deals"}, {held: "Held"}];
  for (const problems of [a, {...a, ...b}, b, b]) await tell(problems);
  expect(got).toEqual(["Handshake, Test: 1 new problem New - Held"]);
});

test("a problem that lasts is told after however long a time in which nobody could be told", async () => {
  const got: string[] = [];
  let end: Attempt = failed("no connection");
  const send = ({subject}: Letter) => (end === sent && got.push(subject), Promise.resolve(end));
  const word = {company: "Test", channels: {"operator mail": send}, build, giveUpDays: 3, complete: true};
  for (let day = 1; day < 9; day++) await tellOperator({late: "No new deals"}, {...word, now: new Date(2026, 6, day)});
  end = sent;
  expect(await tellOperator({late: "No new deals"}, {...word, now: new Date(2026, 6, 9)})).toEqual([]);
  expect(got).toEqual(["Handshake, Test: 1 new problem"]);
});

test("a mail server that could not be used for digests is not asked for the operator in the same run", async () => {
  const {got, tell} = mailBy([]);
  const down = new Map([["mail", failed("the mail server took too long", false, true)]]);
  const channels = {"operator mail": () => (got.push("asked"), Promise.resolve(sent))};
  const word = {company: "Test", channels, build, giveUpDays: 3, complete: true, down};
  expect(await tellOperator({late: "No new deals"}, word)).toEqual([
    "operator mail: the message could not be sent: the mail server took too long. The next run tries again"
  ]);
  expect(got).toEqual([]);
  await tell({late: "No new deals"});
  expect(got).toEqual(["Handshake, Test: 1 new problem New - No new deals"]);
});

test("the operator is told of a full disk, too: a message is sent where it can't be noted", async () => {
  mkdirSync(path.join(build, "operator.json"));
  const {got, tell} = mailBy([]);
  expect(await tell({late: "No new deals"})).toEqual([
    expect.stringContaining("what the operator was told could not be noted: ")
  ]);
  expect(got).toHaveLength(1);
});

test("what format 3 noted is taken over: nothing is told twice, and those who wait get their message", async () => {
  const letter = {key: "k", subject: "Handshake, Test: 1 new problem", text: "New: No new deals", html: ""};
  const waiting = [{channel: "mail", only: ["b"], since: new Date(2026, 6, 1).toISOString(), letter}];
  const kept = {name: "operator", format: 3, schema: z.unknown(), migrations: {}};
  await writeVersioned(path.join(build, "operator.json"), kept, {told: {mail: {late: "No new deals"}}, waiting});
  const asked: unknown[] = [];
  const channels = {
    "operator mail": ({text}: Letter, only?: readonly string[]) => (asked.push([text, only]), Promise.resolve(sent))
  };
  const word = {company: "Test", channels, build, giveUpDays: 3, complete: true, now: new Date(2026, 6, 2)};
  expect(await tellOperator({late: "No new deals"}, word)).toEqual([]);
  expect(asked).toEqual([["New: No new deals", ["b"]]]);
});

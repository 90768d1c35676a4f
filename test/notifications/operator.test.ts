import {afterEach, beforeEach, expect, test} from "vitest";
import {failed, sent, type Attempt, type Letter} from "../../loaders/notifications/letter.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {newReport} from "../../loaders/run/report/newReport.ts";
import {problemsOf} from "../../loaders/run/report/problems.ts";
import type {Report} from "../../loaders/run/report/report.ts";
import {once, tellOperator} from "../../loaders/notifications/operator.ts";
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
  const channels = {webhook: channel("webhook", () => sent), mail: channel("mail", () => mail)};
  const tell = (problems: Record<string, string>) =>
    tellOperator(problems, {company: "Test", channels, build, giveUpDays: 3, complete: true});
  expect(await tell({late: "No new deals"})).toEqual(["word to the operator by mail failed: no connection"]);
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
  const channels = {mail: ({subject}: Letter) => (got.push(subject), Promise.resolve(sent))};
  const tell = (problems: Record<string, string>) =>
    tellOperator(problems, {company: "Test", channels, build, giveUpDays: 3, complete: true});
  const lost = {[`${once}d.csv`]: "d.csv lost amount"};
  for (const problems of [lost, lost, {}]) await tell(problems);
  expect(got).toEqual(["Handshake, Test: 1 new problem"]);
});

test("a company whose site bears its own name is named once in what the operator gets", async () => {
  const got: string[] = [];
  const channels = {mail: ({subject}: Letter) => (got.push(subject), Promise.resolve(sent))};
  await tellOperator({late: "No new deals"}, {company: "Handshake", channels, build, giveUpDays: 3, complete: true});
  expect(got).toEqual(["Handshake: 1 new problem"]);
});

test("of many refused files a message names twenty and counts the others; a further one is told, and none is called resolved that is still refused", async () => {
  const got: string[] = [];
  const channels = {mail: ({text}: Letter) => (got.push(text), Promise.resolve(sent))};
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
  const channels = {mail: ({subject}: Letter, only?: readonly string[]) => (asked.push([subject, only]), Promise.resolve(end))};
  const tell = (day: number, problems: Record<string, string>) =>
    tellOperator(problems, {company: "Test", channels, build, giveUpDays: 3, complete: true, now: new Date(2026, 6, day)});
  const late = {late: "No new deals"};
  expect(await tell(1, late)).toEqual([
    "word to the operator by mail was sent to some of its addressees: 1 addressee can't get it yet. The next run tries again for the others"
  ]);
  end = failed("no connection");
  expect(await tell(2, late)).toEqual([
    "word to the operator by mail has not reached 1 addressee yet: no connection. The next run tries again"
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
    "word to the operator by mail was given up for 1 addressee after 3 days: 1 addressee can't get it yet"
  ]);
  expect(await tell(8, {})).toEqual([]);
});

test("of a mail that an addressee was refused, the others having it, that is said", async () => {
  const channels = {mail: () => Promise.resolve({...sent, reason: "1 addressee was refused"})};
  const word = {company: "Test", channels, build, giveUpDays: 3, complete: true};
  expect(await tellOperator({late: "No new deals"}, word)).toEqual([
    "word to the operator by mail was sent, but 1 addressee was refused"
  ]);
});

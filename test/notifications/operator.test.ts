import {afterEach, beforeEach, expect, test} from "vitest";
import {failed, sent, type Attempt, type Letter} from "../../loaders/notifications/letter.ts";
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
  const tell = (problems: Record<string, string>) => tellOperator(problems, {company: "Test", channels, build, complete: true});
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
  const tell = (problems: Record<string, string>) => tellOperator(problems, {company: "Test", channels, build, complete: true});
  const lost = {[`${once}d.csv`]: "d.csv lost amount"};
  for (const problems of [lost, lost, {}]) await tell(problems);
  expect(got).toEqual(["Handshake, Test: 1 new problem"]);
});

test("a company whose site bears its own name is named once in what the operator gets", async () => {
  const got: string[] = [];
  const channels = {mail: ({subject}: Letter) => (got.push(subject), Promise.resolve(sent))};
  await tellOperator({late: "No new deals"}, {company: "Handshake", channels, build, complete: true});
  expect(got).toEqual(["Handshake: 1 new problem"]);
});

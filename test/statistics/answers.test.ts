import {mkdtempSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import os from "node:os";
import path from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {keepingAnswers} from "../../loaders/run/keptAnswers.ts";
import {answered, answering, answersIn, toKeep, type Answer} from "../../loaders/statistics/answers.ts";

/** Asks each question of a function that counts, and gives what it answered, how often it ran and what is kept. */
async function asked(questions: [name: string, lists: number[][], answer: Answer][], kept: Buffer | null, program = "one") {
  let runs = 0;
  const answers = answersIn(kept, program);
  const given = await answering(answers, () =>
    Promise.resolve(questions.map(([name, lists, answer]) => answered(name, lists, () => (runs++, answer))))
  );
  return {given, runs, kept: toKeep(answers, program)};
}

const some: [string, number[][], Answer][] = [
  ["f", [[1, 2]], -0],
  ["f", [[1], [2]], null],
  ["g", [[1, 2]], [0.1 + 0.2, 5e-324]],
  ["g", [Array.from({length: 40}, (_, i) => i)], {a: 1 / 3, b: null}]
];

test("what was answered in one run is answered from the cache in the next, bit for bit, and asked once within a run", async () => {
  const first = await asked([...some, ...some], null);
  expect(first.runs).toBe(4);
  const again = await asked(
    some.map(([name, lists]) => [name, lists, 7]),
    first.kept
  );
  expect(again).toEqual({given: some.map(([, , answer]) => answer), runs: 0, kept: null});
});

test("other numbers, another function and another program are asked anew; what nobody asks for any more is dropped", async () => {
  const {kept} = await asked(some, null);
  const next = await asked([["f", [[1, 2 + 2 ** -51]], 1], ["h", [[1, 2]], 2], ["f", [[1, 2]], 3]], kept); // prettier-ignore
  expect(next).toMatchObject({given: [1, 2, -0], runs: 2});
  expect((await asked([["g", [[1, 2]], 4]], next.kept)).given).toEqual([4]);
  expect((await asked([["f", [[1, 2]], 5]], kept, "another")).given).toEqual([5]);
});

test("answers that are not whole are not believed", async () => {
  const {kept} = await asked(some, null);
  const damaged = Buffer.from(kept!);
  damaged[kept!.length - 3]! ^= 1;
  for (const bytes of [damaged, kept!.subarray(0, 40), Buffer.alloc(0)]) expect((await asked(some, bytes)).runs).toBe(4);
});

test("the same answers are kept as the same bytes, in whatever order they were asked for", async () => {
  const [one, other] = [await asked(some, null), await asked([...some].reverse(), null)];
  expect(one.kept).toEqual(other.kept);
});

test("where nothing is kept each question is asked", () => {
  expect([1, 2].map((n) => answered("f", [[1]], () => n))).toEqual([1, 2]);
});

test("a file of answers that can't be read or written stops no run", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "handshake-answers-"));
  onTestFinished(() => rmSync(folder, {recursive: true}));
  mkdirSync(path.join(folder, "folder"));
  writeFileSync(path.join(folder, "file"), "");
  let runs = 0;
  const ask = (place: string) =>
    keepingAnswers(path.join(folder, place), "one", () => Promise.resolve(answered("f", [[1]], () => ++runs)));
  expect(await ask("folder")).toBe(1);
  expect(await ask("file/below")).toBe(2);
  expect([await ask("cache/statistics"), await ask("cache/statistics")]).toEqual([3, 3]);
});

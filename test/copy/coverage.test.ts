import {expect, test} from "vitest";
import {questionAnswer} from "../../src/copy/coverage.ts";
import {plain} from "../../src/copy/say.ts";

const question = {question: "Do we give as we get?", way: "referrals", columns: [{name: "referrals.value", filled: 0.25}]};
const told = (found: "yes" | "partly" | "no", lacks: Record<string, string[]>) => {
  const asked = {...question, missing: [], thin: [], ...lacks, answer: found};
  const {finding, paragraphs} = questionAnswer(asked as unknown as Parameters<typeof questionAnswer>[0], null);
  return [finding, ...paragraphs].map(plain).filter(Boolean);
};

test("a question is answered, not yet with what is missing, or in part with what is filled in few records", () => {
  expect(told("yes", {})).toEqual(["Yes, from referrals"]);
  expect(told("no", {missing: ["referrals.outcome"]})).toEqual([
    "Not yet",
    "It can be answered from referrals: referrals.outcome is missing."
  ]);
  expect(told("partly", {thin: ["referrals.value"]})).toEqual([
    "In part, from referrals",
    "referrals.value is filled in 25% of the records."
  ]);
});

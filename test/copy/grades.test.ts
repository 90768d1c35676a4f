import {describe, expect, it, test} from "vitest";
import {gradeText, isApart} from "../../src/copy/grades.ts";
import {labelName} from "../../src/copy/names.ts";
import {unrated} from "../../src/copy/partner.ts";
import {trustTable} from "../../src/tables/trustTables.ts";
import {inDocument} from "../support/drawn.ts";

describe("a grade beside a score", () => {
  it.each([
    ["trusted", 66, "trusted, score now below average"],
    ["trusted", 68, "trusted"],
    ["candidate", 60, "above average, score now below"],
    ["candidate", 66.6, "above average"],
    ["below_typical", 72, "below average, score now above"],
    ["below_typical", 60, "below average"],
    ["at_risk", 70, "at risk, score now above average"],
    ["at_risk", 50, "at risk"],
    ["unproven", 80, "not enough data to rate"]
  ] as const)("says of a partner that is %s with a score of %d of an average of 67: %s", (grade, score, said) => {
    expect(gradeText({grade, score}, 67)).toBe(said);
    expect(isApart({grade, score}, 67)).toBe(said.includes("score now"));
  });

  it("says nothing of a side where there is no score, no grade or no average", () => {
    expect(gradeText({grade: "not_rated", score: null}, 67)).toBe("not rated");
    expect(gradeText({grade: null, score: null}, 67)).toBeNull();
    expect(gradeText({grade: "candidate", score: 40}, null)).toBe("above average");
  });
});

test("a partner that needs no further outcome for the next grade is not said to have none", () => {
  const row = {...{id: "A", name: "A", score: 70, lower: 60, upper: 80, grade: "candidate"}, to_next_deals: 0};
  const text = inDocument(() => trustTable([{...row, to_next_referrals: 0, to_next_tickets: 0} as never], 67).textContent);
  expect(text).toContain("nothing more");
  expect(text).not.toMatch(/no won deals/);
});

test("of a partner of group A the grade is called weak only where it is; one without a rating is told why", () => {
  const told = (["below_typical", "at_risk", "candidate", "trusted", "unproven", "not_rated"] as const).map((grade) =>
    labelName({label: "fragile_core", grade})
  );
  expect(told).toEqual(["A, weak grade", "A, weak grade", "A, below pace", "A, below pace", "A, not rated", "A, not rated"]);
  expect([unrated({grade: "not_rated"}), unrated({grade: "unproven"}), unrated({grade: null})]).toEqual([
    "not rated",
    "not enough data to rate",
    "not enough data to rate"
  ]);
});

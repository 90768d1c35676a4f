import {expect, test} from "vitest";
import {gradeCounts} from "../../loaders/publish/derive.ts";
import {scoresTitle} from "../../src/copy/trust.ts";

const partner = (id: string, score: number | null, grade: string) => ({
  ...{id, score, grade, grade_before: null},
  ...{lower: score === null ? null : score - 5, upper: score === null ? null : score + 6}
});

test("scores that stand for many partners have the highest and the lowest of each grade among them, each in its interval", () => {
  const partners = [
    partner("a", 70, "trusted"),
    ...Array.from({length: 9}, (_, i) => partner(`c${i}`, 52 + i / 10, "candidate")),
    partner("z", 40, "candidate"),
    partner("n", null, "not_rated")
  ];
  const drawn = gradeCounts({partners} as unknown as Parameters<typeof gradeCounts>[0], 4);
  const of = (grade: string) => drawn.find((d) => d.grade === grade)!;
  expect(of("trusted").scores).toEqual({score: [70], lower: [65], upper: [76]});
  // three of ten: the first, the one in the middle, the last
  expect(of("candidate").scores.score).toEqual([52.8, 52.3, 40]);
  expect(of("candidate").scores.upper).toEqual([58.8, 58.3, 46]);
  expect([of("not_rated").partners, of("not_rated").scores.score]).toEqual([1, []]);
  const said = drawn.flatMap((d) => d.scores.score);
  expect(scoresTitle(said, null)).toBe("Scores run from 40 to 70");
});

import {expect, test} from "vitest";
import {sinceText} from "../../src/copy/attention.ts";

test("a case that the history begins with is said to last since its first month or earlier", () => {
  const told = (since: string | null, known_from: string | null) => sinceText({since, known_from})?.replaceAll("\u00a0", " ");
  expect(told("2026-06-01", null)).toBe("1 Jun 2026");
  expect(told(null, "2024-10-31")).toBe("Oct 2024 or earlier");
  expect(told(null, null)).toBeUndefined();
});

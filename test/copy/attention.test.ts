import {expect, test} from "vitest";
import {attentionHeadline, decideAnswer} from "../../src/copy/attention.ts";
import {sinceText} from "../../src/copy/caseColumns.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

test("a case that the history begins with is said to last since its first month or earlier", () => {
  const told = (since: string | null, known_from: string | null) => sinceText({since, known_from})?.replaceAll("\u00a0", " ");
  expect(told("2026-06-01", null)).toBe("1 Jun 2026");
  expect(told(null, "2024-10-31")).toBe("Oct 2024 or earlier");
  expect(told(null, null)).toBeUndefined();
});

test("where settings or definitions changed since the publication before, new and resolved cases are said to be maybe theirs", () => {
  const told = (settings: string[], definitions: boolean) => {
    const f = portfolio(3, ({history}) => ({
      history: {
        ...history,
        before: {as_of: "2026-05-31", cases: []},
        moves: {as_of: "2026-05-31", settings, definitions, scores: {}}
      }
    }));
    return plain(attentionHeadline(f, []).paragraphs[0]!).replaceAll("\u00a0", " ");
  };
  const news = "Since the publication of 31 May 2026: 0 new, 0 changed, 0 resolved.";
  expect(told([], false)).toBe(news);
  const doubt = `${news} Settings or definitions changed, which alone can raise, change or resolve cases.`;
  expect([told(["window_days"], false), told([], true)]).toEqual([doubt, doubt]);
});

test("cases without an account manager are not told as being with those who are recorded", () => {
  const told = (owners: readonly (string | null)[], decide = 0) => {
    const of = (lane: "decide" | "do", owner: string | null) => ({
      ...{lane, owner, status: "open" as const, news: "continuing" as const, shown: true}
    });
    const cases = [...owners.map((owner) => of("do", owner)), ...Array.from({length: decide}, () => of("decide", "Ann"))];
    return plain(decideAnswer({...portfolio(1), case_summary: []}, cases).paragraphs[0]!);
  };
  expect(told(["Ann", "Bo", "Ann", null])).toBe("Three cases are with 2 account managers; 1 has no account manager.");
  expect(told(["Ann", null, null], 1)).toBe("One more case is with 1 account manager; 2 have no account manager.");
  expect(told(["Ann", "Bo"])).toBe("Two cases are with 2 account managers.");
  expect(told([null, null])).toBe("Two cases are for account managers, who are not recorded.");
});

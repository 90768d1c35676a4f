import {describe, expect, test} from "vitest";
import {whatIfUnknown} from "../../src/copy/concentrationPictures.ts";
import {outcomeOf, readScenario, unknownIn, writeScenario, type Unchanged} from "../../src/ui/scenario.ts";

const row = (id: string, revenue: number, p_silent: number | null) => ({
  id,
  name: id,
  parent: null,
  revenue,
  share: null,
  p_silent,
  expected_loss: 0,
  expected_deals: null
});
const rows = [row("a&b", 600, 0.1), row("c:d", 300, 0.2), row("e", 100, 0.5)];
const none = {gone: new Set<string>(), chances: new Map<string, number>()};

describe("a scenario", () => {
  test("as it is today loses what each is expected to lose", () => {
    const today = outcomeOf(rows, none);
    expect([today.left, today.lost, today.count]).toEqual([1000, 0, 3]);
    expect(today.expected).toBeCloseTo((60 + 60 + 50) / 1000, 12);
    expect(today.effective_n).toBeCloseTo(1 / (0.36 + 0.09 + 0.01), 12);
  });

  test("of which nothing tells how likely a loss is has no curve: one of chances of 0 would say that nothing can be lost", () => {
    const unknown = [row("a", 600, null), row("b", 400, null)];
    expect(outcomeOf(unknown, none)).toMatchObject({expected: null, bad_year: null, curve: []});
    const curve = outcomeOf(unknown, {...none, chances: new Map([["a", 0.5]])}).curve;
    expect(curve.find((d) => d.share_lost === 0.6)?.probability).toBeCloseTo(0.5, 9);
  });

  test("without one loses its share for certain, and what is left is as many equal ones as its shares say", () => {
    const then = outcomeOf(rows, {...none, gone: new Set(["a&b"])});
    expect([then.left, then.lost, then.largest?.id]).toEqual([400, 0.6, "c:d"]);
    expect(then.effective_n).toBeCloseTo(1 / (0.75 ** 2 + 0.25 ** 2), 12);
    expect(then.curve.find((d) => d.share_lost === 0.6)?.probability).toBeCloseTo(1, 9);
  });

  test("tells no loss where nothing tells how likely one is, until the reader says so", () => {
    const unknown = [row("a", 600, null), row("b", 400, null)];
    const of = (scenario: typeof none, shrinkage: number[][] = []) => {
      const {expected, bad_year} = outcomeOf(
        unknown.map((r) => ({...r, third: 1})),
        scenario,
        shrinkage
      );
      return [expected === null ? null : Math.round(expected * 100), bad_year !== null];
    };
    expect(of(none)).toEqual([null, false]);
    expect(of({...none, chances: new Map([["b", 0.5]])})).toEqual([20, true]);
    expect(of({...none, gone: new Set(["a"])})).toEqual([60, true]);
    expect(of(none, [[0.1]])).toEqual([10, true]);
  });

  test("comes out the same whatever scenarios were asked for before", () => {
    const kept: Unchanged = new Map();
    const scenarios = [
      none,
      {...none, gone: new Set(["a&b"])},
      {gone: new Set(["a&b"]), chances: new Map([["e", 0.9]])},
      {...none, chances: new Map([["e", 0.9]])},
      {...none, chances: new Map([["e", 0.1]])},
      none
    ];
    for (const scenario of scenarios) expect(outcomeOf(rows, scenario, [], kept)).toEqual(outcomeOf(rows, scenario));
  });

  test("with all gone leaves nothing", () => {
    const then = outcomeOf(rows, {...none, gone: new Set(rows.map((r) => r.id))});
    expect([then.left, then.effective_n, then.largest]).toEqual([0, null, null]);
  });

  test("stands in the address and comes back from it", () => {
    const scenario = {gone: new Set(["a&b"]), chances: new Map([["c:d", 0.4]])};
    expect(writeScenario(scenario)).toBe("?gone=a%26b&chance=c%3Ad%3A40");
    expect(readScenario(writeScenario(scenario), rows)).toEqual(scenario);
    expect(writeScenario(none)).toBe("");
    expect(writeScenario(scenario, "customer")).toBe("?of=customer&gone=a%26b&chance=c%3Ad%3A40");
  });

  test("leaves in the address which partners are listed, and with which quarter they are compared", () => {
    const search = "?region=EMEA&of=customer&gone=x&chance=y%3A10&period=2026-Q3";
    expect(writeScenario({...none, gone: new Set(["e"])}, "partner", search)).toBe("?region=EMEA&period=2026-Q3&gone=e");
    expect(writeScenario(none, "partner", search)).toBe("?region=EMEA&period=2026-Q3");
  });

  test("counts who its address takes away or changes and is not here, each once, and says that the scenario is without them", () => {
    expect(unknownIn("?gone=x&gone=e&chance=x:40&chance=c:d:10&chance=z:10&gone=", rows)).toBe(2);
    expect(unknownIn("?gone=e&region=EMEA", rows)).toBe(0);
    expect([1, 2].map((n) => whatIfUnknown("customer", n).replaceAll("\u00a0", " "))).toEqual([
      "1 customer that the address names is not here: this scenario is without it.",
      "2 customers that the address names are not here: this scenario is without them."
    ]);
  });

  test("leaves out of an address what names no partner or no chance", () => {
    expect(readScenario("?gone=x&gone=e&chance=e:140&chance=e&chance=z:10", rows)).toEqual({
      gone: new Set(["e"]),
      chances: new Map()
    });
  });
});

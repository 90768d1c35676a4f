import {expect, test} from "vitest";
import {revenueTable} from "../../src/tables/dataTables.ts";
import {differenceText, figureText} from "../../src/tables/figureTexts.ts";
import {table} from "../../src/tables/table.ts";
import {ownPage} from "../../src/ui/ownMetrics.ts";
import {inDocument} from "../support/drawn.ts";

test("the Herfindahl index is told in points wherever it is told, as merger control counts it", () => {
  expect([figureText(0.1727, "index", null), differenceText(-0.0105, "index", null)]).toEqual(["1,727 points", "−105 points"]);
  expect(differenceText(0.00001, "index", null)).toBe("no change");
});

test("what was won is told with its months on the data page", () => {
  const rows: Parameters<typeof revenueTable>[0] = [{kind: "direct", net: 9, deals: 17, excluded_deals: 0, negative_deals: 0}];
  const text = inDocument(() => (revenueTable(rows, {currency: "EUR", window_days: 365}) as HTMLElement).outerHTML);
  expect(text.replaceAll("\u00a0", " ")).toContain("Revenue won in 12 months");
});

test("a row of a company's own metric that is of no partner, or of an id that none has, says so and leads nowhere; one without a name shows its id", () => {
  const column = {type: "varchar", unit: null, about: "", tells: "partner"} as const;
  const own = {
    about: {} as Parameters<typeof ownPage>[0]["about"],
    metrics: [
      {
        ...{name: "wins", question: "", definition: "", card: [], column: [], page: true},
        columns: [
          {...column, name: "partner_id"},
          {...column, name: "partner"}
        ],
        rows: [
          [null, null],
          [null, "P9"],
          ["P7", null]
        ]
      }
    ]
  };
  const html = inDocument(() => (ownPage(own, "wins") as HTMLElement).outerHTML);
  expect(html).toContain(">no partner<");
  expect(html).toContain(">P9 (no such partner)<");
  expect(html).not.toContain("null");
  expect(html).toMatch(/href="[^"]*partner\/P7"><bdi>P7</);
});

test("what is looked for in a table is found in what its rows show, and an empty cell holds no word", () => {
  const rows = [{name: null}, {name: "Nullarbor"}];
  const shown = inDocument(() => {
    const node = table(rows, {
      ...{caption: "Wins", file: "wins", find: "Find a row", empty: ""},
      columns: [{label: "Partner", value: (row) => row.name}]
    }) as HTMLElement;
    const box = node.querySelector("input")!;
    box.value = "null";
    box.dispatchEvent(new Event("input"));
    return node.querySelector('[role="status"]')!.textContent;
  });
  expect(shown).toBe("1 of 1 found, of 2 shown");
});

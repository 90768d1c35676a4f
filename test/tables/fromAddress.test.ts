import {expect, test} from "vitest";
import {table, tableCsv} from "../../src/tables/table.ts";
import {inDocument} from "../support/drawn.ts";

interface Row {
  name: string;
  abc: string;
  past: number[];
}
const rows: Row[] = [
  {name: "Ann", abc: "A", past: [40, 50]},
  {name: "Bob", abc: "C", past: [60, 55]}
];
const columns = [
  {label: "Name", value: (row: Row) => row.name},
  {label: "Way here", inFiles: "First", value: (row: Row) => row.past[0]!},
  // told in no row, so that no reader gets it
  {label: "Late", value: () => 0, ifAny: true}
];

const told = (search: string, inAddress = true) =>
  inDocument(() => {
    Object.defineProperty(globalThis, "location", {value: {search, pathname: "/", hash: ""}, configurable: true});
    const node = table(rows, {
      ...{caption: "Rows", file: "rows", empty: "None.", columns, inAddress},
      filters: [
        {label: "All groups", name: "abc", noun: "group", of: (row) => row.abc},
        {label: "All names", name: "told_by_the_page", of: (row) => row.name}
      ]
    }) as Element;
    return node.querySelector<HTMLElement>(".dated")!.textContent;
  });

test.each([
  ["", ""],
  ["?abc=A&sort=-Name&other=1", ""],
  ["?sort=Late", ""],
  ["?told_by_the_page=Eve", ""],
  ["?abc=B", "No row here has the group in the address: the list is not narrowed by it."],
  ["?sort=Revenue", "The list has no column of the name in the address to sort by: it is in its usual order."]
])(
  "a list says what its address %s asks for that it doesn't have: it showed all, as if that were what was asked",
  (search, text) => expect(told(search)).toBe(text)
);

test("a list whose view is not in the address says nothing of it", () => expect(told("?sort=Revenue&abc=B", false)).toBe(""));

test("a file for download names a column by the value that it has of it, where the list shows a picture of more", () => {
  expect(tableCsv(rows, columns).split("\r\n").slice(0, 2)).toEqual(["Name,First,Late", "Ann,40,0"]);
});

import {describe, expect, test} from "vitest";
import {tableCsv} from "../../src/tables/table.ts";
import {toldOnce, type Column} from "../../src/tables/tableParts.ts";

interface Row {
  name: string;
  status: string;
  whole: boolean;
}

const columns: Column<Row>[] = [
  {label: "Name", value: (row) => row.name},
  {label: "Status", value: (row) => row.status, once: true},
  {label: "Complete period", value: (row) => row.whole, once: true}
];
const row = (name: string, status: string, whole = true): Row => ({name, status, whole});
const shown = (...rows: Row[]) => {
  const {columns: kept, caption} = toldOnce(rows, {columns, caption: "All"});
  return [kept.map(({label}) => label).join(", "), caption];
};

describe("a column that may be told once", () => {
  test("is behind the caption where it says the same of every row, and in the CSV", () => {
    const rows = [row("A", "open"), row("B", "open")];
    expect(shown(...rows)).toEqual(["Name", "All; status: open in every row; complete period: yes in every row"]);
    expect(tableCsv(rows, columns)).toContain("Status");
  });

  test("is a column where rows differ, and of a single row", () => {
    expect(shown(row("A", "open"), row("B", "done"))).toEqual(["Name, Status", "All; complete period: yes in every row"]);
    expect(shown(row("A", "open"), row("B", "done", false))).toEqual(["Name, Status, Complete period", "All"]);
    expect(shown(row("A", "open"))).toEqual(["Name, Status, Complete period", "All"]);
  });

  test("no other column goes, also where it says the same", () => {
    expect(shown(row("A", "open"), row("A", "done", false))[0]).toContain("Name");
  });
});

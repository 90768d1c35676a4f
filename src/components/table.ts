import {csvText, download, type CsvValue} from "./csv.js";
import {element} from "./dom.js";

/** A column of a table. */
export interface Column<R> {
  label: string;
  value: (row: R) => CsvValue;
  /** How a cell is shown; the value itself where left out. */
  show?: (row: R) => Node | string;
  /** Numbers stand right. */
  numeric?: boolean;
  /** At 390 px only these are shown; four at most. */
  narrow?: boolean;
}

export interface TableOptions<R> {
  /** What the table shows, read out before it. */
  caption: string;
  columns: Column<R>[];
  /** Name of the CSV file, without ending. */
  file: string;
  /** Rows shown before "show all". */
  first?: number;
  /** What a reader looks for ("Find a partner"); the first column is searched. */
  find?: string;
  /** Shown in place of a table without rows. */
  empty: string;
}

/** The whole table as CSV, whatever is shown of it. */
export const tableCsv = <R>(rows: readonly R[], columns: readonly Column<R>[]): string =>
  csvText(
    columns.map((c) => c.label),
    rows.map((row) => columns.map((c) => c.value(row)))
  );

/** Rows by one column, empty cells last either way. */
export function sortedRows<R>(rows: readonly R[], column: Column<R>, down: boolean): R[] {
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    if (x === null || x === undefined) return y === null || y === undefined ? 0 : 1;
    if (y === null || y === undefined) return -1;
    return sign * (typeof x === "string" && typeof y === "string" ? x.localeCompare(y, "en") : Number(x) - Number(y));
  });
}

/** A table that sorts by its headers, finds, shows ten rows first, and downloads as CSV. */
export function table<R>(rows: readonly R[], options: TableOptions<R>): Node {
  if (!rows.length) return element("p", {class: "empty"}, options.empty);
  const {columns, first = 10, caption, file, find} = options;
  const state = {sorted: -1, down: true, all: rows.length <= first + 2, wanted: ""};
  const body = element("tbody");
  const shown = element("span", {role: "status"});
  const heads = columns.map((column, i) =>
    headOf(column, () => change({sorted: i, down: state.sorted === i ? !state.down : Boolean(column.numeric)}))
  );
  const more = button("show all", () => change({all: true}));
  const render = () => {
    const found = state.wanted ? rows.filter((row) => String(columns[0]!.value(row)).toLowerCase().includes(state.wanted)) : rows;
    const ordered = state.sorted < 0 ? found : sortedRows(found, columns[state.sorted]!, state.down);
    const visible = state.all ? ordered : ordered.slice(0, first);
    body.replaceChildren(...visible.map((row) => rowOf(row, columns)));
    shown.textContent = `${visible.length} of ${rows.length} shown`;
    more.hidden = visible.length === found.length;
    heads.forEach((head, i) =>
      head.setAttribute("aria-sort", i !== state.sorted ? "none" : state.down ? "descending" : "ascending")
    );
  };
  const change = (now: Partial<typeof state>) => {
    Object.assign(state, now);
    render();
  };
  render();
  const search = find ? searchBox(find, (wanted) => change({wanted})) : null;
  const save = button("download CSV", () => download(`${file}.csv`, tableCsv(rows, columns)));
  return element(
    "div",
    {class: "table"},
    element("div", {class: "tools"}, search, element("span", {class: "actions"}, shown, more, save)),
    element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)), body)
  );
}

function button(label: string, act: () => void): HTMLButtonElement {
  const node = element("button", {type: "button", class: "link"}, label);
  node.addEventListener("click", act);
  return node;
}

function headOf<R>(column: Column<R>, act: () => void): HTMLTableCellElement {
  const sort = element("button", {type: "button"}, column.label);
  sort.addEventListener("click", act);
  return element("th", {scope: "col", class: classOf(column)}, sort);
}

const classOf = <R>(column: Column<R>) => [column.numeric ? "number" : "", column.narrow ? "" : "wide"].filter(Boolean).join(" ");

const rowOf = <R>(row: R, columns: readonly Column<R>[]): HTMLTableRowElement =>
  element(
    "tr",
    {},
    ...columns.map((column) =>
      element("td", {class: classOf(column)}, column.show ? column.show(row) : textOf(column.value(row)))
    )
  );

const textOf = (value: CsvValue): string =>
  value === null || value === undefined ? "–" : typeof value === "boolean" ? (value ? "yes" : "no") : String(value);

function searchBox(label: string, act: (wanted: string) => void): HTMLElement {
  const input = element("input", {type: "search", placeholder: label, "aria-label": label});
  input.addEventListener("input", () => act(input.value.trim().toLowerCase()));
  return input;
}

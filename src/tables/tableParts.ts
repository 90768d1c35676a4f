import type {CsvValue} from "../shared/csv.js";
import {inTable, whole as grouped} from "../shared/formats.js";
import {element} from "../ui/dom.js";
import {help} from "../ui/help.js";
import {wayIn, type howItCame} from "../ui/pageWays.js";

/** A column of a table. */
export interface Column<R> {
  label: string;
  /** Its name in files for download, where these have another value than is shown; else the label. */
  inFiles?: string;
  value: (row: R) => CsvValue;
  /** How a cell is shown; the value itself where left out. */
  show?: (row: R) => Node | string;
  /** Numbers stand right. */
  numeric?: boolean;
  /** At 390 px only these are shown; four at most. */
  narrow?: boolean;
  /** Shown only where there is room for all. */
  widest?: boolean;
  /** Shown only where some row has a value in it other than 0; the CSV has it always. */
  ifAny?: boolean;
  /** Told once, behind the caption, where it says the same of every row; the CSV has it always. */
  once?: boolean;
}

/** The columns that a reader gets: not those that say nothing of any row. */
export const saying = <R>(rows: readonly R[], columns: readonly Column<R>[]): Column<R>[] =>
  columns.filter(({ifAny = false, value}) => !ifAny || rows.some((row) => Boolean(value(row))));

const textIn = <R>(row: R, {show, value, numeric}: Column<R>): string => {
  const shown = show ? show(row) : textOf(value(row), numeric);
  return typeof shown === "string" ? shown : (shown.textContent ?? "");
};

/** The columns that a reader gets, and the caption, with what those left out say of every row. */
export function toldOnce<R>(rows: readonly R[], given: {columns: readonly Column<R>[]; caption: string}) {
  const columns = saying(rows, given.columns);
  const same = (column: Column<R>) =>
    column.once && rows.length > 1 && new Set(rows.map((row) => textIn(row, column))).size === 1;
  const told = columns.filter(same).map((column) => `${lower(column.label)}: ${textIn(rows[0]!, column)} in every row`);
  return {columns: columns.filter((column) => !same(column)), caption: [given.caption, ...told].join("; ")};
}

const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

/** Where the first cell of a row leads to. */
export type Leads<R> = (row: R) => string | typeof howItCame | null;

/** The body of a table, whose rows are made once and then only moved. */
export function bodyOf<R>(columns: readonly Column<R>[], leads?: Leads<R>) {
  const node = element("tbody");
  const made = new Map<R, HTMLTableRowElement>();
  let turn = 0;
  const nodeOf = (row: R): HTMLTableRowElement => {
    const known = made.get(row) ?? rowOf(row, columns, leads);
    made.set(row, known);
    known.className = "";
    return known;
  };
  const follow = (rows: readonly R[], mine: number) => {
    if (!rows.length) return;
    setTimeout(() => {
      if (mine !== turn) return;
      node.append(...rows.slice(0, 100).map(nodeOf));
      follow(rows.slice(100), mine);
    });
  };
  return {
    node,
    show(rows: readonly R[], most: number) {
      node.replaceChildren(...rows.slice(0, most).map(nodeOf));
      follow(rows.slice(most), ++turn);
    },
    append(rows: readonly R[], className: string) {
      for (const row of rows) {
        const tr = nodeOf(row);
        tr.className = className;
        node.append(tr);
      }
    }
  };
}

/** The head of a column, which sorts by it. */
export function headOf<R>(column: Column<R>, act: () => void): HTMLTableCellElement {
  const sort = element("button", {type: "button"}, column.label);
  sort.addEventListener("click", act);
  return element("th", {scope: "col", class: classOf(column)}, sort, help(column.label));
}

const classOf = <R>({numeric, narrow, widest}: Column<R>) =>
  [numeric ? "number" : "", narrow ? "" : "wide", widest ? "widest" : ""].filter(Boolean).join(" ");

const cellOf = <R>(row: R, {show, value, numeric}: Column<R>): Node | string => (show ? show(row) : textOf(value(row), numeric));

const rowOf = <R>(row: R, columns: readonly Column<R>[], leads?: Leads<R>): HTMLTableRowElement =>
  element(
    "tr",
    {},
    ...columns.map((column, i) => {
      const cell = cellOf(row, column);
      return element("td", {class: classOf(column)}, i === 0 && leads ? wayIn(leads(row), cell) : cell);
    })
  );

/** Numbers without a way to be shown of their own have as many digits as a reader needs; the file for download has all. */
const textOf = (value: CsvValue, numeric = false): string => {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return value;
  if (Number.isInteger(value)) return numeric ? grouped(value) : String(value);
  return inTable(value);
};

/** The caption of a table as it shows where the heading above is another's; its own is read out. */
export const titleOf = (caption: string): HTMLElement => element("p", {class: "title", "aria-hidden": "true"}, caption);

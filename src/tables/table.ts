import {csvText, download, downloadBlob} from "../shared/csv.js";
import {byName} from "../shared/fold.js";
import {whole as grouped} from "../shared/formats.js";
import {element} from "../ui/dom.js";
import {notListed} from "../copy/narrowing.js";
import {narrowed, whenNarrowed} from "../ui/narrowing.js";
import {rowsWanted} from "../ui/pageWays.js";
import {narrowSheets} from "../ui/sheetHead.js";
import {sameRow} from "../shared/sameRow.js";
import {nameInFiles, tableParquet, tableWorkbook} from "./tableFiles.js";
import {bodyOf, headOf, toldOnce, titleOf, type Column, type Leads} from "./tableParts.js";
import {matching, menus, readView, unknownNames, writeView, type Filter, type View} from "../ui/filters.js";

export type {Column} from "./tableParts.js";

export interface TableOptions<R> {
  /** What the table shows, read out before it. */
  caption: string;
  columns: Column<R>[];
  /** Columns that only the CSV has. */
  more?: Column<R>[];
  /** Name of the CSV file, without ending. */
  file: string;
  /** Rows shown before "show all". */
  first?: number;
  /** What a reader looks for ("Find a partner"); the first column is searched. */
  find?: string;
  /** The text of a row that is searched, where it is more than its first column. */
  found?: (row: R) => string;
  /** Where the first cell of a row leads to; a name that is a link by itself needs none. */
  leads?: Leads<R>;
  /** Menus that narrow it. */
  filters?: Filter<R>[];
  /** Whether what is looked for, chosen and sorted by is in the address; of one table a page. */
  inAddress?: boolean;
  /** Whether what is chosen is at the head of each printed sheet; of a page without other menus. */
  onSheets?: boolean;
  /** What the address says of it besides, by name, and the menu that chooses it. */
  besides?: {said: Record<string, string>; menu: Node};
  /** The number of rows in the HTML for readers without scripts. */
  still?: number;
  /** Shown in place of a table without rows. */
  empty: string;
}

/** The whole table as CSV, whatever is shown of it. */
export const tableCsv = <R>(rows: readonly R[], columns: readonly Column<R>[]): string =>
  csvText(
    columns.map(nameInFiles),
    rows.map((row) => columns.map((c) => c.value(row)))
  );

/** Rows by one column, empty cells last either way. */
function sortedRows<R>(rows: readonly R[], column: Column<R>, down: boolean): R[] {
  const sign = down ? -1 : 1;
  const keyed = rows.map((row) => ({row, value: column.value(row)}));
  keyed.sort(({value: x}, {value: y}) => {
    if (x === null || x === undefined) return y === null || y === undefined ? 0 : 1;
    if (y === null || y === undefined) return -1;
    return sign * (typeof x === "string" && typeof y === "string" ? byName(x, y) : Number(x) - Number(y));
  });
  return keyed.map(({row}) => row);
}

/** The number of rows that an answer shows first, more than a window holds; the rest follow when the browser has time. */
const atOnce = 40;
/** The number of rows drawn before a reader who asks for all sees them. */
const asked = 500;

/** A table that sorts by its headers, finds, narrows, shows ten rows first, and downloads as CSV, XLSX and Parquet. */
export function table<R>(rows: readonly R[], options: TableOptions<R>): Node {
  if (!rows.length) return element("p", {class: "empty"}, options.empty);
  const {columns, caption} = toldOnce(rows, options);
  const {first = 10, find, filters = [], inAddress = false, besides, still = 0} = options;
  const textOfRow = options.found ?? ((row: R) => String(columns[0]!.value(row) ?? ""));
  const view: View = readView(inAddress && typeof location === "object" ? location.search : "", rows, filters);
  let [all, picked]: [boolean, readonly R[] | null] = [rows.length <= first + 2, null];
  const unknown = unknownIn(rows, options, view);
  const [shown, said] = [element("span", {role: "status"}), element("p", {class: "chosen"})];
  const body = bodyOf(columns, options.leads);
  const heads = columns.map((column) => headOf(column, () => change(sortBy(view, column))));
  const more = button("show all", () => {
    [all, picked] = [true, null];
    render(asked);
  });
  const render = (firstRows = atOnce) => {
    const found = matching(picked ?? narrowed(rows), view, filters, textOfRow);
    const by = columns.find((c) => c.label === view.sorted);
    const visible = (by ? sortedRows(found, by, view.down) : found).slice(0, all ? undefined : first);
    body.show(visible, firstRows);
    sayOnPaper(said, [chosenText(view, filters), leftOutText(seenRows(visible.length, still), found.length)], options.onSheets);
    shown.textContent = `${grouped(visible.length)} of ${found.length === rows.length ? "" : `${grouped(found.length)} found, of `}${grouped(rows.length)} shown`;
    more.hidden = visible.length === found.length && !picked;
    heads.forEach((head, i) =>
      head.setAttribute("aria-sort", columns[i] !== by ? "none" : view.down ? "descending" : "ascending")
    );
  };
  const change = (now: Partial<View>) => {
    Object.assign(view, now);
    if (!("sorted" in now)) picked = null;
    unknown.remove();
    if (inAddress)
      history.replaceState(null, "", `${location.pathname}${addressOf(view, filters, besides?.said)}${location.hash}`);
    render();
  };
  render();
  if (still > first && !all && writeView(view) === "" && narrowed(rows) === rows) body.append(rows.slice(first, still), "later");
  const choices = menus(rows, filters, view.chosen, (name, value) => change({chosen: {...view.chosen, [name]: value}}));
  const search = find ? searchBox(find, view.wanted, (wanted) => change({wanted})) : null;
  const actions = element("span", {class: "actions"}, shown, more, ...savers(rows, options));
  const whole = element(
    "div",
    {class: "table"},
    titleOf(caption),
    element("div", {class: "tools"}, search, besides?.menu ?? null, ...choices, actions),
    unknown,
    said,
    element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)), body.node)
  );
  whenNarrowed(whole, () => render());
  whole.addEventListener(rowsWanted, (event) => {
    const wanted = rows.filter((row) => sameRow((event as CustomEvent<object>).detail, row as object));
    if (!wanted.length) return;
    [all, picked] = [true, wanted];
    render();
  });
  return whole;
}

/** Says what the address asks of the table that it doesn't have, until the reader chooses. */
function unknownIn<R>(rows: readonly R[], {columns, filters = [], inAddress}: TableOptions<R>, {sorted}: View): HTMLElement {
  const search = inAddress && typeof location === "object" ? location.search : "";
  const nouns = unknownNames(search, rows, filters).flatMap((name) => filters.find((f) => f.name === name)?.noun ?? []);
  const text = notListed(nouns, sorted !== "" && !columns.some(({label}) => label === sorted));
  const line = element("p", {class: "dated", role: "status"}, text);
  line.hidden = !text;
  return line;
}

/** Buttons that save the whole table, in each format. */
function savers<R>(rows: readonly R[], {columns, more = [], file, caption}: TableOptions<R>): HTMLButtonElement[] {
  const saved = [...columns, ...more];
  const save = button("download CSV", () => download(`${file}.csv`, tableCsv(rows, saved)));
  const book = button("XLSX", () => void tableWorkbook(rows, saved, caption).then((blob) => downloadBlob(`${file}.xlsx`, blob)));
  const parquet = button("Parquet", () => void tableParquet(rows, saved).then((blob) => downloadBlob(`${file}.parquet`, blob)));
  book.setAttribute("aria-label", "download XLSX");
  parquet.setAttribute("aria-label", "download Parquet");
  return [save, book, parquet];
}

/** On paper and without scripts nobody can show more rows: how many there are. */
const leftOutText = (shown: number, of: number): string =>
  shown < of ? `The first ${grouped(shown)} of ${grouped(of)} rows` : "";

/** What the build draws is read without scripts, with the rows that then show. */
const seenRows = (visible: number, still: number): number => ("prerendering" in globalThis ? Math.max(visible, still) : visible);

/** Puts into print what no menu says there: over the table, and on wish at the head of each sheet. */
function sayOnPaper(line: Element, [chosen, leftOut]: [string, string], onSheets = false): void {
  line.textContent = [chosen, leftOut].filter(Boolean).join(" · ");
  if (onSheets && !("prerendering" in globalThis)) narrowSheets(chosen);
}

/** What is looked for and chosen, in words: on paper there are no menus. */
const chosenText = <R>({wanted, chosen}: View, filters: readonly Filter<R>[]): string =>
  [
    ...(wanted ? [`“${wanted}”`] : []),
    ...filters.flatMap(({name, say = String}) => (chosen[name] ? [`${name} ${say(chosen[name])}`] : []))
  ].join(", ");

/** The address's query with a table's view; what it says of other things stays. */
function addressOf<R>(view: View, filters: readonly Filter<R>[], besides: Record<string, string> = {}): string {
  const own = new Set(["find", "sort", ...filters.map(({name}) => name), ...Object.keys(besides)]);
  const others = [...new URLSearchParams(location.search)].filter(([name]) => !own.has(name));
  const text = new URLSearchParams([...others, ...new URLSearchParams(writeView(view, besides))]).toString();
  return text ? `?${text}` : "";
}

const sortBy = <R>(view: View, {label, numeric = false}: Column<R>): Partial<View> => ({
  sorted: label,
  down: view.sorted === label ? !view.down : numeric
});

function button(label: string, act: () => void): HTMLButtonElement {
  const node = element("button", {type: "button", class: "link"}, label);
  node.addEventListener("click", act);
  return node;
}

function searchBox(label: string, wanted: string, act: (wanted: string) => void): HTMLElement {
  const input = element("input", {type: "search", placeholder: label, "aria-label": label, value: wanted});
  input.addEventListener("input", () => act(input.value.trim().toLowerCase()));
  return input;
}

import {byName, folded} from "../shared/fold.js";
import {element} from "./dom.js";

/** A choice that narrows a table: what it is called, how it is in the address, and what a row has of it. */
export interface Filter<R> {
  label: string;
  name: string;
  of: (row: R) => string | null;
  /** How a value is said; the value itself where left out. */
  say?: (value: string) => string;
  /** The values in their own order; else by name. */
  order?: readonly string[];
  /** What its values are called, where the table itself says of an address that no row has the value; else the page says so. */
  noun?: string;
}

/** What is looked for and chosen, and the order: all that the address keeps of a table. */
export interface View {
  wanted: string;
  chosen: Record<string, string>;
  sorted: string;
  down: boolean;
}

/** Values that the address may not say by themselves: no value at all. */
const none = "–";

/** The rows that are such, by the text of a name and by each choice. */
export const matching = <R>(
  rows: readonly R[],
  {wanted, chosen}: View,
  filters: readonly Filter<R>[],
  textOf: (row: R) => string
) => {
  const looked = folded(wanted);
  return rows.filter(
    (row) =>
      (!looked || folded(textOf(row)).includes(looked)) &&
      filters.every(({name, of}) => !chosen[name] || (of(row) ?? none) === chosen[name])
  );
};

/** The view that an address holds; a choice that no row has is left out. */
export function readView<R>(search: string, rows: readonly R[], filters: readonly Filter<R>[]): View {
  const query = new URLSearchParams(search);
  const chosen: Record<string, string> = {};
  for (const {name, of} of filters) {
    const value = query.get(name);
    if (value !== null && rows.some((row) => (of(row) ?? none) === value)) chosen[name] = value;
  }
  const sort = query.get("sort") ?? "";
  return {wanted: (query.get("find") ?? "").toLowerCase(), chosen, sorted: sort.replace(/^-/, ""), down: sort.startsWith("-")};
}

/** The names of what an address asks for by these choices, and no row has. */
export function unknownNames<R>(search: string, rows: readonly R[], filters: readonly Filter<R>[]): string[] {
  const query = new URLSearchParams(search);
  return filters.flatMap(({name, of}) => {
    const value = query.get(name);
    return value && !rows.some((row) => (of(row) ?? none) === value) ? [name] : [];
  });
}

/**
 * The address's query for a view; "" for the whole table as it comes.
 * @param besides what else the address says of the table, by name; empty ones are left out
 */
export function writeView({wanted, chosen, sorted, down}: View, besides: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  if (wanted) query.set("find", wanted);
  for (const [name, value] of Object.entries({...besides, ...chosen})) if (value) query.set(name, value);
  if (sorted) query.set("sort", `${down ? "-" : ""}${sorted}`);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The choices as menus; one with fewer than two values is left out. */
export function menus<R>(
  rows: readonly R[],
  filters: readonly Filter<R>[],
  chosen: View["chosen"],
  act: (name: string, value: string) => void
): HTMLElement[] {
  return filters.flatMap(({label, name, of, say = String, order}) => {
    const found = [...new Set(rows.map((row) => of(row) ?? none))];
    const values = order ? order.filter((v) => found.includes(v)) : found.sort(byName);
    if (values.length < 2) return [];
    const said = values.map((value) => [value, value === none ? "not recorded" : say(value)] as const);
    return [menu(label, said, chosen[name] ?? "", (value) => act(name, value))];
  });
}

/** One menu of values and how they are said, with none of them first, which is "" and says what the menu is about. */
export function menu(
  label: string,
  values: readonly (readonly [value: string, said: string])[],
  chosen: string,
  act: (value: string) => void
): HTMLSelectElement {
  const options = values.map(([value, said]) => element("option", {value}, said));
  const all = element("option", {}, label);
  // Without a value of its own an option stands for its text.
  all.setAttribute("value", "");
  const select = element("select", {"aria-label": label}, all, ...options);
  options.find((o) => o.value === chosen)?.setAttribute("selected", "");
  select.addEventListener("change", () => act(select.value));
  return select;
}

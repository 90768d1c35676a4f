import {group} from "d3";
import {somebody} from "../../src/copy/names.ts";
import {withheldId} from "../../src/shared/address.ts";
import type {ColumnMeta, Table, Tells} from "../../src/contract/columns.ts";
import type {Audience} from "./audience.ts";
import {classesIn, metasIn, tableNamed} from "./classes.ts";
import type {Codes} from "./codes.ts";
import {coarsened, type Coarseness} from "./coarsen.ts";
import {tooSmall} from "./groups.ts";
import {audienceFor, audienceOf, ofHiddenCustomer, withoutPartner} from "./links.ts";
import {banded, type MoneyRule} from "./money.ts";
import {ordered} from "./order.ts";

/* The rules of an audience, applied to the rows of one table. */

export type Who = "partner" | "customer" | "person";
type Row = Record<string, unknown>;

export interface Rules {
  audience: Audience;
  codes: Codes;
  money: MoneyRule;
  coarse: Coarseness;
  /** Whether who is left out of a row is called nobody at once, since elsewhere it has a code. */
  unlinked?: boolean;
  /** The id that a name belongs to. Names that two share are told apart by their ids. */
  ids: Record<Who, Map<string, string>>;
}

const modes = (audience: Audience): Record<Who, Audience["partners"]> => ({
  partner: audience.partners,
  customer: audience.customers,
  person: audience.people
});

/** Coded partners hide among at least three, whatever the setting says. */
export const leastGroup = ({partners, smallest_group: smallest}: Audience): number =>
  partners === "named" ? smallest : Math.max(3, smallest);

/** Tables of which each row is about a person, or about persons. */
const ofPersons = (table: Table, kinds: Record<string, Tells>): boolean =>
  table.source.rowsOf === "person" || Object.values(kinds).filter((kind) => kind === "person").length > 1;

/** Rows of a table as an audience may see them, in the order of what is shown. */
export const limitRows = (name: string, rows: Row[], rules: Rules, table: Table = tableNamed(name)!): Row[] => {
  const kinds = classesIn(name, table);
  const metas = metasIn(table);
  const sized = Object.keys(kinds).find((column) => kinds[column] === "group_size");
  const hidden = new Set<Row>();
  // what is missing in a dimension is the difference from the whole
  const own = tableNamed(name) === undefined;
  const least = own ? leastOwnGroup(rules.audience) : leastGroup(rules.audience);
  for (const whole of sized ? group(rows, wholeOf).values() : [])
    for (const row of tooSmall(new Map(whole.map((row) => [row, Number(row[sized!])])), least)) hidden.add(row);
  if (own && !sized && least > 1) for (const row of rows) if (isOfSome(row, kinds)) hidden.add(row);
  const persons = ofPersons(table, kinds);
  const shownTo = audienceOf(kinds, rules.audience);
  const limited = rows
    .filter((row) => !hidden.has(row) && !ofFewCustomers(row, metas, rules))
    .filter((row) => name === "concentration" || !isOfLeftOut(row, persons, shownTo))
    .map((row) => (sized && rules.audience.partners === "coded" ? withoutPartner(row, kinds) : row))
    .map((row) => limitRow(row, kinds, metas, rules))
    .map((row) => (own ? withoutTraits(row, kinds, rules) : row));
  return ordered(limited, table);
};

/** A company's own rows may be groups of partners, customers or people: they hide among three where any of these is not named. */
const leastOwnGroup = ({partners, customers, people, smallest_group: smallest}: Audience): number =>
  [partners, customers, people].every((mode) => mode === "named") ? smallest : Math.max(3, smallest);

/** Whether a row is of some that share an attribute, and names none of them: it may be of one. */
const isOfSome = (row: Row, kinds: Record<string, Tells>): boolean =>
  Object.keys(kinds).every((column) => !identifying.has(kinds[column]!) || row[column] === null) &&
  Object.keys(kinds).some((column) => kinds[column] === "trait" && row[column] !== null);

/** What outsiders know of a coded partner is k-anonymous in the list of partners alone: a company's own table would tell the rest of it. */
const withoutTraits = (row: Row, kinds: Record<string, Tells>, {audience: {partners}}: Rules): Row =>
  partners === "coded" && Object.entries(kinds).some(([column, kind]) => kind === "partner" && row[column] !== null)
    ? Object.fromEntries(Object.entries(row).map(([column, value]) => [column, kinds[column] === "trait" ? null : value]))
    : row;

/** The rows that make one whole with a row: those of its day, of its dimension and of its number of days. */
const wholeOf = ({as_of, dimension, days}: Row): string => JSON.stringify([as_of, dimension, days]);

/** Whether a row is about something of a kind that an audience is shown none of. */
const isOfLeftOut = ({dimension}: Row, ofPersons: boolean, {people, customers}: Audience): boolean =>
  ((ofPersons || dimension === "rep") && people === "left_out") || (dimension === "customer" && customers === "left_out");

/** What is the sum of one or two customers tells of them: it is not shown where partners or customers are not named. */
function ofFewCustomers(row: Row, metas: Record<string, ColumnMeta>, {audience}: Rules): boolean {
  if (audience.partners === "named" && audience.customers === "named") return false;
  const counts = Object.entries(metas).filter(([, meta]) => meta.unit === "customers" && meta.tells === "count");
  const least = Math.max(3, audience.smallest_group);
  return counts.some(([column]) => column === "customers" && Number(row[column]) < least);
}

/** A row as an audience may see it. */
export function limitRow(row: Row, kinds: Record<string, Tells>, metas: Record<string, ColumnMeta>, all: Rules): Row {
  const rules = rulesOf(row, kinds, all);
  const ofOne = Object.entries(metas).some(([column, {tells}]) => identifying.has(tells) && row[column] !== null);
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, limitValue(value, column, metas[column]!, row, ofOne, rules)])
  );
}

/** What the rules amount to for one row. */
function rulesOf(row: Row, kinds: Record<string, Tells>, rules: Rules): Rules {
  const audience = audienceFor(row, kinds, rules.audience);
  const bySetting = audience === rules.audience ? rules : {...rules, audience, unlinked: true};
  if (!ofHiddenCustomer(row, kinds, audience)) return bySetting;
  const inBands = audience.money === "exact" || audience.money === "rounded";
  return {...bySetting, coarse: {...rules.coarse, shares: true, records: true}, money: inBands ? banded : rules.money};
}

const identifying = new Set<Tells>(["partner", "customer", "person", "group"]);

/** What signals have seen and expected where it is not in the unit of their size: a share of revenue beside an amount is no amount. */
const seenIn: Partial<Record<string, string>> = {
  ...{concentration: "share", over_served: "share"},
  ...{registration_overdue: "days", conflict: "days"}
};

/** What an amount is, by its unit, that is not money: whoever has the exact inverse of an index, or the odds that follow from shares, has these. */
const byUnit: Readonly<Record<string, Pick<ColumnMeta, "tells" | "unit">>> = {
  share: {tells: "share", unit: null},
  probability: {tells: "share", unit: null},
  "effective partners": {tells: "share", unit: "partners"},
  "effective customers": {tells: "share", unit: "partners"},
  days: {tells: "day", unit: null}
};

/** An amount as an audience may see it; what its unit doesn't tell of is a count. */
export function limitAmount(
  value: number,
  unit: string,
  ofOne: boolean,
  {money, coarse}: Pick<Rules, "money" | "coarse">
): number {
  if (unit === "money") return money(value);
  return coarsened(value, byUnit[unit] ?? {tells: "count", unit: null}, ofOne, coarse) as number;
}

function limitValue(value: unknown, column: string, meta: ColumnMeta, row: Row, ofOne: boolean, rules: Rules): unknown {
  if (value === null) return value;
  const kind = meta.tells;
  const unit = (column === "seen" || column === "expected" ? seenIn[String(row.kind)] : undefined) ?? row.unit ?? row.size_unit;
  if (kind === "money") return rules.money(Number(value));
  if (kind === "amount") return limitAmount(Number(value), String(unit), ofOne, rules);
  if (kind !== "partner" && kind !== "customer" && kind !== "person" && kind !== "group") {
    const coarse = coarsened(value, meta, ofOne, rules.coarse);
    return typeof coarse === "string" ? withoutMail(coarse) : coarse;
  }
  const who: Who = kind === "group" ? (row.dimension === "rep" ? "person" : (row.dimension as Who)) : kind;
  return called(value as string, who, /(^|_)id$/.test(column), rules);
}

export const mail = /[^\s@<>"'()]+@[^\s@<>"'()]+\.[^\s@<>"'()]+/;
/** A text that somebody wrote, such as a note, without the addresses in it. */
export const withoutMail = (text: string): string => (text.includes("@") ? text.replace(mails, "(an e-mail address)") : text);
/** What ends a sentence or a clause is no part of an address. */
const mails = new RegExp(`${mail.source}(?<![.,;:!?])`, "g");

const labels: Record<Who, [label: string, letter: string]> = {
  partner: ["Partner", "p"],
  customer: ["Customer", "c"],
  person: ["Person", "h"]
};

const words: Record<Who, string> = {partner: "a partner", customer: "a customer", person: somebody};

/** What somebody is called: by id or name, or by their number. */
export function called(text: string, who: Who, isId: boolean, {audience, codes, ids, unlinked}: Rules): string {
  const id = ids[who].get(text) ?? text;
  if (modes(audience)[who] === "named" && !mail.test(text) && !(isId && mail.test(id))) return text;
  if (unlinked && modes(audience)[who] === "left_out") return isId ? withheldId : words[who];
  const n = codes.number(who, id);
  return isId ? `${labels[who][1]}${n}` : `${labels[who][0]} ${n}`;
}

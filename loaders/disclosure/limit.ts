import {group} from "d3";
import {partnerRevenue} from "../../src/copy/derive.ts";
import {somebody} from "../../src/copy/names.ts";
import {withheldId} from "../../src/shared/address.ts";
import type {ColumnMeta, Table, Tells} from "../../src/contract/columns.ts";
import {tables as declared, type TableName} from "../../src/contract/tables.ts";
import type {Audience} from "./audience.ts";
import type {CaseRow, Publication, PublicationNow} from "../history/publication.ts";
import type {Portfolio} from "./portfolio.ts";
import type {Codes} from "./codes.ts";
import {coarsened, coarsenessOf, type Coarseness} from "./coarsen.ts";
import {anonymous, tooSmall, withoutSmallGroups} from "./groups.ts";
import {lossesInPoints} from "./loss.ts";
import {ordered} from "./order.ts";
import {classesIn, classesOf, metasIn, metasOf, tableNamed} from "./classes.ts";
import {audienceFor, audienceOf, ofHiddenCustomer, withoutPartner} from "./links.ts";
import {banded, moneyRule, type MoneyRule} from "./money.ts";

type Who = "partner" | "customer" | "person";
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

const tables = Object.keys(declared) as TableName[];
const modes = (audience: Audience): Record<Who, Audience["partners"]> => ({
  partner: audience.partners,
  customer: audience.customers,
  person: audience.people
});

/**
 * What an audience may know, of everything that pages are made from: who is coded is coded here, before any sentence is made, so that no
 * page can name them. E-mail addresses are for nobody: whoever is called by one is coded in every audience.
 * @throws HandshakeError when a column of which nobody has said what it tells is in it
 */
export function limitPortfolio(p: Portfolio, audience: Audience, codes: Codes): Portfolio {
  for (const table of tables) classesOf(table, p[table]);
  classesOf("cases", p.history.now.cases);
  const rules = rulesFor(p, audience, codes);
  const limited: Record<string, unknown> = {...p};
  for (const table of tables) limited[table] = limitRows(table, p[table], rules);
  limited.partners = withoutSmallGroups(limited.partners as Row[], audience.smallest_group);
  if (audience.partners !== "named")
    limited.partners = anonymous(limited.partners as Row[], [...traits, "parent"], leastGroup(audience));
  limited.forecasts = ofShownClasses(limited.forecasts as Portfolio["forecasts"], limited.revenue_groups as Row[]);
  if (rules.coarse.shares) limited.loss_curve = withoutRepeats(limited.loss_curve as Row[], "share_lost");
  if (rules.coarse.shares && (limited.loss as Row[]).length) {
    const total = {real: partnerRevenue(p), shown: partnerRevenue(limited as Portfolio)};
    limited.loss = (limited.loss as Row[]).map((row, i) => ({...row, ...lossesInPoints(p.loss, total)[i]}));
  }
  const currency = audience.money === "indexed" ? null : p.about.currency;
  return {
    ...(limited as Portfolio),
    about: {...p.about, currency, excluded: restricted(audience) ? withoutAmounts(p.about.excluded) : p.about.excluded},
    hidden_regions: p.regions.length - (limited.regions as Row[]).length,
    report: restricted(audience) ? bareReport(p.report) : withoutMail(p.report),
    history: limitHistory(p.history, rules),
    decisions_taken: !restricted(audience),
    records_shown: !restricted(audience)
  };
}

/** A few deals are soon those of one customer: who may not see everything is told how many, and no amount. */
const withoutAmounts = (excluded: Portfolio["about"]["excluded"]) => excluded && {...excluded, amounts: []};

/** What an audience's settings amount to for this portfolio. */
export const rulesFor = (p: Portfolio, audience: Audience, codes: Codes): Rules => ({
  audience,
  codes,
  money: moneyRule(audience.money, p),
  coarse: coarsenessOf(audience),
  ids: idsOf(p)
});

const traits = Object.entries(classesOf("partners")).flatMap(([column, tells]) => (tells === "trait" ? [column] : []));

/** Coded partners hide among at least three, whatever the setting says. */
const leastGroup = ({partners, smallest_group: smallest}: Audience): number =>
  partners === "named" ? smallest : Math.max(3, smallest);

/** The first of the rows that became equal in a column. */
const withoutRepeats = (rows: Row[], column: string): Row[] =>
  rows.filter((row, i) => rows.findIndex((other) => other[column] === row[column]) === i);

/** The forecast of a class of too few partners would be theirs. */
const ofShownClasses = (forecasts: Portfolio["forecasts"], groups: Row[]): Portfolio["forecasts"] => {
  const shown = new Set(groups.flatMap((row) => (row.dimension === "class" ? [row.member] : [])));
  return forecasts.filter((row) => row.level !== "class" || shown.has(row.member));
};

/** Whether anything is kept from an audience. */
export const restricted = ({partners, customers, people, money, smallest_group: smallest}: Audience): boolean =>
  [partners, customers, people].some((mode) => mode !== "named") || money !== "exact" || smallest > 1;

function idsOf(p: Portfolio): Rules["ids"] {
  const ids: Rules["ids"] = {partner: new Map(), customer: new Map(), person: new Map()};
  const note = (kind: Who, id: string | null, name: string | null) => {
    if (id !== null) ids[kind].set(id, id);
    if (name !== null && !ids[kind].has(name)) ids[kind].set(name, id ?? name);
  };
  for (const row of p.partners) note("partner", row.id, row.name);
  for (const row of p.members) note(row.dimension === "rep" ? "person" : row.dimension, row.id, row.name);
  for (const row of [...p.history.now.cases, ...(p.history.before?.cases ?? [])]) {
    note("partner", row.partner_id, row.partner);
    note("customer", row.customer_id, row.customer);
  }
  const persons = [
    ...p.partners.map((r) => r.manager),
    ...[...p.pairs, ...p.alliances].flatMap((r) => [r.ours, r.theirs]),
    ...p.matrix.map((r) => r.ours),
    ...p.reps.map((r) => r.name)
  ];
  for (const row of p.reps) note("customer", null, row.top_customer);
  for (const row of p.reps) note("partner", row.top_id, row.top_name);
  for (const name of persons) note("person", null, name);
  for (const name of p.partners.map((r) => r.parent)) note("partner", null, name);
  return ids;
}

/** Tables of which each row is about a person, or about persons. */
const ofPersons = (table: Table, kinds: Record<string, Tells>): boolean =>
  table.source.rowsOf === "person" || Object.values(kinds).filter((kind) => kind === "person").length > 1;

/** Rows of a table as an audience may see them, in the order of what is shown. */
export const limitRows = (name: string, rows: Row[], rules: Rules, table: Table = tableNamed(name)!): Row[] => {
  const kinds = classesIn(name, table);
  const sized = Object.keys(kinds).find((column) => kinds[column] === "group_size");
  const hidden = new Set<Row>();
  // what is missing in a dimension is the difference from the whole
  for (const whole of sized ? group(rows, wholeOf).values() : [])
    for (const row of tooSmall(new Map(whole.map((row) => [row, Number(row[sized!])])), leastGroup(rules.audience)))
      hidden.add(row);
  const persons = ofPersons(table, kinds);
  const shownTo = audienceOf(kinds, rules.audience);
  const limited = rows
    .filter((row) => !hidden.has(row) && !ofFewCustomers(row, metasIn(table), rules))
    .filter((row) => name === "concentration" || !isOfLeftOut(row, persons, shownTo))
    .map((row) => (sized && rules.audience.partners === "coded" ? withoutPartner(row, kinds) : row))
    .map((row) => limitRow(row, kinds, metasIn(table), rules));
  return ordered(limited, table);
};

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

function limitRow(row: Row, kinds: Record<string, Tells>, metas: Record<string, ColumnMeta>, all: Rules): Row {
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
  return {...bySetting, coarse: {shares: true, records: true}, money: inBands ? banded : rules.money};
}

const identifying = new Set<Tells>(["partner", "customer", "person", "group"]);

function limitValue(value: unknown, column: string, meta: ColumnMeta, row: Row, ofOne: boolean, rules: Rules): unknown {
  if (value === null) return value;
  const kind = meta.tells;
  const unit = row.unit ?? row.size_unit;
  if (kind === "money" || (kind === "amount" && unit === "money")) return rules.money(Number(value));
  if (kind === "amount") return coarsened(value, {...meta, tells: "count", unit: null}, ofOne, rules.coarse);
  if (kind !== "partner" && kind !== "customer" && kind !== "person" && kind !== "group")
    return coarsened(value, meta, ofOne, rules.coarse);
  const who: Who = kind === "group" ? (row.dimension === "rep" ? "person" : (row.dimension as Who)) : kind;
  return called(value as string, who, /(^|_)id$/.test(column), rules);
}

const mail = /[^\s@<>"'()]+@[^\s@<>"'()]+\.[^\s@<>"'()]+/;
const labels: Record<Who, [label: string, letter: string]> = {
  partner: ["Partner", "p"],
  customer: ["Customer", "c"],
  person: ["Person", "h"]
};

const words: Record<Who, string> = {partner: "a partner", customer: "a customer", person: somebody};

/** What somebody is called: by id or name, or by their number. */
function called(text: string, who: Who, isId: boolean, {audience, codes, ids, unlinked}: Rules): string {
  const id = ids[who].get(text) ?? text;
  if (modes(audience)[who] === "named" && !mail.test(text) && !(isId && mail.test(id))) return text;
  if (unlinked && modes(audience)[who] === "left_out") return isId ? withheldId : words[who];
  const n = codes.number(who, id);
  return isId ? `${labels[who][1]}${n}` : `${labels[who][0]} ${n}`;
}

function limitHistory(history: Portfolio["history"], rules: Rules): Portfolio["history"] {
  const coarse = (value: number | null) => (value === null || !rules.coarse.records ? value : 5 * Math.round(value / 5));
  const scores = (of: Record<string, number>) =>
    Object.fromEntries(Object.entries(of).map(([id, v]) => [called(id, "partner", true, rules), coarse(v)!]));
  const {now, before, redefined, moves, drop} = history;
  const amounts = <T>(of: Record<string, T>, change: (value: T) => T) =>
    Object.fromEntries(Object.entries(of).map(([name, v]) => [name, /revenue$/.test(name) ? change(v) : v]));
  const figure = (value: number | null) => (value === null ? null : rules.money(value));
  const publication = <P extends Publication | PublicationNow>(p: P): P => ({
    ...p,
    headlines: amounts(p.headlines, figure),
    scores: scores(p.scores),
    cases: p.cases && p.cases.map((row) => limitCase(row, rules))
  });
  return {
    now: publication(now),
    before: before && publication(before),
    drop: drop && {...drop, headlines: amounts(drop.headlines, figure), scores: scores(drop.scores)},
    redefined,
    moves: moves && {
      ...moves,
      headlines: amounts(moves.headlines, (m) => ({
        before: figure(m.before),
        now: figure(m.now),
        corrected: figure(m.corrected),
        redefined: figure(m.redefined),
        events: figure(m.events)
      })),
      scores: Object.fromEntries(
        Object.entries(moves.scores).map(([id, m]) => [
          called(id, "partner", true, rules),
          {
            before: coarse(m.before),
            now: coarse(m.now),
            corrected: coarse(m.corrected),
            redefined: coarse(m.redefined),
            events: coarse(m.events)
          }
        ])
      )
    }
  };
}

/** A case's id is made from the names in it, and its subject has them too: both are made again from what they are called here. A note is free text. */
function limitCase(row: CaseRow, rules: Rules): CaseRow {
  const limited = limitRow(row, classesOf("cases"), metasOf("cases"), rules) as CaseRow;
  if (limited.partner_id === row.partner_id && limited.customer_id === row.customer_id && !restricted(rules.audience))
    return limited;
  const n = rules.codes.number("case", row.case_id);
  const named = limited.about === "dimension" ? limited.subject_id : (limited.partner ?? limited.customer ?? `Group ${n}`);
  return {...limited, case_id: `a${n}`, subject_id: named, note: null};
}

/** Names of files, mappings and columns are what somebody wrote, and pairs of ids are names. */
const bareReport = (report: Portfolio["report"]): Portfolio["report"] => ({
  ...report,
  near_misses: {...report.near_misses, pairs: []},
  files: report.files.map((f, i) => ({...f, path: `file ${i + 1}`, mapping: null, message: null, warnings: []})),
  quarantine: report.quarantine.map((q) => ({...q, example_path: "a file", example_line: null}))
});

function withoutMail<T>(value: T): T {
  if (typeof value === "string") return value.replace(new RegExp(mail, "g"), "(an e-mail address)") as T;
  if (Array.isArray(value)) return value.map(withoutMail) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withoutMail(v as unknown)])) as T;
}

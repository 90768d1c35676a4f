import {partnerRevenue} from "../../src/copy/derive.ts";
import {groupForecasts} from "../../src/copy/forecast.ts";
import {tables as declared, type TableName} from "../../src/contract/tables.ts";
import type {CaseRow, Publication, PublicationNow} from "../history/publication.ts";
import type {Audience} from "./audience.ts";
import {attributes, classesOf, metasOf, outcomes} from "./classes.ts";
import {coarsened, coarsenessOf} from "./coarsen.ts";
import type {Codes} from "./codes.ts";
import {anonymous, withoutSmallGroups} from "./groups.ts";
import {called, leastGroup, limitAmount, limitRow, limitRows, withoutMail, type Rules, type Who} from "./limitRows.ts";
import {lossesInPoints} from "./loss.ts";
import {moneyRule} from "./money.ts";
import type {Portfolio} from "./portfolio.ts";

type Row = Record<string, unknown>;

const tables = Object.keys(declared) as TableName[];

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
    limited.partners = anonymous(limited.partners as Row[], attributes, leastGroup(audience), outcomes);
  if (audience.partners !== "named") limited.excluded = withoutCurrencies(limited.excluded as Portfolio["excluded"]);
  if (leastGroup(audience) > 1)
    limited.forecasts = ofShownClasses(limited.forecasts as Portfolio["forecasts"], limited.revenue_groups as Row[]);
  if (audience.money !== "exact") limited.forecasts = withoutContradicting(limited.forecasts as Portfolio["forecasts"], p);
  if (rules.coarse.shares) limited.loss_curve = withoutRepeats(limited.loss_curve as Row[], "share_lost");
  if (rules.coarse.shares && (limited.loss as Row[]).length) {
    const total = {real: partnerRevenue(p), shown: partnerRevenue(limited as Portfolio)};
    limited.loss = (limited.loss as Row[]).map((row, i) => ({...row, ...lossesInPoints(p.loss, total)[i]}));
  }
  const currency = audience.money === "indexed" ? null : p.about.currency;
  return {
    ...(limited as Portfolio),
    ...(rules.coarse.shares ? {added_up: addedUp(p.partners, rules.coarse)} : {}),
    about: {
      ...p.about,
      currency,
      events: withoutMails(p.about.events),
      ...(audience.money === "exact" ? {} : {amounts: audience.money}),
      excluded: restricted(audience) ? withoutAmounts(p.about.excluded) : p.about.excluded
    },
    hidden_regions: p.regions.length - (limited.regions as Row[]).length,
    report: restricted(audience) ? bareReport(p.report) : withoutMails(p.report),
    history: limitHistory(p.history, new Map(p.headlines.map((row) => [row.headline, row.unit])), rules),
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
  coarse: coarsenessOf(audience, p.about),
  ids: idsOf(p)
});

/** The code of no currency (ISO 4217): a rare one would be an attribute that tells which partner it is. */
const withoutCurrencies = (rows: Portfolio["excluded"]): Portfolio["excluded"] =>
  rows.map((row) => (row.id === null ? row : {...row, currency: "XXX"}));

/** The first of the rows that became equal in a column. */
const withoutRepeats = (rows: Row[], column: string): Row[] =>
  rows.filter((row, i) => rows.findIndex((other) => other[column] === row[column]) === i);

/** The forecast of a class of too few partners would be theirs. */
const ofShownClasses = (forecasts: Portfolio["forecasts"], groups: Row[]): Portfolio["forecasts"] => {
  const shown = new Set(groups.flatMap((row) => (row.dimension === "class" ? [row.member] : [])));
  return forecasts.filter((row) => row.level !== "class" || shown.has(row.member));
};

/** Without the forecasts of classes where they contradict that for all, which bands of them don't show. */
const withoutContradicting = (limited: Portfolio["forecasts"], {forecasts, about: {as_of: day}}: Portfolio) =>
  groupForecasts(forecasts, day).length ? limited : limited.filter((row) => row.as_of !== day || row.level !== "class");

/** The shares of partners added up from the largest on, as far as an audience may know them; its bands of each don't add up. */
function addedUp(partners: Portfolio["partners"], coarse: Rules["coarse"]): number[] {
  const ranked = partners.filter((row) => row.rank !== null && (row.value_share ?? 0) > 0).sort((a, b) => a.rank! - b.rank!);
  let sum = 0;
  return ranked.map((row, i) => coarsened((sum += row.value_share!), {tells: "share", unit: null}, i === 0, coarse) as number);
}

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

type Limit = (value: number | null) => number | null;

/** What becomes of a headline figure, as of the rows that it is from. */
const limitOf =
  (unit: string | undefined, rules: Rules): Limit =>
  (value) =>
    value === null || unit === undefined ? null : limitAmount(value, unit, false, rules);

/** @param units of the headline figures; one of before that there is no more has none, and is told to nobody */
function limitHistory(history: Portfolio["history"], units: ReadonlyMap<string, string>, rules: Rules): Portfolio["history"] {
  const coarse = (value: number | null) => (value === null || !rules.coarse.records ? value : 5 * Math.round(value / 5));
  const scores = (of: Record<string, number>) =>
    Object.fromEntries(Object.entries(of).map(([id, v]) => [called(id, "partner", true, rules), coarse(v)!]));
  const {now, before, redefined, moves, drop} = history;
  const amounts = <T>(of: Record<string, T>, change: (value: T, limit: Limit) => T) =>
    Object.fromEntries(Object.entries(of).map(([name, v]) => [name, change(v, limitOf(units.get(name), rules))]));
  const publication = <P extends Publication | PublicationNow>(p: P): P => ({
    ...p,
    headlines: amounts(p.headlines, (value, limit) => limit(value)),
    scores: scores(p.scores),
    cases: p.cases && p.cases.map((row) => limitCase(row, rules))
  });
  return {
    now: publication(now),
    before: before && publication(before),
    drop: drop && {...drop, headlines: amounts(drop.headlines, (value, limit) => limit(value)), scores: scores(drop.scores)},
    redefined,
    moves: moves && {
      ...moves,
      headlines: amounts(moves.headlines, (m, limit) => ({
        before: limit(m.before),
        now: limit(m.now),
        corrected: limit(m.corrected),
        redefined: limit(m.redefined),
        events: limit(m.events)
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
function limitCase(whole: CaseRow, rules: Rules): CaseRow {
  const row = rules.audience.customers === "named" ? whole : withoutDeal(whole);
  const limited = limitRow(row, classesOf("cases"), metasOf("cases"), rules) as CaseRow;
  if (limited.partner_id === row.partner_id && limited.customer_id === row.customer_id && !restricted(rules.audience))
    return limited;
  const n = rules.codes.number("case", row.case_id);
  const named = limited.about === "dimension" ? limited.subject_id : (limited.partner ?? limited.customer ?? `Group ${n}`);
  return {...limited, case_id: `a${n}`, subject_id: named, note: null};
}

/** A partner's concentration without the deal that made it: with its customer in it, the partner's share would be as coarse as that deal. */
const withoutDeal = (row: CaseRow): CaseRow =>
  row.kind === "concentration" && row.about === "partner" ? {...row, customer_id: null, customer: null, expected: null} : row;

/** Names of files, mappings and columns are what somebody wrote, and pairs of ids are names. */
const bareReport = (report: Portfolio["report"]): Portfolio["report"] => ({
  ...report,
  near_misses: {...report.near_misses, pairs: []},
  files: report.files.map((f, i) => ({...f, path: `file ${i + 1}`, mapping: null, message: null, warnings: []})),
  quarantine: report.quarantine.map((q) => ({...q, example_path: "a file", example_line: null}))
});

/** The same of all texts in something. */
function withoutMails<T>(value: T): T {
  if (typeof value === "string") return withoutMail(value) as T;
  if (Array.isArray(value)) return value.map(withoutMails) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withoutMails(v as unknown)])) as T;
}

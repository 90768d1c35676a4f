import {tables, type TableName} from "../../src/contract/tables.ts";
import type {Only} from "./audience.ts";
import type {PartnerRow, Portfolio} from "./portfolio.ts";

/** The partners that an edition tells of. */
export const partnersOf = (partners: readonly PartnerRow[], only: Only, managerIds: ReadonlyMap<string, string>): PartnerRow[] =>
  partners.filter((row) => {
    if ("partner" in only) return row.id === only.partner;
    if ("region" in only) return row.region === only.region;
    return row.manager !== null && (row.manager === only.manager || managerIds.get(row.id) === only.manager);
  });

/** Tables of which an edition for some partners has rows: in each, column id says whose row it is. Of all others it has none. */
const shown = [
  "partners",
  "kinds",
  "scores",
  "exchange_months",
  "outcomes",
  "pairs",
  "open_registrations",
  "open_referrals"
] as const satisfies TableName[];

export type ById = Map<string, Record<string, object[]>>;

/** The rows of these tables by partner, sorted once for all editions. */
export function rowsById(p: Portfolio): ById {
  const rows: ById = new Map();
  for (const table of shown)
    for (const row of p[table]) {
      const own = rows.get(row.id) ?? {};
      (own[table] ??= []).push(row);
      rows.set(row.id, own);
    }
  return rows;
}

/**
 * What is left of a portfolio when all but some partners are taken out of it: their rows in the tables that an edition has, and nothing
 * else. Cases, history and deliveries tell of others too, so none of them is left.
 */
export function portfolioOf(p: Portfolio, ids: readonly string[], rows: ById): Portfolio {
  const none = Object.fromEntries(Object.keys(tables).map((name) => [name, []]));
  const own = Object.fromEntries(shown.map((table) => [table, ids.flatMap((id) => rows.get(id)?.[table] ?? [])]));
  return {
    ...p,
    ...none,
    ...own,
    about: {...p.about, partners: ids.length, changed_settings: [], events: []},
    report: {...p.report, files: [], tables: {}, quarantine: []},
    history: {
      now: {...p.history.now, headlines: {}, scores: {}, cases: []},
      before: null,
      moves: null,
      redefined: [],
      drop: null
    },
    hidden_regions: 0,
    company_events: [],
    decisions_taken: false
  };
}

import {tables, type TableName} from "../../src/contract/tables.ts";
import {HandshakeError} from "../errors.ts";
import type {Only} from "./audience.ts";
import type {PartnerRow, Portfolio} from "./portfolio.ts";

/**
 * The partners that an edition tells of.
 * @param managerIds the id of the account manager of each partner
 * @throws HandshakeError (78) where the name of an account manager is that of several people: one would see the partners of another
 */
export function partnersOf<P extends Pick<PartnerRow, "id" | "region" | "manager">>(
  partners: readonly P[],
  only: Only,
  managerIds: ReadonlyMap<string, string>
): P[] {
  if ("partner" in only) return partners.filter((row) => row.id === only.partner);
  if ("region" in only) return partners.filter((row) => row.region === only.region);
  const byId = partners.filter((row) => managerIds.get(row.id) === only.manager);
  if (byId.length) return byId;
  const byName = partners.filter((row) => row.manager === only.manager);
  const people = [...new Set(byName.map((row) => managerIds.get(row.id) ?? ""))].sort();
  if (people.length <= 1) return byName;
  throw new HandshakeError(
    `An audience is for the partners of "${only.manager}", and ${people.length} account managers have that name (${people.join(", ")}). Name one by id in handshake.config.ts.`,
    {exitCode: 78}
  );
}

/** Tables of which an edition for some partners has rows: in each, column id says whose row it is. Of all others it has none. */
const shown = [
  "partners",
  "kinds",
  "scores",
  "exchange_months",
  "outcomes",
  "pairs",
  "partner_quarters",
  "open_deals",
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

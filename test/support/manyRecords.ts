import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {ddlColumns} from "../../loaders/tables/sqlTypes.ts";
import {tables} from "../../loaders/tables/index.ts";

/** A part, from 0 below `n`, that the number of a record decides, the same in every run. */
const part = (what: string, n: number) => `(hash(i, '${what}') % ${n})`;
const pick = (what: string, words: (string | null)[]) =>
  `[${words.map((w) => (w === null ? "null" : `'${w}'`)).join(", ")}][1 + cast(${part(what, words.length)} as integer)]`;
const day = (what: string, from = "date '2023-01-01'", days = 1300) => `${from} + cast(${part(what, days)} as integer)`;

/**
 * About `records` records in schema facts of a database in memory, as the pipeline leaves them: half of them deals, the rest members,
 * referrals, tickets and activities of 2,000 partners and 20,000 customers, in three currencies of which one has no rates.
 */
export async function manyRecords(records: number): Promise<DuckDB> {
  const db = await DuckDB.open(":memory:");
  await db.run("create schema facts; create schema metrics");
  for (const t of tables) await db.run(`create table facts.${t.name} (${ddlColumns(t)})`);
  const fill = (table: string, count: number, columns: Record<string, string>) =>
    db.run(
      `insert into facts.${table} (${Object.keys(columns).join(", ")}) select ${Object.values(columns).join(", ")} from range(${Math.ceil(count)}) as r(i)`
    );
  const partner = `'p' || ${part("partner", 2000)}`;
  const customer = `'c' || ${part("customer", 20_000)}`;
  await fill("partners", 2000, {
    partner_id: "'p' || i",
    name: "'Partner ' || i",
    joined_on: `case when i % 3 = 0 then ${day("joined")} end`
  });
  await fill("customers", 20_000, {
    customer_id: "'c' || i",
    name: "'Customer ' || i",
    region: pick("region", ["North", "South", null]),
    industry: pick("industry", ["Retail", null])
  });
  await fill("rates", 48, {
    month: "date '2023-01-01' + to_months(cast(i as integer))",
    currency: "'USD'",
    per_unit: "0.8 + i / 1000.0"
  });
  const status = pick("status", ["won", "won", "lost", "open"]);
  await fill("deals", records / 2, {
    deal_id: "'d' || i",
    partner_id: `case when ${part("direct", 5)} > 0 then ${partner} end`,
    customer_id: customer,
    rep_id: `'r' || ${part("rep", 300)}`,
    opened_on: day("opened"),
    closed_on: `case when ${status} <> 'open' then ${day("opened")} + cast(${part("length", 200)} as integer) end`,
    status,
    amount: `cast(${part("amount", 10_000_000)} as decimal(18, 4)) / 100`,
    refunded: `case when ${part("refund", 20)} = 0 then 10.5 end`,
    currency: pick("currency", ["EUR", "EUR", "USD", "SEK", null]),
    industry: pick("own industry", ["Energy", null]),
    led_by: pick("led", ["us", "partner", null]),
    found_by: pick("found", ["us", "partner"]),
    relationship_with: pick("relationship", ["us", "partner", null]),
    customer_prefers: pick("prefers", ["us", "partner", "either", null]),
    fulfilled_by: pick("fulfilled", ["us", "partner", null])
  });
  await fill("deal_partners", records / 10, {
    deal_id: "'d' || (i * 4)",
    partner_id: partner,
    joined_on: `case when i % 2 = 0 then ${day("member")} end`
  });
  await fill("deal_partners", records / 20, {deal_id: "'d' || (i * 8)", partner_id: `'p' || ${part("second", 1999)} || 'x'`});
  await fill("referrals", records / 5, {
    referral_id: "'f' || i",
    partner_id: partner,
    customer_id: customer,
    direction: pick("direction", ["given", "received"]),
    made_on: day("made"),
    answered_on: `case when ${part("answered", 3)} > 0 then ${day("made")} + cast(${part("wait", 60)} as integer) end`,
    outcome: pick("outcome", ["accepted", "rejected", null])
  });
  await fill("tickets", records / 10, {
    ticket_id: "'t' || i",
    partner_id: partner,
    customer_id: customer,
    owner: pick("owner", ["us", "partner"]),
    opened_on: day("raised"),
    due_on: `${day("raised")} + 5`,
    resolved_on: `case when ${part("solved", 4)} > 0 then ${day("raised")} + cast(${part("took", 12)} as integer) end`,
    reopened: `cast(${part("reopened", 2)} as integer)`,
    hours: `${part("hours", 800)} / 100.0`
  });
  await fill("activities", records / 20, {
    activity_id: "'a' || i",
    partner_id: partner,
    customer_id: customer,
    happened_on: day("met"),
    hours: `${part("effort", 300)} / 100.0`
  });
  return db;
}

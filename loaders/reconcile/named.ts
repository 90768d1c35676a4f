import type {DuckDB} from "../engines/duckdb.ts";

interface Source {
  table: string;
  column: string;
  /** SQL of the side, and of the partner, of a person named here. */
  side?: string;
  partner?: string;
}

const us = "'us'";
const ofReferral = (from: boolean) => `case when direction = '${from ? "received" : "given"}' then 'partner' else 'us' end`;

const sources: Record<string, {id: string; from: Source[]}> = {
  partners: {
    id: "partner_id",
    from: ["deals", "deal_partners", "referrals", "tickets", "activities", "people"].map((table) => ({
      table,
      column: "partner_id"
    }))
  },
  customers: {
    id: "customer_id",
    from: ["deals", "referrals", "tickets", "activities"].map((table) => ({table, column: "customer_id"}))
  },
  people: {
    id: "person_id",
    from: [
      {table: "referrals", column: "from_person", side: ofReferral(true), partner: "partner_id"},
      {table: "referrals", column: "to_person", side: ofReferral(false), partner: "partner_id"},
      {table: "deals", column: "rep_id", side: us},
      {table: "partners", column: "manager_id", side: us},
      {table: "activities", column: "person_id", side: us}
    ]
  }
};

/**
 * Makes the partners, customers or people that other records name, while no file of their own has come.
 * A name is the one that an export carried beside the id (the latest drop's), else the id itself.
 * @param named the tables that have files, each with the columns that these carry names for (named_in_… holds the current of them)
 */
export async function addNamed(db: DuckDB, table: string, named: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const {id, from} = sources[table]!;
  const parts: string[] = [];
  for (const s of from) {
    const names = named.get(s.table);
    if (!names) continue;
    const carriesName = names.includes(s.column);
    parts.push(
      `select ${s.column} as id, ${carriesName ? `_name_${s.column}` : "null"} as name, _drop_date, ${s.side ?? "null"} as side, ${s.partner ?? "null"} as partner from named_in_${s.table}`
    );
  }
  if (!parts.length) return;
  const side =
    table === "people"
      ? ", coalesce(min(side), 'us') as side, case when min(side) = 'partner' then min(partner) end as partner_id"
      : "";
  const columns = table === "people" ? `${id}, name, side, partner_id` : `${id}, name`;
  await db.run(`insert into facts.${table} (${columns})
    select id, coalesce(max_by(name, {day: _drop_date, name: name}), id) as name ${side}
    from (${parts.join(" union all ")}) where id is not null group by id order by id`);
}

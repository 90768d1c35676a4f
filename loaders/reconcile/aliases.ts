import type {DuckDB} from "../engines/duckdb.ts";
import {columnsOf, type CanonicalTable} from "../tables/columns.ts";
import {keySql} from "../tables/keySql.ts";

type Kind = "partner" | "customer" | "person";

/** Columns that hold the id of a partner, customer or person, besides the keys of their own tables. */
const kinds: Record<string, Kind> = {
  partner_id: "partner",
  customer_id: "customer",
  rep_id: "person",
  person_id: "person",
  from_person: "person",
  to_person: "person",
  manager_id: "person"
};

/** The tables that list partners, customers and people, with what their parent_id names. */
const lists: Record<string, Kind> = {partners: "partner", customers: "customer", people: "person"};

/** The ids of a table, with the kind of each. */
export const idColumns = (table: CanonicalTable): [column: string, kind: Kind][] =>
  columnsOf(table).flatMap(({name}): [string, Kind][] => {
    const kind = name === "parent_id" ? lists[table.name] : kinds[name];
    return kind ? [[name, kind]] : [];
  });

/**
 * Gives every record of table reconciling the id that somebody has decided for its partner, customer or person, before anything asks
 * whether these are known. A record of the list itself gives way to the one that it stands for, where that is there too.
 * Decisions are followed to their end; those that lead in a circle are not applied.
 */
export async function applyAliases(db: DuckDB, table: CanonicalTable): Promise<void> {
  const ids = table.name === "aliases" ? [] : idColumns(table);
  if (!ids.length) return;
  await db.run(`create or replace temp table alias_ends as
    with recursive decided as (
      select kind, from_id, to_id from facts.aliases where from_id <> to_id
    ),
    steps (kind, from_id, to_id, n) as (
      select kind, from_id, to_id, 1 from decided
      union all
      select steps.kind, steps.from_id, decided.to_id, n + 1
      from steps join decided on decided.kind = steps.kind and decided.from_id = steps.to_id
      where n < 50
    )
    select kind, from_id, to_id from steps
    where not exists (select 1 from decided where decided.kind = steps.kind and decided.from_id = steps.to_id)`);
  const [found] = await db.rows<{n: string}>("select count(*) as n from alias_ends");
  if (Number(found!.n)) await rename(db, table, ids);
  await db.run("drop table alias_ends");
}

async function rename(db: DuckDB, table: CanonicalTable, ids: [string, Kind][]): Promise<void> {
  const own = ids.filter(([column]) => table.key.includes(column));
  const end = (column: string, kind: Kind) =>
    `(select to_id from alias_ends where kind = '${kind}' and from_id = reconciling.${column})`;
  for (const [column, kind] of ids.filter(([c]) => !table.key.includes(c)))
    await db.run(`update reconciling set ${column} = ${end(column, kind)} where ${end(column, kind)} is not null`);
  for (const [column, kind] of own) {
    const parts = table.key.map((k) => (k === column ? end(column, kind) : `reconciling.${k}`));
    await db.run(`create or replace temp table renamed as
      select _row, ${end(column, kind)} as _id, ${keySql(parts)} as _new from reconciling where ${end(column, kind)} is not null`);
    await db.run(`update reconciling set _state = 'superseded'
      where _reason is null and _row in (select _row from renamed where _new in (select _key from reconciling))`);
    await db.run(`update reconciling set ${column} = renamed._id, _key = renamed._new from renamed
      where renamed._row = reconciling._row and reconciling._state is null`);
    await db.run("drop table renamed");
  }
}

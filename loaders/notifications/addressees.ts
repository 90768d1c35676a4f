import {literal, type DuckDB} from "../engines/duckdb.ts";

/** Names of owner_mail by which nobody, or more than one, is meant; positions count from 1, so that no name is in a log. */
export interface Unclear {
  /** Names that several account managers have: their mail would tell one of the other's cases, so none is sent. */
  shared: string[];
  /** What to say of them and of names that no account manager has; "" where each is one person's. */
  text: string;
}

/** Looks up each name of owner_mail among the account managers of the partners. */
export async function unclearAddressees(db: DuckDB, ownerMail: Readonly<Record<string, string>>): Promise<Unclear> {
  const names = Object.keys(ownerMail);
  if (!names.length) return {shared: [], text: ""};
  const rows = await db.rows<{name: string; people: number}>(
    `select people.name, cast(count(distinct people.person_id) as integer) as people
     from facts.people as people
     where people.person_id in (select manager_id from facts.partners) and people.name in (${names.map(literal).join(", ")})
     group by people.name`
  );
  const people = new Map(rows.map((row) => [row.name, row.people]));
  const shared = names.filter((name) => (people.get(name) ?? 0) > 1);
  const unknown = names.filter((name) => !people.has(name));
  const sentences = [
    ...shared.map((name) => `${entry(names, name)} is the name of ${people.get(name)} account managers, so it gets no digest`),
    ...unknown.map((name) => `${entry(names, name)} is the name of no account manager of a partner`)
  ];
  return {shared, text: sentences.length ? `${sentences.join("; ")}. Correct owner_mail in handshake.config.ts.` : ""};
}

const entry = (names: readonly string[], name: string) => `Entry ${names.indexOf(name) + 1} of owner_mail`;

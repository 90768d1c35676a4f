import {literal, type DuckDB} from "../engines/duckdb.ts";
import {mayBeShown} from "../stage/findings.ts";
import {foldedSql} from "../mappings/engine/ids.ts";
import {columnsOf, isPast, type CanonicalTable} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";
import {parents, type Parent} from "./parents.ts";
import {rejectedRecords, type SoFar, type RejectedRecord} from "./rejectedRecords.ts";

/** SQL of the column that a reason of reconciling is about, and of what it says where that may be shown. */
export function foundSql(table: CanonicalTable): string {
  const columns = new Map(columnsOf(table).map((c) => [c.name, c]));
  const cases = [
    ...(parents[table.name] ?? []).map((p) => ({reason: p.reason, column: p.column})),
    ...(table.key.length === 1 ? [{reason: "damaged_id", column: table.key[0]!}] : [])
  ];
  const column = cases.map((c) => `when ${literal(c.reason)} then ${literal(c.column)}`);
  const found = cases.flatMap((c) =>
    mayBeShown(columns.get(c.column)!) ? [`when ${literal(c.reason)} then ${columnSql(c.column)}`] : []
  );
  const late = columnsOf(table).filter(isPast);
  const latest = late.length > 1 ? `greatest(${late.map((c) => c.name).join(", ")})` : (late[0]?.name ?? "null");
  const which = late.map((c) => `when ${c.name} = ${latest} then ${literal(c.name)}`).join(" ");
  return `case _reason ${column.join(" ")} when 'future_date' then ${late.length ? `case ${which} end` : "null"} end as column,
    case _reason ${found.join(" ")} when 'future_date' then cast(${latest} as varchar) end as found`;
}

interface Unknown {
  column: string | null;
  found: string | null;
}

/**
 * What a record that names an unknown partner, customer or deal may have meant: a known one under another writing of its key,
 * or one that came and was not taken.
 * @returns a sentence for a column and the key found there, null where nothing like it is known
 */
export async function unknownParentHints(
  db: DuckDB,
  table: CanonicalTable,
  rows: readonly Unknown[],
  soFar: SoFar
): Promise<(column: string | null, found: string | null) => string | null> {
  const hints = new Map<string, string>();
  for (const {column, table: parent} of parents[table.name] ?? []) {
    const asked = [...new Set(rows.flatMap((r) => (r.column === column && r.found !== null ? [r.found] : [])))].slice(0, 10_000);
    if (!asked.length) continue;
    const came = byWriting(await rejectedRecords(db, parent, keyOf(parent), soFar));
    for (const found of asked) {
      const away = came.get(plainText(found));
      if (away) hints.set(`${column} ${found}`, awaySentence(found, away));
    }
    for (const [found, hint] of await hintsFor(db, asked, parent)) hints.set(`${column} ${found}`, hint);
  }
  return (column, found) => hints.get(`${column} ${found}`) ?? null;
}

const plain = (text: string) => `ltrim(lower(regexp_replace(nfc_normalize(${text}), '[^\\p{L}\\p{N}]+', '', 'g')), '0')`;

const plainText = (text: string) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .replace(/^0+/, "");

/** The last record of each key that was not taken, whichever way the key is written. */
const byWriting = (away: readonly RejectedRecord[]) =>
  new Map(away.flatMap((a) => (plainText(a.key) ? [[plainText(a.key), a] as const] : [])));

const awaySentence = (found: string, {key, path, reason}: RejectedRecord): string =>
  `${found} is not known: ${key === found ? "it came" : `${JSON.stringify(key)} came`} in ${path}, ${reason ? `but its record was quarantined (${reason})` : "of which nothing was taken"}. Correct ${reason ? "that record" : "that file"} first; what is wrong with it is told there.`;

const keyOf = (parent: Parent["table"]): string =>
  ({people: "person_id", deals: "deal_id", partners: "partner_id", customers: "customer_id"})[parent];

async function hintsFor(db: DuckDB, asked: string[], parent: Parent["table"]): Promise<[string, string][]> {
  const id = keyOf(parent);
  const named = `select found, known, 'name' as how from asked join (
      select ${id} as known, left(sha256(${foldedSql("name")}), 24) as named from facts.${parent}
    ) on named = found`;
  // each way of writing by itself: a join on any of them would compare each with each
  const ways = [
    `select found, known, 'writing' as how from (select found, nullif(${plain("found")}, '') as plain from asked)
      join (select ${id} as known, ${plain(id)} as plain from facts.${parent}) using (plain)`,
    `select found, known, 'salesforce' as how from (select found, left(found, 15) as start from asked where length(found) in (15, 18))
      join (select ${id} as known, left(${id}, 15) as start from facts.${parent} where length(${id}) in (15, 18)) using (start)`,
    ...(parent === "deals" ? [] : [named])
  ];
  const rows = await db.rows<{found: string; known: string; how: "name" | "salesforce" | "writing"}>(`
    with asked as (select unnest([${asked.map(literal).join(", ")}]) as found),
    pairs as (${ways.join(" union all ")})
    -- by the alphabet the surest way comes first
    select found, arg_min(known, concat(how, ' ', known)) as known, min(how) as how from pairs group by found`);
  return rows.map(({found, known, how}) => [found, sentence(found, known, how, id)]);
}

function sentence(found: string, known: string, how: "name" | "salesforce" | "writing", id: string): string {
  if (how === "name")
    return `It is named by its name; its key is ${known}. Look it up: lookup: {in: …, key: name, value: key} on ${id}.`;
  const both = `${found} is not known, but ${known} is.`;
  if (how === "salesforce")
    return `${both} They are the 15 and the 18 characters of one Salesforce id: set idForm: "salesforce" on ${id} in both mappings.`;
  if (/^0+/.test(known) && known.replace(/^0+/, "") === found.replace(/^0+/, ""))
    return `${both} A spreadsheet has cut the leading zeros: export again without opening it in a spreadsheet.`;
  return `${both} Write the key in one way in both exports.`;
}

import {counted, plural} from "../../src/shared/formats.ts";
import type {DuckDB} from "../engines/duckdb.ts";
import {idFormSql} from "../mappings/engine/ids.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {Warning} from "../stage/stagedFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";
import {idColumns} from "./aliases.ts";
import type {StagedFile} from "./rows.ts";

/** The columns of a table that hold an id, with the kind of what it names. */
function idsOf(table: CanonicalTable): [column: string, kind: string][] {
  const named: [string, string][] = idColumns(table);
  const [key] = table.key;
  return table.key.length > 1 || named.some(([c]) => c === key) ? named : [...named, [key!, table.name]];
}

/**
 * Notes ids that some files write with the 15 characters of a report and others with the 18 of Salesforce's interface: what is one record
 * there would be two here. The three characters more follow from the 15, so that no other system's ids are taken for such.
 * @param tables those of which a file was accepted; the newest file with the longer ids is told
 */
export async function noteShortIds(
  db: DuckDB,
  tables: readonly CanonicalTable[],
  files: readonly StagedFile[],
  results: Reconciled[]
): Promise<void> {
  const ids = tables.flatMap((table) => idsOf(table).map(([column, kind]) => ({table: table.name, column, kind})));
  if (!ids.length) return;
  const each = ids.map(({table, column, kind}) => {
    const id = columnSql(column);
    return `select distinct '${kind}' as kind, '${column}' as of_column, ${id} as id, _file from named_in_${table}
      where length(${id}) in (15, 18) and regexp_full_match(${id}, '[a-zA-Z0-9]+') and regexp_matches(${id}, '[0-9]')`;
  });
  const rows = await db.rows<{
    kind: string;
    id: string;
    long: string;
    n: string;
    columns: string[];
    files: number[];
    longs: number[];
  }>(
    `with ids as (${each.join(" union all ")}),
     pairs as (
       select kind, short.id, long.id as long, list(distinct short._file) as shorts, list(distinct long._file) as longs,
         list(distinct short.of_column) || list(distinct long.of_column) as columns
       from ids as short join ids as long using (kind) where length(short.id) = 15 and long.id = ${idFormSql("short.id")}
       group by all
     )
     select kind, min(id) as id, arg_min(long, id) as long, count(*) as n, list_sort(list_distinct(flatten(list(columns)))) as columns,
       list_distinct(flatten(list(shorts)) || flatten(list(longs))) as files, list_distinct(flatten(list(longs))) as longs
     from pairs group by kind order by kind`
  );
  for (const {id, long, n, columns, files: both, longs} of rows) {
    const of = (indexes: number[]) => files.filter((f) => indexes.includes(f.index));
    const told = of(longs).reduce((last, f) => (f.drop_date >= last.drop_date ? f : last));
    const mappings = [...new Set(of(both).map((f) => f.mapping))];
    results[told.index]!.shortIds.push({ids: Number(n), columns, short: id, long, mappings});
  }
}

const listed = (names: readonly string[]): string => [names.slice(0, -1).join(", "), names.at(-1)!].filter(Boolean).join(" and ");

/** What is said of ids that are there in both forms. */
export function shortIdsWarning({ids, columns, short, long, mappings}: Reconciled["shortIds"][number]): Warning {
  const named = mappings.flatMap((m) => m ?? []).sort();
  const edit = named.length
    ? `set idForm: "salesforce" on ${listed(columns)} in ${plural(named.length, "the mapping", "the mappings")} ${listed(named)}${mappings.includes(null) ? ", and export the other files with 18 characters" : ""}`
    : "export all files with 18 characters";
  return {
    reason: "counted_twice",
    detail: `${counted(ids, "id")} of ${listed(columns)} ${plural(ids, "comes", "come")} with 15 and with 18 characters, such as ${JSON.stringify(short)} and ${JSON.stringify(long)}: in Salesforce both are one record, and here each counts twice. To make it count once, ${edit}`
  };
}

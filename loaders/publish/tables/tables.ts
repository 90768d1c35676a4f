import type {Table} from "../../../src/contract/columns.ts";
import {metricTables} from "../../../src/contract/metricTables.ts";
import {tables as declared, type TableName} from "../../../src/contract/tables.ts";
import {cases} from "../../../src/contract/attention.ts";
import {metaOf} from "../../../src/contract/columns.ts";
import type {Audience} from "../../disclosure/audience.ts";
import type {Codes} from "../../disclosure/codes.ts";
import {rulesFor} from "../../disclosure/limit.ts";
import {limitRows} from "../../disclosure/limitRows.ts";
import type {Portfolio} from "../../disclosure/portfolio.ts";
import type {Engine} from "../../engines/engine.ts";
import {tableSql} from "../tableSql.ts";
import type {Rows} from "./arrow.ts";
import {withoutLeftOut} from "./leftOut.ts";
import {ownTables} from "./ownMetrics.ts";

/** A published table with the rows that an audience may see. */
export interface PublishedTable {
  name: string;
  table: Table;
  rows: Rows;
}

/**
 * Every table that notebooks of an audience may query and its readers download, by name. What is withheld from a page is in none of them.
 * @param all what pages are made from, of everybody
 * @param limited the same as this audience may see it
 * @param only the names of those that are asked for
 */
export async function tablesFor(
  engine: Engine,
  {all, limited, audience, codes}: {all: Portfolio; limited: Portfolio; audience: Audience; codes: Codes},
  only?: ReadonlySet<string>
): Promise<PublishedTable[]> {
  const rules = rulesFor(all, audience, codes);
  const asked = ([name]: [string, Table]) => only?.has(name) ?? true;
  const ofPages = Object.entries(declared)
    .filter(asked)
    .map(([name, table]) => ({name, table, rows: limited[name as TableName]}));
  const ofMetrics: PublishedTable[] = [];
  for (const [name, table] of [...Object.entries(metricTables), ...ownTables()].filter(asked))
    if (!(name in declared))
      ofMetrics.push({name, table, rows: limitRows(name, await engine.rows(tableSql(name, table)), rules, table)});
  const raised = asked(["cases", cases]) ? [{name: "cases", table: cases, rows: limited.history.now.cases}] : [];
  return [...ofPages, ...ofMetrics, ...raised]
    .map(({name, table, rows}) => ({name, table: withoutWithheld(table), rows: withoutLeftOut(rows, table, audience)}))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is made again for each audience is for its pages only. */
const withoutWithheld = ({source, row}: Table): Table => ({
  source,
  row: Object.fromEntries(Object.entries(row).filter(([, schema]) => metaOf(schema)?.tells !== "withheld"))
});

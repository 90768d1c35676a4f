import {publishedTables} from "../../../src/contract/publishedTables.ts";
import {factsBehind, readBy} from "../../metrics/lineage.ts";
import {tableSql} from "../tableSql.ts";
import {ownTables} from "./ownMetrics.ts";

/** The metrics that published tables are read from. @param tables their names */
export function metricsOf(tables: readonly string[]): string[] {
  const behind = factsBehind();
  const all = [...Object.entries(publishedTables), ...ownTables()].filter(([name]) => tables.includes(name));
  // cases are read with what was published before, not by SQL of a table
  return [
    ...new Set(all.flatMap(([name, table]) => (name === "cases" ? [name] : readBy(tableSql(name, table), behind).metrics)))
  ];
}

import type {DuckDB} from "../engines/duckdb.ts";
import {shownPath} from "../engines/sqlFault.ts";
import {HandshakeError} from "../errors.ts";
import type {MetricDefinition} from "../metrics/catalogue.ts";

/**
 * That a build was computed with the definitions of now: of a metric and of all that it is made of.
 * @param file the database, for the message
 * @throws HandshakeError (66) that names each file that is newer than the build
 */
export async function checkBuiltWith(db: DuckDB, metrics: readonly MetricDefinition[], file: string): Promise<void> {
  const tables = await db.rows<{name: string}>(
    "select table_name as name from duckdb_tables() where schema_name = 'metrics' and database_name = current_catalog()"
  );
  const built = new Set(tables.map((t) => t.name));
  // a build of version 0.1 does not say with which texts it was computed
  const noted = built.has("definitions")
    ? await db.rows<{metric: string; sha256: string}>("from metrics.definitions")
    : metrics.map(({name, sha256}) => ({metric: name, sha256}));
  const hashes = new Map(noted.map(({metric, sha256}) => [metric, sha256]));
  const newer = metrics.flatMap(({name, file: sql, sha256}) =>
    !built.has(name)
      ? [`${shownPath(sql)}: the build has no table metrics.${name}`]
      : hashes.get(name) !== sha256
        ? [`${shownPath(sql)}: its SQL has changed since metrics.${name} was computed`]
        : []
  );
  if (newer.length)
    throw new HandshakeError(
      `${shownPath(file)} is older than the definition of ${metrics[0]!.name}:\n${newer.map((line) => `  ${line}`).join("\n")}\nRebuild first (npx handshake rebuild), then explain it.`,
      {exitCode: 66}
    );
}

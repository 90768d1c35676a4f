import type {Table} from "../../src/contract/columns.ts";
import type {Engine} from "../engines/engine.ts";
import {HandshakeError, isMachineTrouble} from "../errors.ts";
import {tableSql} from "./tableSql.ts";

/**
 * The rows of a table as src/contract declares it.
 * @throws HandshakeError that names the table, and the metric or column that is not there
 */
export async function readTable(engine: Pick<Engine, "rows">, name: string, table: Table): Promise<object[]> {
  try {
    return await engine.rows<object>(tableSql(name, table));
  } catch (error) {
    throw unboundFault(name, error);
  }
}

/** What keeps each table from being read from the metrics as they are now: a line each, none where nothing does. */
export async function unbound(engine: Pick<Engine, "rows">, tables: Readonly<Record<string, Table>>): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, table] of Object.entries(tables))
    await engine.rows(`explain ${tableSql(name, table)}`).catch((error: unknown) => {
      faults.push(unboundFault(name, error).message);
    });
  return faults;
}

function unboundFault(name: string, error: unknown): Error {
  if (error instanceof HandshakeError || isMachineTrouble(error)) return error as Error;
  const message = (error as Error).message.replace(/\n+LINE[\s\S]*$/, "").replaceAll(/\s+/g, " ");
  const metric = /Table with name (\w+) does not exist/.exec(message)?.[1];
  const column = /"(\w+)" does not have a column named "(\w+)"/.exec(message);
  const next = metric
    ? `Write the metric, loaders/metrics/TOPIC/${metric}.sql, or correct "from" of the column.`
    : column
      ? `Add the column ${column[2]} to the metric, or correct "from" of the column.`
      : `Correct the metric, or "from" of the column.`;
  return new HandshakeError(`The table "${name}" of src/contract can't be read from the metrics: ${message} ${next}`, {
    cause: error
  });
}

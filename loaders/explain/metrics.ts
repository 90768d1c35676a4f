import {DuckDB} from "../engines/duckdb.ts";
import {readCatalogue, type MetricDefinition} from "../metrics/catalogue.ts";
import {pickMetric} from "./pick.ts";

/**
 * The catalogue as a person reads it in a terminal: every metric with its question, or all that one says of itself.
 * @throws HandshakeError (64) for a name that is not there
 */
export async function metricsText(name: string | undefined): Promise<string> {
  const catalogue = readCatalogue();
  if (name === undefined) {
    const width = Math.max(...catalogue.map((m) => m.name.length));
    return catalogue.map((m) => `${m.name.padEnd(width)}  ${m.question}`).join("\n");
  }
  const db = await DuckDB.open();
  try {
    return definitionText(await pickMetric(db, catalogue, name));
  } finally {
    db.close();
  }
}

function definitionText(m: MetricDefinition): string {
  const entries: [string, string][] = [
    ["question", m.question],
    ["definition", m.definition],
    ["unit", m.unit],
    ["direction", m.direction],
    ["source", m.source],
    ["settings", m.settings.join(", ") || "none"],
    ["grain", m.grain],
    ["key", m.key.join(", ")],
    ...m.formula.map(({column, expression}): [string, string] => ["formula", `${column} = ${expression}`]),
    ["made of", m.needs.join(", ") || "records alone"]
  ];
  return [m.name, ...entries.map(([label, text]) => `  ${label.padEnd(10)}  ${text}`)].join("\n");
}

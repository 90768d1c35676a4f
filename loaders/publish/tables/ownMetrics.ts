import {z} from "zod";
import {column, partnerId, partnerName, table, type Table} from "../../../src/contract/columns.ts";
import {publishedTables} from "../../../src/contract/publishedTables.ts";
import {HandshakeError} from "../../errors.ts";
import {readModels} from "../../engines/models.ts";
import {shownPath} from "../../engines/sqlFault.ts";
import {readCatalogue, type MetricDefinition} from "../../metrics/catalogue.ts";
import {metricFolders} from "../../metrics/files.ts";

/**
 * The tables of metrics whose own header says which columns are published: one file makes a metric that notebooks can query.
 * @throws HandshakeError that names the file whose header can't be used, or whose name is another table's
 */
export const ownTables = (): [name: string, table: Table][] =>
  readCatalogue().flatMap((metric) => {
    if (!metric.columns.length) return [];
    if (!(metric.name in publishedTables)) return [[metric.name, tableOf(metric)]];
    ensureReplaces(metric);
    return [];
  });

/** @throws HandshakeError (78) where queries for a metric of one's own would get another table, which has its name */
function ensureReplaces({name, file}: MetricDefinition): void {
  const [product = ""] = metricFolders();
  if (readModels(product, "metrics").some((model) => model.name === name && !model.file.startsWith("custom"))) return;
  throw new HandshakeError(
    `${shownPath(file)} publishes columns, and ${name} is the name of a table of the product: a query could mean only one of them. Rename the file.`,
    {exitCode: 78}
  );
}

function tableOf({name, file, key, columns}: MetricDefinition): Table {
  const ofPartner = key.includes("partner_id");
  const declared = new Set(["as_of", ...(ofPartner ? ["partner_id"] : []), ...columns.map((c) => c.name)]);
  const missing = key.filter((name) => !declared.has(name));
  if (missing.length)
    throw new HandshakeError(
      `${shownPath(file)} publishes columns without ${missing.join(", ")}, which tells its rows apart. Add it to "columns:" with its class.`
    );
  const row = Object.fromEntries(
    columns.map(({name: own, ...meta}) => [own, column(z.any(), {...meta, from: fromOf(own, meta.type)}).nullable()])
  );
  const whole = ofPartner ? {partner_id: partnerId(), partner: partnerName(), ...row} : row;
  return table({metric: name, order: key.filter((name) => name in whole).join(", ") || Object.keys(whole)[0]!}, whole);
}

/** What came of a division by zero is no figure; the failed check of the metric names it (metrics/declared.ts). */
const fromOf = (name: string, type: string): string =>
  type === "double" ? `case when isfinite(try_cast(m.${name} as double)) then m.${name} end` : `m.${name}`;

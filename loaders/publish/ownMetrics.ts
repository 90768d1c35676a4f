import type {File} from "../../src/contract/index.ts";
import {withheldId} from "../../src/shared/address.ts";
import {metaOf} from "../../src/contract/columns.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import type {Rows} from "./tables/arrow.ts";
import type {PublishedTable} from "./tables/tables.ts";

type Value = File<"own_metrics">["metrics"][number]["rows"][number][number];

/**
 * The metrics that say in their header where the site shows them, with their rows.
 * @param tables the published tables as the audience may see them
 * @param partners the ids of the partners that have pages
 */
export const ownMetrics = (
  about: File<"own_metrics">["about"],
  tables: readonly PublishedTable[],
  partners: ReadonlySet<string>
): File<"own_metrics"> => ({
  about,
  metrics: readCatalogue().flatMap(({name, question, definition, shown}) => {
    const published = tables.find((t) => t.name === name);
    if (!shown || !published) return [];
    const columns = Object.entries(published.table.row).map(([column, schema]) => {
      const {type, unit, about: says, tells} = metaOf(schema)!;
      return {name: column, type, unit, about: says, tells};
    });
    const rows = published.rows.map((row) =>
      columns.map((c) => (isOfUnknown(row, c, partners) ? null : (row[c.name] ?? null)) as Value)
    );
    return [{name, question, definition, columns, card: shown.card, column: shown.column, page: shown.page !== null, rows}];
  })
});

/** An id that no partner has leads to no page: its row keeps the id as the partner's name alone. */
const isOfUnknown = (row: Rows[number], {name, tells}: {name: string; tells: string}, partners: ReadonlySet<string>): boolean =>
  name === "partner_id" && tells === "partner" && row[name] !== withheldId && !partners.has(String(row[name]));

import type {File} from "../../src/contract/index.ts";
import {metaOf} from "../../src/contract/columns.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import type {PublishedTable} from "./tables/tables.ts";

/**
 * The metrics that say in their header where the site shows them, with their rows.
 * @param tables the published tables as the audience may see them
 */
export const ownMetrics = (about: File<"own_metrics">["about"], tables: readonly PublishedTable[]): File<"own_metrics"> => ({
  about,
  metrics: readCatalogue().flatMap(({name, question, definition, shown}) => {
    const published = tables.find((t) => t.name === name);
    if (!shown || !published) return [];
    const columns = Object.entries(published.table.row).map(([column, schema]) => {
      const {type, unit, about: says, tells} = metaOf(schema)!;
      return {name: column, type, unit, about: says, tells};
    });
    const rows = published.rows.map((row) => columns.map((c) => (row[c.name] ?? null) as string | number | boolean | null));
    return [{name, question, definition, columns, card: shown.card, column: shown.column, page: shown.page !== null, rows}];
  })
});

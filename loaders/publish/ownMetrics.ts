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
 * @param edition the audience's name; "" for the one site of everybody. Of a page for others it gets nothing that isn't on a card or in a list
 */
export const ownMetrics = (
  about: File<"own_metrics">["about"],
  tables: readonly PublishedTable[],
  partners: ReadonlySet<string>,
  edition = ""
): File<"own_metrics"> => ({
  about,
  metrics: readCatalogue().flatMap(({name, question, definition, shown}) => {
    const published = tables.find((t) => t.name === name);
    if (!shown || !published) return [];
    const page = shown.page !== null && (edition === "" || shown.page.audiences.includes(edition));
    const named = [...shown.card, ...shown.column];
    if (!page && !named.length) return [];
    const columns = Object.entries(published.table.row).flatMap(([column, schema]) => {
      const {type, unit, about: says, tells} = metaOf(schema)!;
      const isShown = page || named.includes(column) || ofPartner.includes(column);
      return isShown ? [{name: column, type, unit, about: says, tells}] : [];
    });
    const rows = published.rows.map((row) =>
      columns.map((c) => (isOfUnknown(row, c, partners) ? null : (row[c.name] ?? null)) as Value)
    );
    return [{name, question, definition, columns, card: shown.card, column: shown.column, page, rows}];
  })
});

/** By these a card and a cell of a list find their row. */
const ofPartner = ["partner_id", "partner"];

/** An id that no partner has leads to no page: its row keeps the id as the partner's name alone. */
const isOfUnknown = (row: Rows[number], {name, tells}: {name: string; tells: string}, partners: ReadonlySet<string>): boolean =>
  name === "partner_id" && tells === "partner" && row[name] !== withheldId && !partners.has(String(row[name]));

import type {File} from "../contract/index.js";
import {ownEmpty, ownTitle, ownValue} from "../copy/ownMetrics.js";
import {table, type Column} from "../tables/table.js";
import {element} from "./dom.js";
import {keyNumbers} from "./keyNumbers.js";
import {partnerName} from "./words.js";

type Own = File<"own_metrics">;
type Metric = Own["metrics"][number];
type Row = Metric["rows"][number];

const place = ({columns}: Metric, name: string): number => columns.findIndex((column) => column.name === name);
const rowOf = (metric: Metric, id: string): Row | undefined => metric.rows.find((row) => row[place(metric, "partner_id")] === id);
const isNumber = ({type}: Metric["columns"][number]): boolean => type === "integer" || type === "double";

/** What a company's own metrics say of a partner, a section for each that shows a card. */
export function ownCards({metrics, about}: Own, id: string): Node {
  const sections = metrics
    .filter(({card}) => card.length)
    .map((metric) => {
      const row = rowOf(metric, id);
      const numbers = metric.card.map((name) => {
        const column = metric.columns[place(metric, name)]!;
        return {value: ownValue(row?.[place(metric, name)] ?? null, column, about.currency), unit: "", note: [column.about]};
      });
      return element(
        "section",
        {class: "answer"},
        element(
          "div",
          {class: "words"},
          element("p", {class: "question"}, metric.question),
          element("h2", {}, ownTitle(metric.name)),
          element("p", {}, metric.definition)
        ),
        element("div", {}, row ? keyNumbers(numbers) : element("p", {}, ownEmpty.partner))
      );
    });
  return element("div", {}, ...sections);
}

/** Columns that a company's own metrics put into the list of partners. */
export const ownColumns = ({metrics, about}: Own): Column<{id: string}>[] =>
  metrics.flatMap((metric) => {
    const rows = new Map(metric.rows.map((row) => [row[place(metric, "partner_id")], row]));
    return metric.column.map((name) => {
      const at = place(metric, name);
      const column = metric.columns[at]!;
      const value = ({id}: {id: string}) => rows.get(id)?.[at] ?? null;
      return {
        label: ownTitle(name),
        value,
        show: (row: {id: string}) => ownValue(value(row), column, about.currency),
        numeric: isNumber(column)
      };
    });
  });

/** A partner's name with the way to its page; a row of none, and an id that no partner has, lead nowhere. */
function partnerCell(id: Row[number] | undefined, name: Row[number]): Node | string {
  if (id === null || id === undefined) return name === null ? ownEmpty.noPartner : ownEmpty.unknown(String(name));
  return partnerName(String(id), String(name ?? id));
}

/** The page of one of a company's own metrics: its question, what it is, and its rows. */
export function ownPage({metrics, about}: Own, name: string): Node {
  const metric = metrics.find((m) => m.name === name);
  if (!metric) return element("p", {}, ownEmpty.page);
  const columns = metric.columns.flatMap((column, at): Column<Row>[] => {
    if (column.name === "partner_id") return [];
    const value = (row: Row) => row[at] ?? null;
    const id = (row: Row) => row[place(metric, "partner_id")];
    const show =
      column.name === "partner" && place(metric, "partner_id") >= 0
        ? (row: Row) => partnerCell(id(row), value(row))
        : (row: Row) => ownValue(value(row), column, about.currency);
    return [{label: ownTitle(column.name), value, show, numeric: isNumber(column), narrow: at < 4}];
  });
  const file = metric.name.replaceAll("_", "-");
  return element(
    "section",
    {class: "whole"},
    element("p", {class: "question"}, metric.question),
    element("h1", {}, ownTitle(metric.name)),
    element("p", {class: "lead"}, metric.definition),
    table(metric.rows, {caption: ownTitle(metric.name), file, find: "Find a row", first: 25, empty: ownEmpty.page, columns})
  );
}

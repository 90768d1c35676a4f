import type {File, Partner, RowOf} from "../contract.js";
import {element} from "./dom.js";
import {money, monthYear, percent} from "./format.js";
import {table} from "./table.js";
import type {Step} from "./twoWays.js";

/* The tables of one partner's page. */

type Pair = RowOf<File<"partner_people">["pairs"]>;

export const pairsTable = (rows: readonly Pair[]): Node =>
  table(rows, {
    caption: "Who passes leads to whom",
    file: "people",
    empty: "Which people pass the leads is not recorded.",
    columns: [
      {label: "Ours", value: (row) => row.ours, narrow: true},
      {label: "Theirs", value: (row) => row.theirs, narrow: true},
      {label: "Came", value: (row) => row.received, numeric: true, narrow: true},
      {label: "Went", value: (row) => row.given, numeric: true, narrow: true}
    ]
  });

export const stepsTable = (steps: readonly Step[], names: [string, string], file: string): Node =>
  table([...steps].reverse(), {
    caption: `${names[0]} and ${names[1]}`,
    file,
    empty: "Nothing is recorded.",
    columns: [
      {label: "From", value: (row) => row.date, show: (row) => monthYear(row.date), narrow: true},
      {label: names[0], value: (row) => row.up, numeric: true, narrow: true},
      {label: names[1], value: (row) => row.down, numeric: true, narrow: true}
    ]
  });

interface Without {
  share_lost: number;
  effective_n_rest: number | null;
}

/** What its loss would cost, today against without it. */
export function lossTable(row: Partner, published: File<"partners">, without: Without | undefined): Node {
  const {currency} = published.about;
  const largest = Math.max(
    0,
    ...published.partners.share.filter((s, i) => s !== null && published.partners.id[i] !== row.id).map((s) => s ?? 0)
  );
  const rest = without ? 1 - without.share_lost : 1;
  const lines: [string, string, string][] = [
    [
      "Partner revenue",
      money(published.total_revenue, currency),
      money(published.total_revenue - Math.max(0, row.revenue), currency)
    ],
    ["Equal partners’ worth", count(published.effective_n), count(without?.effective_n_rest ?? null)],
    ["Largest share", percent(Math.max(largest, row.share ?? 0)), rest > 0 ? percent(largest / rest) : "–"]
  ];
  const head = ["", "today", "without it"].map((text, i) =>
    i ? element("th", {scope: "col", class: "number"}, text) : element("td")
  );
  const body = lines.map(([label, a, b]) =>
    element(
      "tr",
      {},
      element("th", {scope: "row"}, label),
      element("td", {class: "number"}, a),
      element("td", {class: "number"}, b)
    )
  );
  return element(
    "div",
    {class: "table"},
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body))
  );
}

const count = (n: number | null) => (n === null ? "–" : String(Math.round(n)));

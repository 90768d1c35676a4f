import type {File} from "../contract/index.js";
import {percent, whole} from "../shared/formats.js";
import {element} from "../ui/dom.js";
import {table} from "./table.js";

type Row = File<"coverage">["columns"][number];

/** The columns of one question: what each means, how far it is filled, what would bring it. */
export const coverageTable = (rows: readonly Row[], question: string): Node =>
  table(
    rows.filter((row) => row.question === question),
    {
      caption: "Columns that answer it",
      file: `columns-${question}`,
      first: 20,
      empty: "It needs no column.",
      columns: [
        {label: "Column", value: (row) => row.name, show: (row) => element("code", {}, row.name), narrow: true},
        {label: "Meaning", value: (row) => row.meaning},
        {label: "For", value: (row) => row.way ?? "a better answer"},
        {
          label: "Filled",
          value: (row) => row.filled,
          show: (row) => (row.filled === null ? "no records" : `${percent(row.filled)} of ${whole(row.records)}`),
          numeric: true,
          narrow: true
        },
        {label: "What would bring it", value: (row) => row.bring || null, narrow: true, ifAny: true}
      ]
    }
  );

import type {File} from "../contract/index.js";
import {decimal, monthYear, percent, whole} from "../shared/formats.js";
import {kindNames} from "../copy/names.js";
import {table} from "./table.js";

type Trust = File<"trust">;

export const priorsTable = (rows: Trust["priors"], weights: Trust["weights"]): Node =>
  table(rows, {
    caption: "Portfolio average, by kind of outcome",
    file: "usual",
    empty: "No outcome is recorded yet.",
    columns: [
      {label: "Outcome", value: (row) => kindNames[row.kind], narrow: true},
      {
        label: "Weight",
        value: (row) => weights[row.kind],
        show: (row) => percent(weights[row.kind]),
        numeric: true,
        narrow: true
      },
      {
        label: "Portfolio average",
        value: (row) => row.base_rate,
        show: (row) => (row.events === 0 ? "not recorded" : row.speaks ? percent(row.base_rate) : "one kind of outcome only"),
        numeric: true,
        narrow: true
      },
      {label: "Recorded", value: (row) => row.events, show: (row) => whole(row.events), numeric: true, narrow: true},
      {label: "Partners with any", value: (row) => row.partners, numeric: true},
      {
        label: "Counts as much as",
        value: (row) => row.strength,
        show: (row) => (row.strength === null ? "–" : `${decimal(row.strength)} outcomes`),
        numeric: true
      }
    ]
  });

export const historyTable = (rows: Trust["history"]): Node =>
  table([...rows].reverse(), {
    caption: "Partners by grade at each month’s end",
    file: "trust-history",
    empty: "No history yet.",
    columns: [
      {label: "At the end of", value: (row) => row.as_of, show: (row) => monthYear(row.as_of), narrow: true},
      {label: "Trusted", value: (row) => row.trusted, numeric: true, narrow: true},
      {label: "Above average", value: (row) => row.candidate, numeric: true},
      {label: "Below average", value: (row) => row.below_typical, numeric: true},
      {label: "At risk", value: (row) => row.at_risk, numeric: true, narrow: true},
      {label: "Not enough data", value: (row) => row.unproven, numeric: true, narrow: true},
      {label: "Not rated", value: (row) => row.not_rated, numeric: true},
      {
        label: "Average score",
        value: (row) => row.average,
        show: (row) => (row.average === null ? "–" : whole(row.average)),
        numeric: true
      }
    ]
  });

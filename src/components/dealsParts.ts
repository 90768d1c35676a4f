import type {File} from "../contract.js";
import {effectTable, ledTable, maturityTable, misledTable, registrationsTable} from "./dealsTables.js";
import {beside, drawing} from "./drawing.js";
import {figure} from "./figure.js";
import {ledFinding} from "./findings.js";
import {capital} from "./format.js";
import type {Parts} from "./parts.js";
import {rates, type Rate} from "./rates.js";
import {dated} from "./words.js";

type Deals = File<"deals">;

/** The places of the page on deals by name. */
export const parts: Parts<Deals> = {
  dated: ({about}) => dated(about),
  led,
  misled: ({led_partners}) => (led_partners.length ? misledTable(led_partners) : ""),
  registrations: ({registrations}) => (registrations.length ? registrationsTable(registrations) : ""),
  effect,
  maturity
};

function led({led: rows}: Deals) {
  const shown = rows.flatMap((d): Rate[] =>
    d.win_rate === null || d.win_lower === null || d.win_upper === null
      ? []
      : [
          {
            label: `${d.customer_size === "all" ? "All" : capital(d.customer_size)}, ${d.leadership === "aligned" ? "rightly led" : "wrongly led"}`,
            value: d.win_rate,
            lower: d.win_lower,
            upper: d.win_upper,
            n: d.deals,
            warn: d.leadership === "misled"
          }
        ]
  );
  if (!shown.length) return "";
  return figure(
    drawing((size) => rates(shown, size), beside),
    {
      title: ledFinding(rows),
      caption: "Share of deals won, by size of the customer and by who led. The line holds the true share nine times in ten.",
      figures: ledTable(rows),
      defined: "leadership_sizes"
    }
  );
}

const involvements: Record<string, string> = {
  with_partner: "With a partner",
  sourced: "Found by a partner",
  influenced: "Joined by a partner"
};

function effect({effect: rows, about}: Deals) {
  if (!rows.length) return "";
  return effectTable(
    rows.map((row) => ({...row, involvement: involvements[row.involvement] ?? row.involvement})),
    about.currency
  );
}

function maturity({maturity: rows}: Deals) {
  const known = rows.filter((row) => row.discount !== null || row.contested !== null);
  return known.length ? maturityTable(known) : "";
}

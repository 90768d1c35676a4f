import type {About, File, RowOf} from "../contract/index.js";
import {closeText, ticketOwners} from "../copy/review.js";
import {counted, money, shortDate} from "../shared/formats.js";
import {howItCame} from "../ui/pageWays.js";
import {table} from "./table.js";

/* The tables of a review. */

type Review = File<"review">;
/** What a sheet holds: the deals of the largest partners would fill ten. */
const onSheet = 30;
const day = (text: string | null): string => (text === null ? "–" : shortDate(text));

/** The open deals of one partner, the largest first. */
export const openDealsTable = (
  rows: readonly RowOf<Review["deals"]>[],
  {as_of, currency}: Pick<About, "as_of" | "currency">
): Node =>
  table(rows, {
    caption: "Open deals, the largest first",
    file: "open-deals",
    first: onSheet,
    empty: "No deals are open.",
    leads: () => howItCame,
    columns: [
      {label: "Customer", value: (d) => d.customer ?? "not recorded", narrow: true},
      {
        label: "Value",
        value: (d) => d.value,
        show: (d) => (d.value === null ? "–" : money(d.value, currency)),
        numeric: true,
        narrow: true
      },
      {label: "Stage", value: (d) => d.stage, show: (d) => d.stage ?? "–", narrow: true},
      {label: "Expected close", value: (d) => d.expected_close_on, show: (d) => closeText(d, as_of), narrow: true},
      {label: "Opened", value: (d) => d.opened_on, show: (d) => day(d.opened_on)},
      {label: "Age", value: (d) => d.age_days, show: (d) => counted(d.age_days, "day"), numeric: true},
      {label: "Stalled", value: (d) => d.stalled, show: (d) => (d.stalled ? "stalled" : "")}
    ]
  });

/** Tickets that concern one partner, by who had to resolve them. */
export const ticketOwnersTable = (rows: readonly RowOf<Review["tickets"]>[]): Node =>
  table(rows, {
    caption: "Tickets by who had to resolve them",
    file: "tickets-by-owner",
    empty: "No tickets.",
    leads: () => howItCame,
    columns: [
      {label: "Resolved by", value: (d) => ticketOwners[d.owner], narrow: true},
      {label: "Tickets", value: (d) => d.tickets, numeric: true, narrow: true},
      {label: "Resolved", value: (d) => d.resolved, numeric: true, narrow: true},
      {label: "With a due day", value: (d) => d.with_due, numeric: true},
      {label: "On time", value: (d) => d.in_time, numeric: true, narrow: true}
    ]
  });

import type {Case, File, RowOf} from "../contract/index.js";
import {precisionName, sinceText} from "../copy/caseColumns.js";
import {signalName} from "../copy/signals.js";
import {statusName} from "../copy/decisions.js";
import {isNamed, plain} from "../copy/say.js";
import {counted, money, percent} from "../shared/formats.js";
import {sentence} from "../ui/words.js";
import {siteLink} from "../shared/address.js";
import {withoutLink} from "../shared/ways.js";
import {nameColumn} from "./figureTables.js";
import {table, type Column} from "./table.js";

type Attention = File<"attention">;

const status = (c: Case): string => (c.news === "resolved" ? "resolved" : statusName(c.status));
const lanes: Record<Case["lane"], string> = {decide: "leadership", do: "account manager"};

/** Every case as one table, found by partner, customer or account manager, and narrowed by kind, lane and status. */
export const casesTable = (cases: readonly Case[], currency: string | null): Node =>
  table(cases, {
    caption: "All cases, those of leadership first",
    file: "cases",
    first: 25,
    find: "Find a partner or person",
    found: (c) => `${plain(c.about)} ${c.owner ?? ""}`,
    inAddress: true,
    filters: [
      {label: "all kinds", name: "kind", noun: "kind", of: (c) => c.kind, say: signalName},
      {label: "all lanes", name: "lane", noun: "lane", of: (c) => c.lane, say: (lane) => lanes[lane as Case["lane"]]},
      {label: "all statuses", name: "status", noun: "status", of: status}
    ],
    empty: "Nothing needs attention now.",
    leads: (c) =>
      isNamed(c.about) || c.owner === null ? null : siteLink(`./owner?${new URLSearchParams({name: c.owner}).toString()}`),
    columns: [
      {label: "What", value: (c) => plain(c.about), show: (c) => sentence(c.about), narrow: true},
      {label: "Account manager", value: (c) => c.owner, narrow: true},
      {label: "Who acts", value: (c) => lanes[c.lane]},
      {label: "Status", value: status, narrow: true, once: true},
      {label: "Since", value: (c) => c.since, show: (c) => sinceText(c) ?? "–"},
      {
        label: "At stake",
        value: (c) => c.stake,
        show: (c) => (c.stake === null || Math.round(c.stake) === 0 ? "–" : money(c.stake, currency)),
        numeric: true,
        narrow: true
      },
      {label: "What to do", value: (c) => plain(c.todo)}
    ],
    more: [
      {label: "Signals", value: (c) => c.signals},
      {label: "How much", value: (c) => c.size},
      {label: "Why", value: (c) => plain(c.why)},
      {label: "Decision", value: (c) => plain(c.decided)},
      {label: "Case", value: (c) => c.id}
    ]
  });

type Due = RowOf<Attention["worklist"]>;

const owner: Column<{owner: string | null}> = {label: "Account manager", value: (row) => row.owner};
const lastOne: Column<Due> = {
  label: "Last one",
  value: (row) => row.days,
  show: (row) => (row.days === null ? "never recorded" : `${counted(row.days, "day")} ago`),
  numeric: true,
  narrow: true
};

/** Business reviews that are overdue. */
export const reviewsTable = (rows: readonly Due[], {withOwner = true, first = 10} = {}): Node =>
  table(
    rows.filter((row) => row.kind === "review_overdue").map((row) => ({...row, id: row.id ?? "", name: row.name ?? ""})),
    {
      caption: "Business reviews overdue, the oldest first",
      file: "reviews",
      first,
      find: "Find a partner",
      empty: "No business review is overdue.",
      columns: [{...nameColumn<Due & {id: string; name: string}>(), narrow: true}, ...(withOwner ? [owner] : []), lastOne]
    }
  );

/** Regular customers without contact. */
export const customersTable = (rows: readonly Due[]): Node =>
  table(
    rows.filter((row) => row.kind === "customer_no_contact"),
    {
      caption: "Customers without contact, the longest first",
      file: "customers_without_contact",
      find: "Find a customer",
      empty: "No customer is without contact for too long.",
      leads: (row) => (row.customer_id === null ? null : withoutLink("customer", row.customer_id)),
      columns: [{label: "Customer", value: (row) => row.customer ?? "an unnamed customer", narrow: true}, lastOne]
    }
  );

/** How often cases were right, by what they were about. */
export const precisionTable = (rows: readonly RowOf<Attention["precision"]>[]): Node =>
  table(rows, {
    caption: "Cases raised long enough ago, and how many of them were right",
    file: "case_precision",
    first: 15,
    empty: "No case was raised long enough ago.",
    leads: (row) => siteLink(`./attention?kind=${row.kind}#cases`),
    columns: [
      {label: "About", value: (row) => precisionName(row.kind), narrow: true},
      {label: "Cases", value: (row) => row.cases, numeric: true, narrow: true},
      {label: "Right", value: (row) => row.right, numeric: true, narrow: true},
      {
        label: "Share",
        value: (row) => row.precision,
        show: (row) => `${percent(row.precision)} (${percent(row.lower)} to ${percent(row.upper)})`,
        numeric: true,
        narrow: true
      }
    ]
  });

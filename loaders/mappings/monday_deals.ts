import {defineMapping} from "./engine/mapping.ts";

const date = ["iso", "ymd", "dmy", "mdy"];
const partner = ["Partner", "Partners", "Channel Partner", "Reseller"];
const customer = ["Accounts", "Account", "Company", "Customer", "Customer Name"];

/**
 * A board of deals exported to Excel: above the headers stand its name and that of the first group; each further group begins with its
 * name and the headers again, and ends with sums. All of these have no item id. Column names as in a public list
 * of a board's columns ("Actual Close Date", "Deal Creation Date", "Item ID (auto generated)"); no public file of a whole board was
 * found, and columns of a board are each company's own.
 */
export const mapping = defineMapping({
  about: "monday.com board of deals, exported to Excel",
  signature: ["Name", "Stage", "Deal Value", "Item ID (auto generated)"],
  table: "deals",
  headerLine: ["Name", "Stage", "Item ID (auto generated)"],
  when: {column: "Item ID (auto generated)", matches: "[0-9]+"},
  deleted: {column: ["State", "Item state"], optional: true, is: ["deleted"]},
  columns: {
    deal_id: {from: "Item ID (auto generated)"},
    partner_id: {hashOf: [partner], optional: true},
    customer_id: {hashOf: [customer], optional: true, empty: {hashOf: ["Name"]}},
    rep_id: {hashOf: ["Owner"], optional: true},
    opened_on: {
      from: [
        "Deal Creation Date",
        "Deal creation date",
        "Creation Date",
        "Creation log",
        "Created Date",
        "Created",
        "Created at",
        "Date created"
      ],
      date
    },
    closed_on: {
      from: ["Actual Close Date", "Close Date", "Closed Date"],
      optional: true,
      date,
      when: {canonical: "status", is: ["won", "lost"]}
    },
    status: {
      from: "Stage",
      lower: true,
      values: {
        won: "won",
        "closed won": "won",
        lost: "lost",
        "closed lost": "lost",
        new: "open",
        lead: "open",
        discovery: "open",
        proposal: "open",
        negotiation: "open",
        legal: "open",
        qualified: "open"
      }
    },
    amount: {
      from: "Deal Value",
      strip: "currency",
      thousands: ",",
      sign: "positive",
      empty: {constant: "0", when: {canonical: "status", not: "won"}}
    },
    refunded: {from: "Deal Value", strip: "currency", thousands: ",", sign: "negative"},
    stage: {from: "Stage"},
    expected_close_on: {
      from: ["Expected Close Date", "Expected close date", "Forecast Close Date"],
      optional: true,
      date,
      when: {canonical: "status", is: "open"}
    },
    currency: {from: "Currency", optional: true}
  },
  names: {
    partner_id: {from: partner, optional: true},
    customer_id: {from: customer, optional: true},
    rep_id: {from: "Owner", optional: true}
  }
});

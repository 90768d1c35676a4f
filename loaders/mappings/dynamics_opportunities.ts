import {defineMapping} from "./engine/mapping.ts";

// Deleted records: a view, and so its workbook, leaves them out. By the names of the table, with IsDelete, see
// dynamics_opportunity_table.

const date = ["iso", "mdy", "dmy"];
const closed = {canonical: "status", is: ["won", "lost"]};
const won = {canonical: "status", is: "won"};
const money = {optional: true, strip: "currency", thousands: ","} as const;
const actual = ["Actual Revenue", "Act. Revenue"];
const actualBase = ["Actual Revenue (Base)", "Act. Revenue (Base)"];
const estimatedBase = ["Est. Revenue (Base)", "Estimated Revenue (Base)"];
const estimatedUnconverted = {column: estimatedBase, optional: true, filled: false};
const currency = {
  from: "Currency",
  optional: true,
  lower: true,
  values: {
    "us dollar": "USD",
    usd: "USD",
    euro: "EUR",
    eur: "EUR",
    "pound sterling": "GBP",
    gbp: "GBP",
    "swiss franc": "CHF",
    chf: "CHF",
    yen: "JPY",
    jpy: "JPY",
    "canadian dollar": "CAD",
    cad: "CAD",
    "australian dollar": "AUD",
    aud: "AUD"
  }
};
const customer = ["Potential Customer", "Account", "Customer"];
const partner = ["Partner Account", "Partner", "Channel Partner", "Reseller"];

/**
 * The workbook of "Export to Excel": its first sheet is the view, a hidden one behind it holds lists and is not read. The columns
 * "(Do Not Modify) …" are in public files for leads and contacts; no public file of opportunities was found, so the other headers are
 * those of the product's forms. Est. Close Date is a planned day and is never the closing day: add Actual Close Date to the view.
 */
export const mapping = defineMapping({
  about: "Dynamics 365 Sales opportunities, exported to Excel",
  signature: ["(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum"],
  table: "deals",
  columns: {
    deal_id: {from: "(Do Not Modify) Opportunity"},
    partner_id: {hashOf: [partner], optional: true},
    customer_id: {hashOf: [customer]},
    rep_id: {hashOf: ["Owner"], optional: true},
    opened_on: {from: "Created On", date},
    closed_on: {from: ["Actual Close Date", "Actual Close", "Closed On"], optional: true, date, when: closed},
    status: {
      from: ["Status", "Status Reason"],
      lower: true,
      values: {
        open: "open",
        "in progress": "open",
        "on hold": "open",
        won: "won",
        lost: "lost",
        canceled: "lost",
        cancelled: "lost",
        "out-sold": "lost"
      }
    },
    amount: {
      from: actualBase,
      ...money,
      when: won,
      empty: [
        {from: actual, ...money, when: won},
        {from: estimatedBase, ...money},
        {from: ["Est. Revenue", "Estimated Revenue", "Total Amount"], ...money},
        {constant: "0", when: {canonical: "status", not: "won"}}
      ]
    },
    // none where the amount is one in the base currency, which the reporting currency is
    currency: {
      ...currency,
      when: [won, {column: actualBase, optional: true, filled: false}, {column: actual, optional: true, filled: true}],
      empty: [
        {...currency, when: [{canonical: "status", not: "won"}, estimatedUnconverted]},
        {
          ...currency,
          when: [
            won,
            estimatedUnconverted,
            {column: actualBase, optional: true, filled: false},
            {column: actual, optional: true, filled: false}
          ]
        }
      ]
    },
    stage: {from: ["Pipeline Phase", "Sales Stage"], optional: true},
    expected_close_on: {
      from: ["Est. Close Date", "Est. close date", "Estimated Close Date"],
      optional: true,
      date,
      when: {canonical: "status", is: "open"}
    },
    probability: {from: ["Probability", "Close Probability"], optional: true, strip: ["%"]},
    updated_at: {from: "(Do Not Modify) Modified On", date}
  },
  names: {
    partner_id: {from: partner, optional: true},
    customer_id: {from: customer},
    rep_id: {from: "Owner", optional: true}
  }
});

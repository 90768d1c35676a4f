import {defineMapping} from "./engine/mapping.ts";

// Headers: labels of Salesforce's report export, as public readers of such files name them.
// Deleted records: a report leaves them out. By the names of the API, with IsDeleted, see salesforce_opportunities.

const amount = ["Amount (converted)", "Amount"];

/** A report has labels instead of API names, seldom an id, and lines after its records. Its days are written as the exporting user's locale has them: US here. */
export const mapping = defineMapping({
  about: "Salesforce report on opportunities, exported as CSV (details only)",
  signature: ["Opportunity Name", "Account Name", "Stage", "Close Date"],
  table: "deals",
  trailer: [
    "Grand Totals?.*",
    "Total Records?.*",
    "Confidential Information - Do Not Distribute",
    String.raw`Copyright .*salesforce\.com.*`
  ],
  columns: {
    deal_id: {
      from: ["Opportunity ID", "Opportunity Id"],
      idForm: "salesforce",
      optional: true,
      empty: {hashOf: ["Account Name", "Opportunity Name", "Created Date"]}
    },
    partner_id: {
      from: ["Partner Account ID", "Partner Account Id"],
      idForm: "salesforce",
      optional: true,
      empty: {hashOf: ["Partner Account"], optional: true}
    },
    customer_id: {from: ["Account ID", "Account Id"], idForm: "salesforce", optional: true, empty: {hashOf: ["Account Name"]}},
    rep_id: {hashOf: ["Opportunity Owner"], optional: true},
    opened_on: {from: "Created Date", date: ["%m/%d/%Y", "%m/%d/%Y %I:%M %p", "%m/%d/%Y, %I:%M %p", "iso"]},
    closed_on: {
      from: "Close Date",
      date: ["%m/%d/%Y", "iso"],
      when: {canonical: "status", is: ["won", "lost"]}
    },
    status: {
      from: "Stage",
      lower: true,
      values: {
        "closed won": "won",
        "closed lost": "lost",
        prospecting: "open",
        qualification: "open",
        "needs analysis": "open",
        "value proposition": "open",
        "id. decision makers": "open",
        "perception analysis": "open",
        "proposal/price quote": "open",
        proposal: "open",
        "negotiation/review": "open",
        negotiation: "open"
      }
    },
    amount: {
      from: amount,
      thousands: ",",
      strip: "currency",
      sign: "positive",
      empty: {constant: "0", when: {canonical: "status", not: "won"}}
    },
    refunded: {from: amount, thousands: ",", strip: "currency", sign: "negative"},
    // of a pair of amounts that is converted, the currency is converted too; a formatted amount carries its own
    currency: {
      from: ["Amount (converted) Currency", "Amount Currency", "Opportunity Currency"],
      optional: true,
      empty: {from: amount, find: "currency"}
    },
    stage: {from: "Stage"},
    expected_close_on: {from: "Close Date", date: ["%m/%d/%Y", "iso"], when: {canonical: "status", is: "open"}},
    probability: {from: "Probability (%)", optional: true, strip: ["%"]},
    region: {from: "Territory Region", optional: true}
  },
  names: {
    partner_id: {from: "Partner Account", optional: true},
    customer_id: {from: "Account Name"},
    rep_id: {from: "Opportunity Owner", optional: true}
  }
});

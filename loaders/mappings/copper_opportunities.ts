import {defineMapping} from "./engine/mapping.ts";

// Deleted records: they are in no export.

const date = ["iso", "mdy", "dmy"];
const partner = ["Partner", "Channel Partner", "Reseller", "Referral Partner"];

/**
 * Headers as in a public description of Copper's exports ("Owned By", "Owner Id", "Created At", days such as 1/6/2025), which lists
 * companies; no public file of opportunities was found, so the others are the product's names of its default fields.
 * An export has nothing of what was deleted.
 */
export const mapping = defineMapping({
  about: "Copper opportunities, exported as CSV",
  signature: ["Pipeline", "Win Probability", "Owned By", "Close Date", "Status"],
  table: "deals",
  columns: {
    deal_id: {
      from: ["Copper ID", "Opportunity ID", "Id", "ID"],
      optional: true,
      empty: {hashOf: [["Name", "Opportunity Name"], ["Company", "Company Name"], "Created At"]}
    },
    partner_id: {hashOf: [partner], optional: true},
    customer_id: {
      from: ["Company ID", "Company Id"],
      optional: true,
      empty: {hashOf: [["Company", "Company Name", "Primary Contact"]], optional: true}
    },
    rep_id: {from: "Owner Id", optional: true, empty: {hashOf: ["Owned By"]}},
    opened_on: {from: "Created At", date},
    closed_on: {from: "Close Date", date, when: {canonical: "status", is: ["won", "lost"]}},
    status: {from: "Status", lower: true, values: {open: "open", won: "won", lost: "lost", abandoned: "lost"}},
    amount: {
      from: ["Value", "Monetary Value"],
      strip: "currency",
      thousands: ",",
      sign: "positive",
      empty: {constant: "0", when: {canonical: "status", not: "won"}}
    },
    refunded: {from: ["Value", "Monetary Value"], strip: "currency", thousands: ",", sign: "negative"},
    currency: {from: "Currency", optional: true},
    stage: {from: ["Stage", "Pipeline Stage"], optional: true},
    expected_close_on: {from: "Close Date", date, when: {canonical: "status", is: "open"}},
    probability: {from: "Win Probability", strip: ["%"]},
    updated_at: {from: "Updated At", optional: true, date}
  },
  names: {
    partner_id: {from: partner, optional: true},
    customer_id: {from: ["Company", "Company Name"], optional: true},
    rep_id: {from: "Owned By"}
  }
});

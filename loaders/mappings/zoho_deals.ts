import {defineMapping} from "./engine/mapping.ts";

const date = ["iso", "ymd", "mdy", "dmy"];
const closed = {canonical: "status", is: ["won", "lost"]};
const partner = ["Partner Name", "Partner Account", "Partner", "Reseller", "Channel Partner"];

/**
 * Headers as public readers of module exports name them ("Record Id", "Account Name.id", "Deal Owner.id"). Closing Date is the expected
 * one while a deal is open. Which column names the partner differs from company to company: a lookup field of your own, by one of the
 * usual names here. An export of the module has no deleted deals; zoho_deleted_deals reads the list of them.
 */
export const mapping = defineMapping({
  about: "Zoho CRM deals, exported from the module",
  signature: ["Record Id", "Deal Name", "Stage", "Closing Date"],
  table: "deals",
  deleted: {column: ["Record Status", "Record_Status__s", "$state"], optional: true, is: ["Trash", "Deleted"]},
  columns: {
    deal_id: {from: "Record Id"},
    partner_id: {from: partner.map((p) => `${p}.id`), optional: true, empty: {hashOf: [partner], optional: true}},
    customer_id: {from: "Account Name.id", optional: true, empty: {hashOf: ["Account Name"]}},
    rep_id: {from: "Deal Owner.id", optional: true, empty: {hashOf: ["Deal Owner"], optional: true}},
    opened_on: {from: "Created Time", date},
    closed_on: {from: "Closing Date", date, when: closed},
    status: {
      from: "Stage",
      lower: true,
      values: {
        "closed won": "won",
        "closed lost": "lost",
        "closed lost to competition": "lost",
        "closed-lost to competition": "lost",
        qualification: "open",
        "needs analysis": "open",
        "value proposition": "open",
        "identify decision makers": "open",
        "id. decision makers": "open",
        "perception analysis": "open",
        "proposal/price quote": "open",
        "proposal/quote": "open",
        "negotiation/review": "open",
        negotiation: "open"
      }
    },
    amount: {
      from: "Amount",
      strip: "currency",
      thousands: ",",
      sign: "positive",
      empty: {constant: "0", when: {canonical: "status", not: "won"}}
    },
    refunded: {from: "Amount", strip: "currency", thousands: ",", sign: "negative"},
    currency: {from: "Currency", optional: true},
    found_by: {
      from: "Lead Source",
      optional: true,
      lower: true,
      values: {partner: "partner", "external referral": "partner", "sales partner": "partner"},
      others: ""
    },
    stage: {from: "Stage"},
    expected_close_on: {from: "Closing Date", date, when: {canonical: "status", is: "open"}},
    probability: {from: ["Probability (%)", "Probability"], optional: true, strip: ["%"]},
    updated_at: {from: "Modified Time", optional: true, date}
  },
  names: {
    partner_id: {from: partner, optional: true},
    customer_id: {from: "Account Name"},
    rep_id: {from: "Deal Owner", optional: true}
  }
});

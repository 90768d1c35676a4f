import {defineMapping} from "./engine/mapping.ts";

const stage = ["Deal Stage", "dealstage"];
const companies = ["Associated Company IDs (Primary)", "Associated Company IDs", "Associated Company ID", "associatedcompanyid"];
const partner = ["Associated Company IDs (Partner)", "Partner Company ID", "partner_id"];

/** An export names a stage alone or with its pipeline: "Closed won (Sales Pipeline)". Close Date is the expected one while a deal is open. */
export const mapping = defineMapping({
  about: "HubSpot deals, by labels or internal names",
  signature: [
    ["Record ID", "Deal Name", "Deal Stage"],
    ["dealname", "dealstage"]
  ],
  table: "deals",
  columns: {
    deal_id: {from: ["Record ID", "hs_object_id", "Deal ID", "id"]},
    partner_id: {from: partner, optional: true, split: ";"},
    customer_id: {
      from: companies,
      optional: true,
      split: ";",
      empty: {hashOf: [["Associated Company (Primary)", "Associated Company"]], optional: true}
    },
    rep_id: {from: "hubspot_owner_id", optional: true, empty: {hashOf: ["Deal owner"], optional: true}},
    opened_on: {from: ["Create Date", "createdate"], date: ["iso", "%Y-%m-%d %H:%M:%S"]},
    closed_on: {
      from: ["Close Date", "closedate"],
      date: ["iso", "%Y-%m-%d %H:%M:%S"],
      when: {canonical: "status", is: ["won", "lost"]}
    },
    status: {
      cases: [
        {when: {column: ["Is Closed Won", "hs_is_closed_won"], optional: true, is: ["true", "yes", "1"]}, then: "won"},
        {when: {column: stage, matches: String.raw`closed ?won( \(.*\))?`}, then: "won"},
        {when: {column: ["Is Closed Lost", "hs_is_closed_lost"], optional: true, is: ["true", "yes", "1"]}, then: "lost"},
        {when: {column: stage, matches: String.raw`closed ?lost( \(.*\))?`}, then: "lost"},
        {when: {column: ["Is Deal Closed?", "hs_is_closed"], optional: true, is: ["false", "no", "0"]}, then: "open"},
        {
          when: {
            column: stage,
            matches: String.raw`(appointment ?scheduled|qualified ?to ?buy|presentation ?scheduled|decision ?maker ?bought-? ?in|contract ?sent)( \(.*\))?`
          },
          then: "open"
        }
      ]
    },
    amount: {from: "Amount", sign: "positive", empty: {constant: "0", when: {canonical: "status", not: "won"}}},
    refunded: {from: "Amount", sign: "negative"},
    currency: {from: ["Currency", "deal_currency_code"], optional: true},
    updated_at: {from: ["Last Modified Date", "hs_lastmodifieddate"], optional: true}
  },
  names: {
    partner_id: {from: ["Associated Company (Partner)", "Partner Company"], optional: true, split: ";"},
    customer_id: {from: ["Associated Company (Primary)", "Associated Company"], optional: true, split: ";"},
    rep_id: {from: "Deal owner", optional: true}
  }
});

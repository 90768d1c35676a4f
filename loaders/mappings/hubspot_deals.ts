import {defineMapping} from "./engine/mapping.ts";

// Headers: labels of HubSpot's export and its internal names, as its documentation and public readers name them. The API's records,
// {"id", "properties": {…}, "associations": {…}}, are read as they come.

const stage = ["Deal Stage", "dealstage"];
const companies = [
  "Associated Company IDs (Primary)",
  "Associated Company IDs",
  "Associated Company ID",
  "associations.companies.results[].id",
  "associatedcompanyid"
];
const partner = ["Associated Company IDs (Partner)", "Partner Company ID", "partner_id"];

/** HubSpot has turned these amounts into the company's currency, which the reporting currency is: no rates are needed for them. */
const inCompanyCurrency = ["Amount in company currency", "amount_in_home_currency"];
const unconverted = {column: inCompanyCurrency, optional: true, filled: false};

/** Exports write days and times; the earlier API, and warehouses that copy it, count milliseconds. */
const date = ["iso", "%Y-%m-%d %H:%M:%S", "epoch_ms"];

/** HubSpot keeps probabilities as shares of 1. The seller's own (forecast) says more than the stage's. */
const share = {optional: true, unit: "fraction"} as const;

/** An export names a stage alone or with its pipeline: "Closed won (Sales Pipeline)". Close Date is the expected one while a deal is open. */
export const mapping = defineMapping({
  about: "HubSpot deals, by labels or internal names",
  signature: [
    ["Record ID", "Deal Name", "Deal Stage"],
    ["dealname", "dealstage"]
  ],
  table: "deals",
  deleted: {
    any: [
      {column: ["is_deleted", "isDeleted", "archived"], optional: true, is: ["true", "1"]},
      {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
    ]
  },
  merged: {from: ["Merged Deal IDs", "Merged record IDs", "hs_merged_object_ids"], split: [";", ",", "|", "\n"]},
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
    opened_on: {from: ["Create Date", "createdate"], date},
    closed_on: {
      from: ["Close Date", "closedate"],
      date,
      when: {canonical: "status", is: ["won", "lost"]}
    },
    status: {
      cases: [
        {when: {column: ["Is Closed Won", "hs_is_closed_won"], optional: true, is: ["true", "yes", "1"]}, then: "won"},
        {when: {column: stage, matches: String.raw`closed ?won( \(.*\))?`}, then: "won"},
        {when: {column: ["Is Closed Lost", "hs_is_closed_lost"], optional: true, is: ["true", "yes", "1"]}, then: "lost"},
        {when: {column: stage, matches: String.raw`closed ?lost( \(.*\))?`}, then: "lost"},
        {
          when: [
            {column: ["Is Deal Closed?", "hs_is_closed"], optional: true, is: ["true", "yes", "1"]},
            {column: ["Is Closed Won", "hs_is_closed_won"], optional: true, is: ["false", "no", "0"]}
          ],
          then: "lost"
        },
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
    amount: {
      from: inCompanyCurrency,
      optional: true,
      sign: "positive",
      empty: [
        {from: "Amount", sign: "positive"},
        {constant: "0", when: {canonical: "status", not: "won"}}
      ]
    },
    refunded: {
      from: inCompanyCurrency,
      optional: true,
      sign: "negative",
      empty: {from: "Amount", sign: "negative", when: unconverted}
    },
    currency: {from: ["Currency", "deal_currency_code"], optional: true, when: unconverted},
    stage: {from: stage},
    expected_close_on: {
      from: ["Close Date", "closedate"],
      date,
      when: {canonical: "status", is: "open"}
    },
    probability: {
      from: ["Forecast probability", "hs_forecast_probability"],
      ...share,
      empty: {from: ["Deal probability", "hs_deal_stage_probability"], ...share}
    },
    updated_at: {from: ["Last Modified Date", "hs_lastmodifieddate"], date, optional: true}
  },
  names: {
    partner_id: {from: ["Associated Company (Partner)", "Partner Company"], optional: true, split: ";"},
    customer_id: {from: ["Associated Company (Primary)", "Associated Company"], optional: true, split: ";"},
    rep_id: {from: "Deal owner", optional: true}
  }
});

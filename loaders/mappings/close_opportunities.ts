import {defineMapping} from "./engine/mapping.ts";

// Deleted records: they are in no export, and only the event log of the API tells of them.

/** Behind the value of one that recurs. */
const periods = ["monthly", "annual", "annually"];
const partner = ["custom.Partner", "custom.partner", "Partner", "partner_name"];

/**
 * Field names of Close's opportunities as public readers ask for them (id, lead_id, status_type, value_currency, date_won, date_lost).
 * `value` counts cents there, so the amount is read from `value_formatted`. A monthly or annual value is the one of its period, as it
 * stands. The partner is a custom field: name it Partner, or copy this mapping. Neither the export
 * nor the API has what was deleted.
 */
export const mapping = defineMapping({
  about: "Close opportunities, exported as CSV or by API names",
  signature: ["id", "lead_id", "status_type", "value_formatted", "date_created"],
  table: "deals",
  columns: {
    deal_id: {from: "id"},
    partner_id: {hashOf: [partner], optional: true},
    customer_id: {from: "lead_id"},
    rep_id: {from: "user_id", optional: true, empty: {hashOf: ["user_name"], optional: true}},
    opened_on: {from: "date_created"},
    closed_on: {
      from: "date_won",
      optional: true,
      when: {canonical: "status", is: "won"},
      empty: {from: "date_lost", optional: true, when: {canonical: "status", is: "lost"}}
    },
    status: {from: "status_type", lower: true, values: {active: "open", won: "won", lost: "lost"}},
    amount: {
      from: "value_formatted",
      strip: ["currency", ...periods],
      thousands: ",",
      sign: "positive",
      empty: {constant: "0", when: {canonical: "status", not: "won"}}
    },
    refunded: {from: "value_formatted", strip: ["currency", ...periods], thousands: ",", sign: "negative"},
    currency: {from: "value_currency", optional: true},
    stage: {from: ["status_label", "status_display_name"], optional: true},
    probability: {from: "confidence", optional: true, strip: ["%"]},
    updated_at: {from: "date_updated", optional: true}
  },
  names: {
    partner_id: {from: partner, optional: true},
    customer_id: {from: "lead_name", optional: true},
    rep_id: {from: "user_name", optional: true}
  }
});

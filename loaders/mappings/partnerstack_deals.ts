import {defineMapping} from "./engine/mapping.ts";

// Headers: PartnerStack's reports, as its documentation lists them; no public export was found.
// Deleted records: no public description of the report names a column for them.

const date = ["iso", "%b %d, %Y", "%B %d, %Y"];

/** The report has neither an id nor the day a deal was opened; without a column for it, the measure date stands for both days. */
export const mapping = defineMapping({
  about: "PartnerStack deals report",
  signature: ["Stage", "Account name", "Partner", "Partner key", "Expected revenue", "Measure date"],
  table: "deals",
  columns: {
    deal_id: {from: ["Deal key", "Key"], optional: true, empty: {hashOf: ["Partner key", "Account name", "Name"]}},
    partner_id: {from: "Partner key"},
    customer_id: {hashOf: ["Account name"]},
    rep_id: {hashOf: ["Partner Manager"], optional: true},
    opened_on: {from: ["Created at", "Created date", "Submitted"], optional: true, date, empty: {from: "Measure date", date}},
    closed_on: {
      from: ["Closed at", "Close date", "Closed date"],
      optional: true,
      date,
      when: {canonical: "status", is: ["won", "lost"]},
      empty: {from: "Measure date", date, when: {canonical: "status", is: ["won", "lost"]}}
    },
    status: {
      from: "Stage",
      lower: true,
      values: {
        "closed won": "won",
        won: "won",
        "closed lost": "lost",
        lost: "lost",
        new: "open",
        open: "open",
        pending: "open",
        registered: "open",
        approved: "open",
        accepted: "open",
        qualified: "open",
        "in progress": "open",
        demo: "open",
        proposal: "open",
        negotiation: "open"
      }
    },
    amount: {
      from: "Associated revenue",
      optional: true,
      strip: ["$"],
      thousands: ",",
      when: {canonical: "status", is: "won"},
      empty: {from: "Expected revenue", strip: ["$"]}
    },
    found_by: {constant: "partner"},
    stage: {from: "Stage"}
  },
  names: {partner_id: {from: "Partner"}, customer_id: {from: "Account name"}, rep_id: {from: "Partner Manager", optional: true}}
});

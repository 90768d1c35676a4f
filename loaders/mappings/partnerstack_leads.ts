import {defineMapping} from "./engine/mapping.ts";

// Headers: PartnerStack's reports, as its documentation lists them; no public export was found.
// Deleted records: no public description of the report names a column for them.

const date = ["iso", "%b %d, %Y", "%B %d, %Y"];

/** The list on one partner's page does not say whose it is: add a column "Partner key". The lead's e-mail address is not wanted and never read. */
export const mapping = defineMapping({
  about: "PartnerStack leads: what partners handed to us",
  signature: ["Lead", "Status", "Customer", "Submitted"],
  table: "referrals",
  columns: {
    referral_id: {from: ["Lead key", "Key"], optional: true, empty: {hashOf: [["Partner key", "Partner"], "Lead", "Submitted"]}},
    partner_id: {from: "Partner key", optional: true, empty: {hashOf: ["Partner"], optional: true}},
    direction: {constant: "received"},
    customer_id: {hashOf: ["Customer"]},
    made_on: {from: "Submitted", date},
    answered_on: {from: ["Accepted at", "Decided at", "Updated"], optional: true, date},
    outcome: {
      from: "Status",
      lower: true,
      values: {
        pending: "pending",
        new: "pending",
        submitted: "pending",
        "in review": "pending",
        accepted: "accepted",
        approved: "accepted",
        qualified: "accepted",
        converted: "accepted",
        won: "accepted",
        rejected: "rejected",
        declined: "rejected",
        disqualified: "rejected",
        lost: "rejected"
      }
    }
  },
  names: {customer_id: {from: "Customer"}, partner_id: {from: "Partner", optional: true}}
});

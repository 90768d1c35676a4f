import {defineMapping} from "./engine/mapping.ts";

// Deleted records: a referral can be closed, not deleted; the export has no status for it.

const date = ["iso", "mdy", "dmy"];

/**
 * Column names as Microsoft's page "Referral insights download: data definitions" lists them for leads; co-sell downloads have the same
 * first columns and a direction. Microsoft is the partner. A lead comes from Microsoft; a co-sell deal says who began it.
 */
export const mapping = defineMapping({
  about: "Microsoft Partner Center referrals: leads and co-sell deals",
  signature: ["Referral ID", "Creation Date", "Customer Name", "Status", "Status Reason"],
  table: "referrals",
  columns: {
    referral_id: {from: "Referral ID"},
    partner_id: {constant: "microsoft"},
    direction: {
      from: ["Direction", "Referral direction", "Referral Direction"],
      optional: true,
      lower: true,
      values: {inbound: "received", incoming: "received", outbound: "given", outgoing: "given"},
      empty: "received"
    },
    customer_id: {hashOf: ["Customer Name"]},
    made_on: {from: "Creation Date", date},
    answered_on: {
      from: ["Accepted Date", "Accepted date"],
      optional: true,
      date,
      when: {canonical: "outcome", is: ["accepted", "rejected"]}
    },
    // what is closed says only in its reason how: a lead that was declined, or not answered in time, was never accepted
    outcome: {
      from: ["Substatus", "Sub status", "Status Reason"],
      lower: true,
      when: {column: "Status", is: "Closed"},
      values: {won: "accepted", lost: "accepted", declined: "rejected", expired: "rejected", error: "rejected"},
      others: "accepted",
      empty: {
        from: "Status",
        lower: true,
        values: {
          new: "pending",
          pending: "pending",
          received: "pending",
          active: "accepted",
          accepted: "accepted",
          engaged: "accepted",
          won: "accepted",
          closed: "accepted",
          lost: "accepted",
          declined: "rejected",
          expired: "rejected",
          error: "rejected"
        }
      }
    },
    value: {from: ["Lead value (USD)", "Deal value (USD)", "Lead value", "Deal value"], optional: true, thousands: ",", round: 2},
    updated_at: {from: "Updated Date", optional: true, date}
  },
  names: {partner_id: {constant: "Microsoft"}, customer_id: {from: "Customer Name"}}
});

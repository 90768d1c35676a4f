import {defineMapping} from "./engine/mapping.ts";

// Deleted records: the export has no column or status for them; an opportunity that is given up is closed as lost.

const date = ["mdy", "iso"];

/**
 * Headers of the bulk export as in public code that makes such files ("Date Created(MM/DD/YYYY)", "Opportunity Ownership"). AWS is the
 * partner: what AWS passes on was received, what we enter was given. The value is the customer's software value where there is one, since the
 * monthly revenue of AWS is not ours.
 */
export const mapping = defineMapping({
  about: "AWS Partner Central (ACE) opportunities, exported in bulk",
  signature: ["Opportunity Id", "Customer Company Name", "Partner Project Title", "Opportunity Ownership"],
  table: "referrals",
  columns: {
    referral_id: {from: "Opportunity Id", prefix: "ace-"},
    partner_id: {constant: "aws"},
    direction: {
      from: "Opportunity Ownership",
      lower: true,
      values: {
        "aws referral": "received",
        "aws originated": "received",
        "partner referral": "given",
        "partner originated": "given"
      }
    },
    customer_id: {hashOf: ["Customer Company Name"]},
    made_on: {from: ["Date Created(MM/DD/YYYY)", "Date Submitted(MM/DD/YYYY)", "Created Date"], date},
    answered_on: {
      from: ["Date Approved/Rejected(MM/DD/YYYY)"],
      optional: true,
      date,
      when: {canonical: "outcome", is: ["accepted", "rejected"]}
    },
    outcome: {
      from: "Status",
      lower: true,
      values: {
        approved: "accepted",
        accepted: "accepted",
        rejected: "rejected",
        declined: "rejected",
        expired: "rejected",
        draft: "pending",
        submitted: "pending",
        "pending submission": "pending",
        "in review": "pending",
        "in-review": "pending",
        "action required": "pending"
      }
    },
    deal_id: {from: "Deal ID", optional: true},
    value: {from: "Customer Software Value", optional: true, strip: "currency", thousands: ","},
    updated_at: {from: ["Last Updated Date(MM/DD/YYYY)", "Last Modified Date"], optional: true, date}
  },
  names: {partner_id: {constant: "Amazon Web Services"}, customer_id: {from: "Customer Company Name"}}
});

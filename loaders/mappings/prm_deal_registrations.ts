import {defineMapping} from "./engine/mapping.ts";

const date = ["iso", "mdy", "dmy"];
const stage = ["Deal Stage", "Opportunity Stage", "Deal Status", "Opportunity Status", "Sales Stage"];
const partner = ["Partner Company", "Partner Name", "Partner Account", "Reseller"];
const customer = ["End Customer", "Customer Company", "Customer Name", "End User", "Account Name"];

/**
 * Deal registrations of a partner portal (Impartner, ZINFI and their like). Portals name columns as their customers like: these are those
 * of public portal code (liferay's dealRegistrationColumnKey.ts); no public export of either product was found. A registration says
 * nothing of what became of the deal, so the export needs its stage too; without it "npx handshake map" asks for it.
 */
export const mapping = defineMapping({
  about: "Deal registrations of a partner portal (Impartner, ZINFI and their like), with the stage of the deal",
  signature: [
    ["Registration Status", "Submitted Date", "Deal Stage"],
    ["Registration Status", "Submitted Date", "Opportunity Stage"],
    ["Registration Status", "Submitted Date", "Deal Status"],
    ["Registration Status", "Submitted Date", "Opportunity Status"],
    ["Registration Status", "Submitted Date", "Sales Stage"]
  ],
  table: "deals",
  deleted: {column: "Registration Status", is: "Deleted"},
  columns: {
    deal_id: {from: ["Registration Number", "Registration ID", "Deal Registration ID", "Deal ID"]},
    partner_id: {
      from: ["Partner Account ID", "Partner ID"],
      optional: true,
      empty: {hashOf: [partner], optional: true}
    },
    customer_id: {hashOf: [customer]},
    opened_on: {from: "Submitted Date", date},
    closed_on: {
      from: ["Actual Close Date", "Closed Date", "Close Date"],
      optional: true,
      date,
      when: {canonical: "status", is: ["won", "lost"]}
    },
    status: {
      from: stage,
      lower: true,
      values: {
        open: "open",
        "in progress": "open",
        qualification: "open",
        qualified: "open",
        proposal: "open",
        negotiation: "open",
        won: "won",
        "closed won": "won",
        lost: "lost",
        "closed lost": "lost"
      }
    },
    amount: {
      from: ["Deal Value", "Amount", "Estimated Value", "Deal Amount"],
      strip: "currency",
      thousands: ",",
      sign: "positive",
      empty: {constant: "0", when: {canonical: "status", not: "won"}}
    },
    refunded: {
      from: ["Deal Value", "Amount", "Estimated Value", "Deal Amount"],
      strip: "currency",
      thousands: ",",
      sign: "negative"
    },
    currency: {from: "Currency", optional: true},
    found_by: {constant: "partner"},
    registered_on: {from: "Submitted Date", date},
    decided_on: {from: ["Decision Date", "Approved Date", "Approval Date"], optional: true, date},
    registration: {
      from: "Registration Status",
      lower: true,
      values: {
        approved: "approved",
        converted: "approved",
        registered: "approved",
        closed: "approved",
        expired: "approved",
        rejected: "rejected",
        denied: "rejected",
        declined: "rejected",
        pending: "pending",
        submitted: "pending",
        "in review": "pending",
        draft: "pending"
      }
    },
    product: {from: ["Product Line", "Product"], optional: true}
  },
  names: {
    partner_id: {from: partner, optional: true},
    customer_id: {from: customer}
  }
});

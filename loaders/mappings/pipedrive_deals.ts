import {defineMapping} from "./engine/mapping.ts";

const date = ["iso", "%Y-%m-%d %H:%M:%S"];
const closed = {canonical: "status", is: ["won", "lost"]};
const partner = ["Deal - Channel partner", "Deal - Partner", "Deal - Reseller", "Deal - Referral partner", "Deal - Referred by"];

/**
 * Headers as public readers of Pipedrive's exports name them ("Deal - Title", "Deal - Currency of Value"). Status tells what became of a
 * deal, stage only how far it came. 0000-00-00 means nothing. The partner is a field of your own, by one of the usual names here.
 */
export const mapping = defineMapping({
  about: "Pipedrive deals, exported from the list view",
  signature: ["Deal - ID", "Deal - Status", "Deal - Value", "Deal - Deal created"],
  table: "deals",
  deleted: {
    any: [
      {column: "Deal - Status", is: "Deleted"},
      {column: ["Deal - Deleted", "Deal - Is deleted"], optional: true, is: ["true", "yes", "1"]}
    ]
  },
  columns: {
    deal_id: {from: "Deal - ID"},
    partner_id: {hashOf: [partner], optional: true},
    customer_id: {
      from: "Deal - Organization ID",
      optional: true,
      empty: {hashOf: [["Deal - Organization", "Deal - Contact person"]], optional: true}
    },
    rep_id: {hashOf: ["Deal - Owner"], optional: true},
    opened_on: {from: "Deal - Deal created", date},
    closed_on: {
      from: "Deal - Deal closed on",
      optional: true,
      date,
      when: closed,
      empty: [
        {from: "Deal - Won time", optional: true, date, when: {canonical: "status", is: "won"}},
        {from: "Deal - Lost time", optional: true, date, when: {canonical: "status", is: "lost"}}
      ]
    },
    status: {from: "Deal - Status", lower: true, values: {open: "open", won: "won", lost: "lost"}},
    amount: {
      from: "Deal - Value",
      strip: "currency",
      thousands: ",",
      sign: "positive",
      empty: {constant: "0", when: {canonical: "status", not: "won"}}
    },
    refunded: {from: "Deal - Value", strip: "currency", thousands: ",", sign: "negative"},
    currency: {from: ["Deal - Currency of Value", "Deal - Currency of value", "Deal - Currency"], optional: true},
    stage: {from: "Deal - Stage", optional: true},
    expected_close_on: {from: "Deal - Expected close date", optional: true, date, when: {canonical: "status", is: "open"}},
    probability: {from: ["Deal - Probability", "Deal - Deal probability"], optional: true, strip: ["%"]},
    updated_at: {from: "Deal - Update time", optional: true, date}
  },
  names: {
    partner_id: {from: partner, optional: true},
    customer_id: {from: ["Deal - Organization", "Deal - Contact person"], optional: true},
    rep_id: {from: "Deal - Owner", optional: true}
  }
});

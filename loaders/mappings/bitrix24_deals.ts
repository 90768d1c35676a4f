import {defineMapping} from "./engine/mapping.ts";

// Deleted records: they are in the recycle bin, which lists of deals leave out; nothing in the export tells of them.

/**
 * Headers of a public export through the API (GluhovDmitry/BitrixDataFetching, deals.csv). STAGE_SEMANTIC_ID says process, success or
 * failure whatever the stages are called. CLOSEDATE is planned while a deal is open. COMPANY_ID 0 means none: then the contact is the
 * customer, and without one the deal stands for itself. The partner is a field of your own (UF_CRM_…): copy this mapping and name it. The API
 * has nothing of deleted deals: where you always export all, set snapshot: true in your copy.
 */
export const mapping = defineMapping({
  about: "Bitrix24 deals, by their API names",
  signature: ["ID", "STAGE_ID", "STAGE_SEMANTIC_ID", "OPPORTUNITY", "CURRENCY_ID"],
  table: "deals",
  columns: {
    deal_id: {from: "ID"},
    partner_id: {from: ["PARTNER_ID", "UF_CRM_PARTNER"], optional: true, nulls: ["0"]},
    customer_id: {
      from: "COMPANY_ID",
      nulls: ["0"],
      prefix: "company-",
      empty: [
        {from: "CONTACT_ID", optional: true, nulls: ["0"], prefix: "contact-"},
        {from: "ID", prefix: "deal-"}
      ]
    },
    rep_id: {from: "ASSIGNED_BY_ID", optional: true},
    opened_on: {from: "DATE_CREATE"},
    closed_on: {from: "CLOSEDATE", when: {canonical: "status", is: ["won", "lost"]}},
    status: {from: "STAGE_SEMANTIC_ID", values: {P: "open", S: "won", F: "lost"}},
    amount: {from: "OPPORTUNITY", sign: "positive", empty: {constant: "0", when: {canonical: "status", not: "won"}}},
    refunded: {from: "OPPORTUNITY", sign: "negative"},
    currency: {from: "CURRENCY_ID"},
    found_by: {from: "SOURCE_ID", optional: true, values: {PARTNER: "partner"}, others: ""},
    stage: {from: "STAGE_ID"},
    expected_close_on: {from: "CLOSEDATE", when: {canonical: "status", is: "open"}},
    probability: {from: "PROBABILITY", optional: true, strip: ["%"]},
    updated_at: {from: "DATE_MODIFY", optional: true}
  }
});

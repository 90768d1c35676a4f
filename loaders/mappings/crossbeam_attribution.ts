import {defineMapping} from "./engine/mapping.ts";

// Deleted records: they are in no export; an attribution that is withdrawn is absent from the next one.

/**
 * Which partner sourced or influenced which opportunity: more than one partner may take part in a deal. No public file of an attribution
 * export was found: headers as the product's report shows them. The opportunity's id must be the one of your deals.
 */
export const mapping = defineMapping({
  about: "Crossbeam attribution: partners that sourced or influenced a deal",
  signature: [
    ["Opportunity ID", "Partner Name", "Attribution Type"],
    ["opportunity_id", "partner_name", "attribution_type"]
  ],
  table: "deal_partners",
  columns: {
    deal_id: {from: ["Opportunity ID", "opportunity_id"]},
    partner_id: {
      from: ["Partner ID", "partner_id"],
      optional: true,
      empty: {hashOf: [["Partner Name", "partner_name"]]}
    },
    role: {from: ["Attribution Type", "attribution_type"], lower: true},
    joined_on: {from: ["Attribution Date", "Attributed On", "attribution_date"], optional: true, date: ["iso", "mdy", "dmy"]}
  },
  names: {partner_id: {from: ["Partner Name", "partner_name"]}}
});

import {defineMapping} from "./engine/mapping.ts";

// Headers: field names of Salesforce's API, as its object reference has them.

export const mapping = defineMapping({
  about: "Salesforce OpportunityPartner: which accounts took part in an opportunity, and as what",
  signature: [
    ["OpportunityId", "AccountToId", "Role"],
    ["opportunity_id", "account_to_id", "role"]
  ],
  table: "deal_partners",
  when: {column: ["AccountToId", "account_to_id"], filled: true},
  deleted: {
    any: [
      {column: ["IsDeleted", "is_deleted"], optional: true, is: ["true", "1"]},
      {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
    ]
  },
  columns: {
    deal_id: {from: ["OpportunityId", "opportunity_id"], idForm: "salesforce"},
    partner_id: {from: ["AccountToId", "account_to_id"], idForm: "salesforce"},
    role: {from: "Role"},
    joined_on: {from: ["CreatedDate", "created_date"], optional: true}
  }
});

import {defineMapping} from "./engine/mapping.ts";

// Headers: field names of Salesforce's API, as its object reference has them.

/** A case is a partner's where its account is of a partner's type (in the files of salesforce_accounts). Its hours are those from opening to closing. */
export const mapping = defineMapping({
  about: "Salesforce Case by API names",
  signature: [
    ["Id", "CaseNumber", "AccountId", "Status", "CreatedDate", "ClosedDate"],
    ["id", "case_number", "account_id", "status", "created_date", "closed_date"]
  ],
  table: "tickets",
  deleted: {
    any: [
      {column: ["IsDeleted", "is_deleted"], optional: true, is: ["true", "1"]},
      {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
    ]
  },
  columns: {
    ticket_id: {from: "Id", idForm: "salesforce"},
    partner_id: {
      from: ["AccountId", "account_id"],
      idForm: "salesforce",
      when: {
        column: ["AccountId", "account_id"],
        lookup: {in: "salesforce_accounts", key: "Id", value: "Type"},
        is: [
          "Partner",
          "Reseller",
          "Integrator",
          "Distributor",
          "Channel Partner / Reseller",
          "Channel Partner",
          "Consulting Partner",
          "Installation Partner",
          "Referral Partner",
          "Technology Partner"
        ]
      }
    },
    customer_id: {from: ["AccountId", "account_id"], idForm: "salesforce"},
    owner: {constant: "us"},
    opened_on: {from: ["CreatedDate", "created_date"]},
    resolved_on: {from: ["ClosedDate", "closed_date"]},
    hours: {
      between: [
        ["CreatedDate", "created_date"],
        ["ClosedDate", "closed_date"]
      ]
    },
    severity: {from: "Priority", optional: true},
    topic: {from: ["Type", "Reason"], optional: true, lower: true},
    updated_at: {from: ["SystemModstamp", "LastModifiedDate", "system_modstamp", "last_modified_date"], optional: true}
  }
});

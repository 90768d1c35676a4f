import {defineMapping} from "./engine/mapping.ts";

// Headers: field names of Salesforce's API, as its object reference and warehouse tables have them.

/**
 * A lead is a referral where a partner can be named for it: by its partner account, or, where its source is a partner, by the partner on
 * the opportunity that it became. All other leads are left out.
 */
export const mapping = defineMapping({
  about: "Salesforce Lead by API names; leads that came from a partner",
  signature: [
    ["Id", "Company", "LeadSource", "Status", "IsConverted", "ConvertedDate"],
    ["id", "company", "lead_source", "status", "is_converted", "converted_date"]
  ],
  table: "referrals",
  when: [
    {canonical: "partner_id", filled: true},
    {column: "_fivetran_active", optional: true, not: ["false", "0"]}
  ],
  deleted: {
    any: [
      {column: ["IsDeleted", "is_deleted"], optional: true, is: ["true", "1"]},
      {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
    ]
  },
  mergedInto: {from: ["MasterRecordId", "master_record_id"]},
  columns: {
    referral_id: {from: "Id", idForm: "salesforce"},
    partner_id: {
      from: [
        "PartnerAccountId",
        "Partner_Account__c",
        "Referral_Account__c",
        "partner_account_id",
        "partner_account_c",
        "referral_account_c"
      ],
      idForm: "salesforce",
      optional: true,
      empty: {
        from: ["ConvertedOpportunityId", "converted_opportunity_id"],
        lookup: {
          in: "salesforce_opportunity_partners",
          key: ["OpportunityId", "opportunity_id"],
          value: ["AccountToId", "account_to_id"]
        },
        when: {column: ["LeadSource", "lead_source"], is: ["Partner", "Partner Referral", "External Referral"]}
      }
    },
    direction: {constant: "received"},
    to_person: {from: ["OwnerId", "owner_id"], idForm: "salesforce", optional: true},
    customer_id: {from: ["ConvertedAccountId", "converted_account_id"], idForm: "salesforce", optional: true},
    made_on: {from: ["CreatedDate", "created_date"]},
    answered_on: {from: ["ConvertedDate", "converted_date"]},
    outcome: {
      cases: [
        {when: {column: ["IsConverted", "is_converted"], is: ["true", "1"]}, then: "accepted"},
        {
          when: {column: "Status", is: ["Closed - Not Converted", "Unqualified", "Disqualified", "Rejected", "Not Interested"]},
          then: "rejected"
        },
        {when: {column: ["IsConverted", "is_converted"], is: ["false", "0"]}, then: "pending"}
      ]
    },
    deal_id: {from: ["ConvertedOpportunityId", "converted_opportunity_id"], idForm: "salesforce"},
    updated_at: {from: ["SystemModstamp", "LastModifiedDate", "system_modstamp", "last_modified_date"], optional: true}
  }
});

import {defineMapping} from "./engine/mapping.ts";

// Headers: field names of Salesforce's API, as its object reference and warehouse tables have them.

/** Who took part as a partner is in OpportunityPartner (salesforce_opportunity_partners); PartnerAccountId is there only with a partner portal. */
export const mapping = defineMapping({
  about: "Salesforce Opportunity by API names (Data Loader, data export), or as a warehouse keeps it in snake_case",
  signature: [
    ["Id", "AccountId", "StageName", "CloseDate", "IsClosed", "IsWon"],
    ["id", "account_id", "stage_name", "close_date", "is_closed", "is_won"]
  ],
  table: "deals",
  when: {column: "_fivetran_active", optional: true, not: ["false", "0"]},
  deleted: {
    any: [
      {column: ["IsDeleted", "is_deleted"], optional: true, is: ["true", "1"]},
      {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
    ]
  },
  columns: {
    deal_id: {from: "Id", idForm: "salesforce"},
    partner_id: {from: ["PartnerAccountId", "partner_account_id"], idForm: "salesforce", optional: true},
    customer_id: {from: ["AccountId", "account_id"], idForm: "salesforce"},
    rep_id: {from: ["OwnerId", "owner_id"], idForm: "salesforce", optional: true},
    opened_on: {from: ["CreatedDate", "created_date"]},
    closed_on: {from: ["CloseDate", "close_date"], when: {canonical: "status", is: ["won", "lost"]}},
    status: {
      cases: [
        {when: {column: ["IsWon", "is_won"], is: ["true", "1"]}, then: "won"},
        {when: {column: ["IsClosed", "is_closed"], is: ["true", "1"]}, then: "lost"},
        {when: {column: ["IsClosed", "is_closed"], is: ["false", "0"]}, then: "open"}
      ]
    },
    amount: {from: "Amount", sign: "positive", empty: {constant: "0", when: {canonical: "status", not: "won"}}},
    refunded: {from: "Amount", sign: "negative"},
    currency: {from: ["CurrencyIsoCode", "currency_iso_code"], optional: true},
    found_by: {
      from: ["LeadSource", "lead_source"],
      optional: true,
      lower: true,
      values: {
        partner: "partner",
        "partner referral": "partner",
        "external referral": "partner",
        web: "us",
        "phone inquiry": "us",
        "purchased list": "us",
        "trade show": "us",
        advertisement: "us",
        "employee referral": "us"
      },
      others: ""
    },
    stage: {from: ["StageName", "stage_name"]},
    expected_close_on: {from: ["CloseDate", "close_date"], when: {canonical: "status", is: "open"}},
    probability: {from: ["Probability", "probability"], optional: true, strip: ["%"]},
    updated_at: {from: ["SystemModstamp", "LastModifiedDate", "system_modstamp", "last_modified_date"], optional: true}
  }
});

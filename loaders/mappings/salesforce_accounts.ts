import {defineMapping} from "./engine/mapping.ts";

// Headers: field names of Salesforce's API, as its object reference and warehouse tables have them.

const live = {column: "_fivetran_active", optional: true, not: ["false", "0"]};
const deleted = {
  any: [
    {column: ["IsDeleted", "is_deleted"], optional: true, is: ["true", "1"]},
    {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
  ]
};
const mergedInto = {from: ["MasterRecordId", "master_record_id"]};
const region = {from: ["BillingCountry", "billing_country"], optional: true};
const website = {from: ["Website", "website"], optional: true};
const updated_at = {from: ["SystemModstamp", "LastModifiedDate", "system_modstamp", "last_modified_date"], optional: true};

/**
 * An account of a partner's type is a partner. MasterRecordId names the account that a deleted one was merged into.
 * Every account is a customer too, since a partner may buy for itself. */
export const mapping = defineMapping({
  about: "Salesforce Account by API names: partners by their type, and all accounts as customers",
  signature: [
    ["Id", "Name", "Type", "ParentId", "Industry"],
    ["id", "name", "type", "parent_id", "industry"]
  ],
  tables: [
    {
      table: "customers",
      when: live,
      deleted,
      mergedInto,
      columns: {
        customer_id: {from: "Id", idForm: "salesforce"},
        name: {from: "Name"},
        industry: {from: "Industry"},
        region,
        parent_id: {from: ["ParentId", "parent_id"], idForm: "salesforce"},
        website,
        updated_at
      }
    },
    {
      table: "partners",
      when: [
        live,
        {
          column: "Type",
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
      ],
      deleted,
      mergedInto,
      columns: {
        partner_id: {from: "Id", idForm: "salesforce"},
        name: {from: "Name"},
        kind: {from: "Type"},
        region,
        parent_id: {from: ["ParentId", "parent_id"], idForm: "salesforce"},
        manager_id: {from: ["OwnerId", "owner_id"], idForm: "salesforce", optional: true},
        website,
        updated_at
      }
    }
  ]
});

import {defineMapping} from "./engine/mapping.ts";

// Headers: labels of HubSpot's export and its internal names, as its documentation and public readers name them.

const id = {from: ["Record ID", "hs_object_id", "Company ID", "id"]};
const name = {from: ["Company name", "name", "property_name"]};
const region = {from: ["Country/Region", "country", "property_country"], optional: true};
const deleted = {
  any: [
    {column: ["is_deleted", "isDeleted", "archived"], optional: true, is: ["true", "1"]},
    {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
  ]
};
const merged = {
  from: ["Merged Company IDs", "Merged record IDs", "hs_merged_object_ids", "property_hs_merged_object_ids"],
  split: ";"
};
const website = {
  from: ["Company Domain Name", "Website URL", "domain", "website", "property_domain", "property_website"],
  optional: true
};
/** The earlier API, and warehouses that copy it, count milliseconds. */
const updated_at = {from: ["Last Modified Date", "hs_lastmodifieddate"], date: ["iso", "epoch_ms"], optional: true};

/** A company of type Partner or Reseller is a partner. Every company is a customer too, since a partner may buy for itself. */
export const mapping = defineMapping({
  about:
    "HubSpot companies, by labels, internal names or as a warehouse keeps them: partners by their type, and all as customers",
  signature: [
    ["Record ID", "Company name", "Company Domain Name"],
    ["hs_object_id", "name", "domain"],
    ["id", "property_name", "property_industry"]
  ],
  tables: [
    {
      table: "customers",
      deleted,
      merged,
      columns: {
        customer_id: id,
        name,
        industry: {from: ["Industry", "property_industry"], optional: true},
        region,
        parent_id: {from: ["Parent Company ID", "hs_parent_company_id"], optional: true},
        website,
        updated_at
      }
    },
    {
      table: "partners",
      when: {column: ["Type", "property_type"], optional: true, is: ["Partner", "Reseller"]},
      deleted,
      merged,
      columns: {
        partner_id: id,
        name,
        kind: {from: ["Type", "property_type"], optional: true},
        region,
        parent_id: {from: ["Parent Company ID", "hs_parent_company_id"], optional: true},
        website,
        updated_at
      }
    }
  ]
});

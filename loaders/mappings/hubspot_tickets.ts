import {defineMapping} from "./engine/mapping.ts";

// Headers: labels of HubSpot's export and its internal names, as its documentation and public readers name them. The API's records,
// {"id", "properties": {…}, "associations": {…}}, are read as they come.

const companies = [
  "Associated Company IDs (Primary)",
  "Associated Company IDs",
  "Associated Company ID",
  "associations.companies.results[].id"
];
const created = ["Create date", "createdate", "property_createdate"];
const closed = ["Close date", "closed_date", "property_closed_date"];

/** Exports write days and times; the earlier API, and warehouses that copy it, count milliseconds. */
const date = ["iso", "%Y-%m-%d %H:%M:%S", "epoch_ms"];

/** A ticket is a partner's where its company is of a partner's type (in the files of hubspot_companies). Its hours are those from opening to closing. */
export const mapping = defineMapping({
  about: "HubSpot tickets, by labels, internal names or as a warehouse keeps them",
  signature: [
    ["Ticket ID", "Ticket name", "Ticket status"],
    ["Record ID", "Ticket name", "Ticket status"],
    ["hs_ticket_id", "subject", "hs_pipeline_stage"],
    ["id", "subject", "hs_pipeline_stage", "hs_object_id"],
    ["id", "property_subject", "property_hs_pipeline_stage"]
  ],
  table: "tickets",
  deleted: {
    any: [
      {column: ["is_deleted", "isDeleted", "archived"], optional: true, is: ["true", "1"]},
      {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
    ]
  },
  merged: {from: ["Merged Ticket IDs", "Merged record IDs", "hs_merged_object_ids", "property_hs_merged_object_ids"], split: ";"},
  columns: {
    ticket_id: {from: ["Ticket ID", "Record ID", "hs_ticket_id", "id"]},
    partner_id: {
      from: companies,
      optional: true,
      split: ";",
      when: {
        column: companies,
        optional: true,
        split: ";",
        lookup: {
          in: "hubspot_companies",
          key: ["Record ID", "hs_object_id", "Company ID", "id"],
          value: ["Type", "property_type"],
          optional: true
        },
        is: ["Partner", "Reseller"]
      }
    },
    customer_id: {from: companies, optional: true, split: ";"},
    owner: {constant: "us"},
    opened_on: {from: created, date},
    resolved_on: {from: closed, date},
    hours: {between: [created, closed], date},
    severity: {from: ["Priority", "hs_ticket_priority", "property_hs_ticket_priority"], optional: true},
    topic: {from: ["Category", "hs_ticket_category", "property_hs_ticket_category"], optional: true, lower: true},
    updated_at: {from: ["Last modified date", "hs_lastmodifieddate"], date, optional: true}
  }
});

import {defineMapping} from "./engine/mapping.ts";

const date = ["iso", "dmy", "mdy"];
const partner = ["company", "Company", "vendor", "Vendor", "account", "Account"];
const state = ["incident_state", "state", "State"];
const solved = {column: state, is: ["Resolved", "Closed", "6", "7"]};

/**
 * Field names of the public event log of incidents (UCI, incident_event_log.csv), and the labels of a list export. A log has several
 * lines an incident: the newest counts. The company, else the vendor, is taken as the partner, and "?" means nothing. The states of the
 * product are 6 resolved, 7 closed, 8 canceled; a canceled incident was none. An export has no deleted ones.
 */
export const mapping = defineMapping({
  about: "ServiceNow incidents, by field names or labels",
  signature: [
    ["number", "opened_at", "sys_updated_at"],
    ["number", "opened_at", "sys_updated_on"],
    ["Number", "Opened", "State", "Assignment group"]
  ],
  table: "tickets",
  deleted: {column: state, optional: true, is: ["Canceled", "Cancelled", "8"]},
  columns: {
    ticket_id: {from: "number"},
    partner_id: {hashOf: [partner], optional: true, nulls: ["?"]},
    owner: {constant: "us"},
    opened_on: {from: ["opened_at", "Opened"], date},
    due_on: {from: ["sla_due", "due_date", "Due date"], optional: true, date},
    resolved_on: {from: ["resolved_at", "Resolved", "closed_at", "Closed"], optional: true, date, when: solved},
    reopened: {from: ["reopen_count", "Reopen count"], optional: true},
    severity: {from: ["priority", "Priority"], optional: true, nulls: ["?"]},
    topic: {from: ["category", "Category"], optional: true, nulls: ["?"], lower: true},
    updated_at: {from: ["sys_updated_at", "sys_updated_on", "Updated"], optional: true, date}
  },
  names: {partner_id: {from: partner, optional: true, nulls: ["?"]}}
});

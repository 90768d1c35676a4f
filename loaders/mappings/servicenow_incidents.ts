import {defineMapping} from "./engine/mapping.ts";

const date = ["iso", "dmy", "mdy"];
/** A field of the REST API may hold its value and what is displayed for it, or a link and its value. */
const field = (name: string) => [`${name}.value`, name];
const shown = (name: string) => [`${name}.display_value`, ...field(name)];
const partner = [...shown("company"), "Company", ...shown("vendor"), "Vendor", ...shown("account"), "Account"];
const incident = {column: [...field("incident_state"), "Incident state"], optional: true};
const state = {column: [...field("state"), "State"], optional: true};
const solved = {is: ["Resolved", "Closed", "6", "7"]};
const canceled = {is: ["Canceled", "Cancelled", "8"]};
/** Newer releases fill the state alone, and leave that of the incident empty. */
const ends = [
  [{...incident, ...solved}],
  [
    {...incident, filled: false},
    {...state, ...solved}
  ]
];
const resolved = {from: [...field("resolved_at"), "Resolved"], optional: true, date};
const closed = {from: [...field("closed_at"), "Closed"], optional: true, date};

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
  deleted: {
    any: [
      {...incident, ...canceled},
      {...state, ...canceled}
    ]
  },
  columns: {
    ticket_id: {from: field("number")},
    partner_id: {hashOf: [partner], optional: true, nulls: ["?"]},
    owner: {constant: "us"},
    opened_on: {from: [...field("opened_at"), "Opened"], date},
    due_on: {from: [...field("sla_due"), ...field("due_date"), "Due date"], optional: true, date},
    resolved_on: {
      ...resolved,
      when: ends[0]!,
      empty: [
        {...closed, when: ends[0]!},
        {...resolved, when: ends[1]!},
        {...closed, when: ends[1]!}
      ]
    },
    reopened: {from: [...field("reopen_count"), "Reopen count"], optional: true},
    severity: {from: [...field("priority"), "Priority"], optional: true, nulls: ["?"]},
    topic: {from: [...field("category"), "Category"], optional: true, nulls: ["?"], lower: true},
    updated_at: {from: [...field("sys_updated_at"), ...field("sys_updated_on"), "Updated"], optional: true, date}
  },
  names: {partner_id: {from: partner, optional: true, nulls: ["?"]}}
});

import {defineMapping} from "./engine/mapping.ts";

const closed = {canonical: "status", is: ["won", "lost"]};
const won = {canonical: "status", is: "won"};

const partner = ["_partnerid_value", "partnerid", "new_partnerid", "_new_partnerid_value"];
const customer = ["_customerid_value", "customerid", "_parentaccountid_value", "parentaccountid"];
const owner = ["_ownerid_value", "ownerid"];

/** Where the name of what a column points to is: in its annotation, or in a column of its own behind its id. */
const namesOf = (columns: string[]) =>
  columns.map((c) => (c.startsWith("_") ? `${c}@OData.Community.Display.V1.FormattedValue` : `${c}name`));

/**
 * Dataverse's table opportunity by its column names, as the Web API, Azure Synapse Link or a warehouse gives them. statecode is 0 open,
 * 1 won, 2 lost. Amounts are those in the base currency (…_base), which the reporting currency is. Synapse Link says IsDelete of
 * rows that are gone. The partner is a column of your own: copy this mapping and name it.
 */
export const mapping = defineMapping({
  about: "Dynamics 365 Sales opportunities, by the column names of their table",
  signature: ["opportunityid", "statecode", "createdon", "estimatedvalue_base"],
  table: "deals",
  deleted: {
    any: [
      {column: ["IsDelete", "is_deleted"], optional: true, is: ["true", "1"]},
      {column: "_fivetran_deleted", optional: true, is: ["true", "1"]}
    ]
  },
  columns: {
    deal_id: {from: "opportunityid"},
    partner_id: {from: partner, optional: true},
    customer_id: {from: customer},
    rep_id: {from: owner, optional: true},
    opened_on: {from: "createdon"},
    closed_on: {from: "actualclosedate", optional: true, when: closed},
    status: {
      from: "statecode",
      lower: true,
      values: {"0": "open", "1": "won", "2": "lost", open: "open", won: "won", lost: "lost"}
    },
    amount: {
      from: "actualvalue_base",
      optional: true,
      round: 2,
      when: won,
      empty: [
        {from: "estimatedvalue_base", round: 2},
        {constant: "0", when: {canonical: "status", not: "won"}}
      ]
    },
    stage: {from: "stepname", optional: true},
    expected_close_on: {from: "estimatedclosedate", optional: true, when: {canonical: "status", is: "open"}},
    probability: {from: "closeprobability", optional: true, strip: ["%"]},
    updated_at: {from: "modifiedon", optional: true}
  },
  names: {
    partner_id: {from: namesOf(partner), optional: true},
    customer_id: {from: namesOf(customer), optional: true},
    rep_id: {from: namesOf(owner), optional: true}
  }
});

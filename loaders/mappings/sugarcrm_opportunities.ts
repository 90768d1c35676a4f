import {defineMapping} from "./engine/mapping.ts";

const date = ["iso", "ymd", "mdy", "dmy"];
const closed = {canonical: "status", is: ["won", "lost"]};
const planned = ["Expected Close Date", "date_closed"];
const changed = ["Date Modified", "date_modified"];
const account = ["Account Name", "account_name"];
const partner = ["Partner Account", "Partner Name", "Partner", "Reseller", "Channel Partner", "partner_account", "partner_name"];
const user = ["Assigned User", "Assigned User Name", "Assigned to", "assigned_user_name"];

/**
 * Fields as the vendor's application guide names them, or as its database does, which SuiteCRM exports; no public export was found, so
 * compare your headers. There is one closing day, the expected one, and it stays when a deal is won or lost. A deal can't have closed
 * after its last change, so the earlier of the two days counts.
 */
export const mapping = defineMapping({
  about: "SugarCRM or SuiteCRM opportunities, exported from the list",
  signature: [
    ["Opportunity Name", "Sales Stage", "Expected Close Date", "Date Created"],
    ["sales_stage", "date_closed", "date_entered", "amount"]
  ],
  table: "deals",
  deleted: {column: ["Deleted", "deleted"], optional: true, is: ["1", "true", "yes"]},
  columns: {
    deal_id: {from: ["ID", "id"]},
    partner_id: {hashOf: [partner], optional: true},
    customer_id: {from: ["Account ID", "account_id"], optional: true, empty: {hashOf: [account]}},
    rep_id: {hashOf: [user], optional: true},
    opened_on: {from: ["Date Created", "date_entered"], date},
    closed_on: {earliest: [planned, changed], date, when: closed},
    status: {
      from: ["Sales Stage", "sales_stage"],
      lower: true,
      values: {
        "closed won": "won",
        "closed lost": "lost",
        prospecting: "open",
        qualification: "open",
        "needs analysis": "open",
        "value proposition": "open",
        "id. decision makers": "open",
        "perception analysis": "open",
        "proposal/price quote": "open",
        "negotiation/review": "open"
      }
    },
    amount: {
      from: ["Opportunity Amount", "Amount", "amount"],
      strip: "currency",
      thousands: ",",
      sign: "positive",
      empty: {constant: "0", when: {canonical: "status", not: "won"}}
    },
    refunded: {from: ["Opportunity Amount", "Amount", "amount"], strip: "currency", thousands: ",", sign: "negative"},
    // by code or by name: US Dollars
    currency: {from: ["Currency", "currency_name"], optional: true, find: "currency"},
    stage: {from: ["Sales Stage", "sales_stage"]},
    expected_close_on: {from: planned, date, when: {canonical: "status", is: "open"}},
    probability: {from: ["Probability (%)", "probability"], optional: true, strip: ["%"]},
    updated_at: {from: changed, optional: true, date}
  },
  names: {
    partner_id: {from: partner, optional: true},
    customer_id: {from: account},
    rep_id: {from: user, optional: true}
  }
});

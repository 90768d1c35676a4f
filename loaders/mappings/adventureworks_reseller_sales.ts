import {defineMapping} from "./engine/mapping.ts";

// Deleted records: the sample database deletes nothing.

/** An order has one reseller, rep and date and many lines; the reseller is also the one who buys. */
export const mapping = defineMapping({
  about: "AdventureWorksDW FactResellerSales: a row an order line, grouped into orders, all won",
  signature: ["SalesOrderNumber", "SalesOrderLineNumber", "ResellerKey", "EmployeeKey", "SalesAmount", "OrderDate", "ShipDate"],
  table: "deals",
  columns: {
    deal_id: {from: "SalesOrderNumber"},
    partner_id: {from: "ResellerKey"},
    customer_id: {from: "ResellerKey"},
    rep_id: {from: "EmployeeKey"},
    opened_on: {from: "OrderDate"},
    closed_on: {from: "ShipDate"},
    status: {constant: "won"},
    currency: {constant: "USD"},
    amount: {from: "SalesAmount", round: 4}
  },
  names: {
    customer_id: {from: "ResellerKey", lookup: {in: "adventureworks_resellers", key: "ResellerKey", value: "ResellerName"}}
  },
  group: {sum: ["amount"]}
});

import {defineMapping} from "./engine/mapping.ts";

// Deleted records: the sample database deletes nothing.

export const mapping = defineMapping({
  about: "AdventureWorksDW FactSalesQuota",
  signature: ["SalesQuotaKey", "EmployeeKey", "SalesAmountQuota"],
  ignore: "No metric uses the quotas of reps."
});

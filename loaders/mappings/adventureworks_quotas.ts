import {defineMapping} from "./engine/mapping.ts";

export const mapping = defineMapping({
  about: "AdventureWorksDW FactSalesQuota",
  signature: ["SalesQuotaKey", "EmployeeKey", "SalesAmountQuota"],
  ignore: "No metric uses the quotas of reps."
});

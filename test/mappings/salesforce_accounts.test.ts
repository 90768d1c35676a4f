import {expect, test} from "vitest";
import {countsOf, csv, deliver, rowsOf, warningsOf} from "./support.ts";

test("accounts of a partner's type are partners, and all accounts are customers", async () => {
  const run = await deliver({
    "accounts_2026-06-30.csv": csv(
      "Id,Name,Type,ParentId,Industry,OwnerId,AnnualRevenue",
      "001A,North Star,Channel Partner / Reseller,001C,Technology,005U,1",
      "001B,Acme,Customer - Direct,,Retail,005U,",
      "001C,Holding,Technology Partner,,,005V,"
    )
  });
  expect(await rowsOf(run, "partners", ["partner_id", "name", "kind", "parent_id", "manager_id"])).toEqual([
    ["001A", "North Star", "Channel Partner / Reseller", "001C", "005U"],
    ["001C", "Holding", "Technology Partner", null, "005V"]
  ]);
  expect(await rowsOf(run, "customers", ["customer_id", "name", "industry"])).toEqual([
    ["001A", "North Star", "Technology"],
    ["001B", "Acme", "Retail"],
    ["001C", "Holding", null]
  ]);
  expect(countsOf(run, "accounts_2026-06-30.csv")).toEqual([
    ["customers", "salesforce_accounts", "accept", 3, 3, 0],
    ["partners", "salesforce_accounts", "accept", 2, 2, 0]
  ]);
  expect(warningsOf(run, "accounts_2026-06-30.csv")).toEqual(["left_out: 1 record that the mapping does not take for partners"]);
  const unknown = run.files.flatMap((f) => f.warnings.filter((w) => w.reason === "unknown_column").map((w) => w.detail));
  expect(unknown).toEqual(["AnnualRevenue"]);
});

test("what can't be read is counted once, for the first of the tables", async () => {
  const run = await deliver({
    "accounts_2026-06-30.csv": csv("Id,Name,Type,ParentId,Industry,OwnerId", "001A,North Star,Partner,,,005U", "001B,Acme")
  });
  expect(countsOf(run, "accounts_2026-06-30.csv")).toEqual([
    ["customers", "salesforce_accounts", "accept", 2, 1, 1],
    ["partners", "salesforce_accounts", "accept", 1, 1, 0]
  ]);
});

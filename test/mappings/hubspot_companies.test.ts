import {expect, test} from "vitest";
import {countsOf, csv, deliver, rowsOf} from "./support.ts";

test("companies of type Partner or Reseller are partners, and all are customers", async () => {
  const run = await deliver({
    "companies.csv": csv(
      "\uFEFFRecord ID,Company name,Company Domain Name,Type,Industry,Country/Region",
      "77,North Star,north.example,Partner,Software,Spain",
      "78,Acme,acme.example,Prospect,Retail,France"
    )
  });
  expect(await rowsOf(run, "partners", ["partner_id", "name", "kind", "region"])).toEqual([
    ["77", "North Star", "Partner", "Spain"]
  ]);
  expect(await rowsOf(run, "customers", ["customer_id", "name", "industry"])).toEqual([
    ["77", "North Star", "Software"],
    ["78", "Acme", "Retail"]
  ]);
});

test("without a type there are only customers", async () => {
  const run = await deliver({
    "company_data.csv": csv(
      "id,is_deleted,_fivetran_synced,property_name,property_industry,property_country",
      "2182162682,false,2020-12-30 3:15:52,4b2c13cc,37a6259c,United States",
      "2319384765,true,2020-12-30 3:15:53,205020e0,37a6259c,United States"
    )
  });
  expect(countsOf(run, "company_data.csv")).toEqual([
    ["customers", "hubspot_companies", "accept", 2, 1, 0],
    ["partners", "hubspot_companies", "accept", 0, 0, 0]
  ]);
});

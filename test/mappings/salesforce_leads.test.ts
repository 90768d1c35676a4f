import {expect, test} from "vitest";
import {countsOf, csv, deliver, rowsOf, warningsOf} from "./support.ts";

const head =
  "Id,Company,LeadSource,Status,IsConverted,ConvertedOpportunityId,ConvertedAccountId,ConvertedDate,CreatedDate,OwnerId";
const others = {
  "opportunity_2026-06-30.csv": csv(
    "Id,AccountId,StageName,IsClosed,IsWon,Amount,CloseDate,CreatedDate",
    "006A,001X,Won,true,true,5,2026-03-05,2026-01-02",
    "006B,001X,Won,true,true,5,2026-03-05,2026-01-02"
  ),
  "opportunity_partner_2026-06-30.csv": csv(
    "OpportunityId,AccountToId,Role,CreatedDate",
    "006A,001P,,2026-01-03",
    "006B,001P,,2026-01-03"
  )
};

test("a converted lead whose source is a partner is a referral of the partner on its opportunity; others are left out", async () => {
  const run = await deliver({
    ...others,
    "lead_2026-06-30.csv": csv(
      head,
      "00Q1,Acme,Partner,Qualified,true,006A,001X,2026-01-02,2025-12-01T08:00:00.000Z,005U",
      "00Q2,Acme,Web,Qualified,true,006B,001X,2026-01-02,2025-12-01T08:00:00.000Z,005U",
      "00Q3,Globex,Partner,Open - Not Contacted,false,,,,2026-05-01T08:00:00.000Z,005U"
    )
  });
  const columns = [
    "referral_id",
    "partner_id",
    "direction",
    "made_on",
    "answered_on",
    "outcome",
    "deal_id",
    "customer_id",
    "to_person"
  ];
  expect(await rowsOf(run, "referrals", columns)).toEqual([
    ["00Q1", "001P", "received", "2025-12-01", "2026-01-02", "accepted", "006A", "001X", "005U"]
  ]);
  expect(countsOf(run, "lead_2026-06-30.csv")).toEqual([["referrals", "salesforce_leads", "accept", 1, 1, 0]]);
  expect(warningsOf(run, "lead_2026-06-30.csv")).toEqual(["left_out: 2 records that the mapping does not take for referrals"]);
});

test("a partner account on the lead names the partner, whatever came of it", async () => {
  const run = await deliver({
    "lead_2026-06-30.csv": csv(
      `${head},PartnerAccountId`,
      "00Q1,Acme,Web,Closed - Not Converted,false,,,,2026-05-01T08:00:00.000Z,005U,001P",
      "00Q2,Globex,Web,Working,false,,,,2026-05-02T08:00:00.000Z,005U,001Q"
    )
  });
  expect(await rowsOf(run, "referrals", ["referral_id", "partner_id", "outcome", "answered_on"])).toEqual([
    ["00Q1", "001P", "rejected", null],
    ["00Q2", "001Q", "pending", null]
  ]);
});

test("a partner's account is the same with 15 characters of its id as with 18", async () => {
  const run = await deliver({
    "lead_2026-06-30.csv": csv(
      `${head},PartnerAccountId`,
      "00Q1,Acme,Partner,New,false,,,,2026-05-01T08:00:00.000Z,005U,0015g00000AbCdE",
      "00Q2,Globex,Partner,New,false,,,,2026-05-01T08:00:00.000Z,005U,0015g00000AbCdEAAV"
    )
  });
  const ids = await rowsOf(run, "referrals", ["partner_id"]);
  expect(new Set(ids.flat())).toEqual(new Set(["0015g00000AbCdEAAV"]));
});

import {expect, test} from "vitest";
import {countsOf, csv, deliver, reasonsOf, rowsOf} from "./support.ts";

test("every partner on an opportunity is taken, and one on an unknown opportunity waits for it", async () => {
  const run = await deliver({
    "opportunity_2026-06-30.csv": csv(
      "Id,AccountId,StageName,IsClosed,IsWon,Amount,CloseDate,CreatedDate",
      "006A,001X,Won,true,true,5,2026-03-05,2026-01-02"
    ),
    "opportunity_partner_2026-06-30.csv": csv(
      "Id,OpportunityId,AccountToId,Role,IsPrimary,CreatedDate",
      "00I1,006A,001P,Influencer,true,2026-01-03T09:00:00.000Z",
      "00I2,006A,001Q,,false,2026-02-01T09:00:00.000Z",
      "00I3,006Z,001Q,,true,2026-02-01T09:00:00.000Z"
    )
  });
  expect(await rowsOf(run, "deal_partners", ["partner_id", "deal_id", "role", "joined_on"])).toEqual([
    ["001P", "006A", "Influencer", "2026-01-03"],
    ["001Q", "006A", null, "2026-02-01"]
  ]);
  expect(reasonsOf(run)).toEqual([[4, "orphan_deal"]]);
  expect(countsOf(run, "opportunity_partner_2026-06-30.csv")).toEqual([
    ["deal_partners", "salesforce_opportunity_partners", "accept", 3, 2, 1]
  ]);
});

const opportunities = csv(
  "Id,AccountId,StageName,IsClosed,IsWon,Amount,CloseDate,CreatedDate",
  "006A,001X,Won,true,true,5,2026-03-05,2026-01-02"
);
const roles = ["partner_id", "role", "joined_on"];

test("a partner with several roles on an opportunity is on it once, with all of them, since the first", async () => {
  const run = await deliver({
    "opportunity_2026-06-30.csv": opportunities,
    "opportunity_partner_2026-06-30.csv": csv(
      "Id,OpportunityId,AccountToId,Role,IsPrimary,CreatedDate",
      "00I1,006A,001P,Reseller,true,2026-02-03T09:00:00.000Z",
      "00I2,006A,001P,Implementation,false,2026-01-03T09:00:00.000Z",
      "00I3,006A,001Q,,false,2026-02-01T09:00:00.000Z"
    )
  });
  expect(await rowsOf(run, "deal_partners", roles)).toEqual([
    ["001P", "Implementation, Reseller", "2026-01-03"],
    ["001Q", null, "2026-02-01"]
  ]);
  expect(run.file("opportunity_partner_2026-06-30.csv")).toMatchObject({accepted: 2, deduplicated: 1, quarantined: 0});
});

test("one of a partner's roles that is deleted takes no partner off the opportunity, the last one does", async () => {
  const head = "Id,OpportunityId,AccountToId,Role,CreatedDate,IsDeleted";
  const run = await deliver({
    "opportunity_2026-06-30.csv": opportunities,
    "opportunity_partner_2026-06-30.csv": csv(
      head,
      "00I1,006A,001P,Reseller,2026-01-03,true",
      "00I2,006A,001P,Implementation,2026-01-03,false",
      "00I3,006A,001Q,Reseller,2026-01-03,true"
    )
  });
  expect(await rowsOf(run, "deal_partners", roles)).toEqual([["001P", "Implementation", "2026-01-03"]]);
});

test("two days of one role contradict each other", async () => {
  const run = await deliver({
    "opportunity_2026-06-30.csv": opportunities,
    "opportunity_partner_2026-06-30.csv": csv(
      "Id,OpportunityId,AccountToId,Role,CreatedDate",
      "00I1,006A,001P,Reseller,2026-01-03",
      "00I2,006A,001P,Reseller,2026-01-04",
      "00I3,006A,001P,Implementation,2026-01-04"
    )
  });
  expect(run.quarantine.map((q) => q.reason)).toEqual(["conflict", "conflict", "conflict"]);
});

import {expect, test} from "vitest";
import {countsOf, csv, deliver, hashed, hashedName, rowsOf} from "./support.ts";

test("a won deal is worth its associated revenue, others what is expected", async () => {
  const run = await deliver({
    "partnerstack.csv": csv(
      "Stage,Name,Account name,Partner,Partner key,Expected revenue,Associated revenue,Commissions,Group,Measure date,Expected close date,Partner Manager",
      'Closed Won,Bo,Acme,North Star,northstar1,"$1,200.00","$1,350.50",$100.00,Gold,"Mar 5, 2026","Mar 31, 2026",Ana Silva',
      "Qualified,Cy,Globex,North Star,northstar1,$300,$0,$0,Gold,2026-06-01,2026-12-31,Ana Silva"
    )
  });
  const columns = ["status", "deal_id", "partner_id", "customer_id", "opened_on", "closed_on", "amount", "found_by"];
  expect(await rowsOf(run, "deals", columns)).toEqual([
    ["open", hashed("northstar1", "Globex", "Cy"), "northstar1", hashedName("Globex"), "2026-06-01", null, "300.0000", "partner"],
    [
      "won",
      hashed("northstar1", "Acme", "Bo"),
      "northstar1",
      hashedName("Acme"),
      "2026-03-05",
      "2026-03-05",
      "1350.5000",
      "partner"
    ]
  ]);
  expect(await rowsOf(run, "partners", ["partner_id", "name"])).toEqual([["northstar1", "North Star"]]);
  expect(countsOf(run, "partnerstack.csv")).toEqual([["deals", "partnerstack_deals", "accept", 2, 2, 0]]);
});

import {expect, test} from "vitest";
import {csv, deliver, hashed, hashedName, reasonsOf, rowsOf} from "./support.ts";

test("leads are referrals of the partner that handed them in", async () => {
  const run = await deliver({
    "leads.csv": csv(
      "Lead,email,status,customer,submitted,Partner,Partner key",
      "Bo,bo@example.com,Accepted,Acme,2026-01-05,North Star,northstar1",
      'Cy,cy@example.com,pending,,"Jun 1, 2026",North Star,northstar1',
      "Di,di@example.com,ghosted,,2026-06-01,North Star,northstar1"
    )
  });
  expect(await rowsOf(run, "referrals", ["made_on", "referral_id", "partner_id", "direction", "outcome", "customer_id"])).toEqual(
    [
      ["2026-01-05", hashed("northstar1", "Bo", "2026-01-05"), "northstar1", "received", "accepted", hashedName("Acme")],
      ["2026-06-01", hashed("northstar1", "Cy", "Jun 1, 2026"), "northstar1", "received", "pending", null]
    ]
  );
  expect(reasonsOf(run)).toEqual([[4, "outcome"]]);
});

test("a list that doesn't say whose leads they are is refused, and the message says what to add", async () => {
  const run = await deliver({
    "leads.csv": csv("Lead,email,status,customer,submitted", "Bo,bo@example.com,Accepted,Acme,2026-01-05")
  });
  expect(run.file("leads.csv").message).toBe(
    "leads.csv: partnerstack_leads needs the header Partner key or Partner, found Lead, email, status, customer, submitted. Export this column too."
  );
});

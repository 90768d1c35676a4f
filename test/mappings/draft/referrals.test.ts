import {expect, test} from "vitest";
import {mapped} from "./attacked.ts";

/* Lists of referrals without a column for their direction: whether they were received or given. */

const list = (made: string) => [`ID,Partner,${made},Status`, "R1,Alpha,2026-03-01,Accepted", "R2,Beta,2026-03-02,Rejected"];

test.each(["leads_sent.csv", "referrals-outbound_2026-03-31.csv", "Referrals to partners.csv", "Leads gesendet.csv"])(
  "the referrals of %s are ours to the partner, and the draft says why",
  async (name) => {
    const {draft} = await mapped(name, list("Date"));
    expect(draft.preview!.records.map((r) => r.cells.direction)).toEqual(["given", "given"]);
    expect(draft.doubts.join()).toContain('the file\'s name speaks of referrals that were given. Accepted: "=given"');
  }
);

test.each(["leads_received.csv", "leads.csv", "leads_data.csv"])("the referrals of %s are the partner's to us", async (name) => {
  const {draft} = await mapped(name, list("Date"));
  expect(draft.preview!.records.map((r) => r.cells.direction)).toEqual(["received", "received"]);
});

test.each(["Sent on", "Referred to"])(
  "a list of referrals with %j is not taken for one of those received unasked",
  async (made) => {
    const lines = made === "Sent on" ? list(made) : list("Date").map((l, i) => `${l},${i ? "Ann" : made}`);
    const {draft} = await mapped("leads.csv", lines);
    expect(draft.finished).toBe(false);
    expect(draft.doubts.join()).toContain(`${JSON.stringify(made)} may be of referrals that were given`);
  }
);

test("a file of referrals whose name speaks of both directions is asked about", async () => {
  const {draft} = await mapped("leads_sent_and_received.csv", list("Date"));
  expect(draft.finished).toBe(false);
});

test("a list of referrals is not taken for one of those received unasked where a column has words for both directions", async () => {
  const {draft} = await mapped(
    "leads.csv",
    list("Date").map((l, i) => `${l},${["Route", "Incoming", "Outgoing"][i]}`)
  );
  expect(draft.finished).toBe(false);
  expect(draft.doubts.join()).toContain('"Route" may be it');
});

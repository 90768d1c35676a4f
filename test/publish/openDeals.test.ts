import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {rowsOf} from "../../src/shared/rows.ts";
import type {File} from "../../src/contract/index.ts";
import {ownerPipelineAnswer} from "../../src/copy/owner.ts";
import {plain} from "../../src/copy/say.ts";
import {publishRecords} from "../release/project.ts";

test("the open deals of a rep are all of them, whether or not it is recorded who found them; without any they are 0", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-reps-"));
  const deal = (deal_id: string, rep_id: string, more: Record<string, string>) => ({
    ...{deal_id, rep_id, partner_id: "p", customer_id: "c", opened_on: "2026-05-01", amount: "100", status: "open"},
    ...more
  });
  const won = {status: "won", closed_on: "2026-05-20"};
  try {
    await publishRecords(
      {
        deals: [
          ...[deal("1", "U1", {...won, amount: "300"}), deal("2", "U2", {...won, amount: "200"}), deal("3", "U3", won)],
          ...[deal("4", "U1", {}), deal("5", "U1", {}), deal("6", "U3", {found_by: "partner"}), deal("7", "U3", {})]
        ]
      },
      folder
    );
    const {reps} = JSON.parse(readFileSync(path.join(folder, "people.json"), "utf8")) as File<"people">;
    const open = rowsOf(reps).map((row) => [row.name, row.pipeline_deals, row.pipeline_recorded, row.own_share]);
    expect(open).toEqual([
      ["U1", 2, 0, null],
      ["U2", 0, 0, null],
      ["U3", 2, 1, 1]
    ]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test("a registered deal in another currency that waits for a decision is worth what the pipeline says of it", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-waiting-"));
  const open = {deal_id: "1", partner_id: "p", customer_id: "c", opened_on: "2026-06-01", status: "open", amount: 300};
  try {
    await publishRecords(
      {
        deals: [{...open, currency: "USD", registered_on: "2026-06-01", registration: "pending"}],
        rates: [{month: "2026-06-01", currency: "USD", per_unit: 0.5}]
      },
      folder,
      undefined,
      null,
      {reporting_currency: "EUR"}
    );
    const {registrations} = JSON.parse(readFileSync(path.join(folder, "owners.json"), "utf8")) as File<"owners">;
    expect(rowsOf(registrations).map((row) => row.amount)).toEqual([150]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test("an account manager's open deals in another currency are worth what the pipeline says of them; those without a rate are named", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-owner-"));
  const open = {partner_id: "p", customer_id: "c", opened_on: "2026-06-01", status: "open", amount: 300};
  try {
    await publishRecords(
      {
        partners: [{partner_id: "p", name: "P", manager_id: "u"}],
        deals: [
          {...open, deal_id: "1", currency: "EUR", opened_on: "2026-05-01"},
          {...open, deal_id: "2", currency: "USD"},
          {...open, deal_id: "3", currency: "SEK"},
          {...open, deal_id: "4", currency: "EUR", status: "lost", closed_on: "2026-06-02", opened_on: "2026-04-01"}
        ],
        rates: [{month: "2026-06-01", currency: "USD", per_unit: 0.5}]
      },
      folder,
      undefined,
      null,
      {reporting_currency: "EUR"}
    );
    const {pipeline, about} = JSON.parse(readFileSync(path.join(folder, "owners.json"), "utf8")) as File<"owners">;
    const rows = rowsOf(pipeline);
    expect(rows.map((row) => [row.deals, row.oldest_on, row.amount, row.excluded_deals])).toEqual([[3, "2026-05-01", 450, 1]]);
    const none = {name: "U", partners: [], cases: [], more: [], due: [], registrations: [], referrals: []};
    const {finding, paragraphs} = ownerPipelineAnswer({...none, pipeline: rows}, about);
    expect(plain(finding)).toBe("Three open deals worth €450");
    expect(paragraphs.map(plain)).toEqual([
      "A deal with several partners counts once for each, and its amount in equal parts. One open deal has no exchange rate and no value here."
    ]);
    const unknown = ownerPipelineAnswer({...none, pipeline: [{deals: 2, amount: 0, excluded_deals: 2}]}, about);
    expect(plain(unknown.finding)).toBe("Two open deals of unknown worth, as no exchange rate is delivered");
  } finally {
    rmSync(folder, {recursive: true});
  }
});

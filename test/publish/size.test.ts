import {mkdtempSync, readdirSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {publishRecords} from "../release/project.ts";

const partners = 2000;
const day = (n: number) => new Date(Date.UTC(2024, 0, 1) + (n % 880) * 864e5).toISOString().slice(0, 10);

test("every file for 2,000 partners stays below a megabyte", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-size-"));
  const list = Array.from({length: partners}, (_, i) => `partner-${i}`);
  await publishRecords(
    {
      partners: list.map((id, i) => ({
        partner_id: id,
        name: `A partner of some length ${i}`,
        region: "Nordics",
        joined_on: day(i)
      })),
      deals: list.map((id, i) => ({
        deal_id: `d${i}`,
        partner_id: id,
        customer_id: `c${i % 300}`,
        opened_on: day(i),
        closed_on: day(i + 10),
        status: i % 3 ? "won" : "lost",
        amount: String(1000 + ((i * 7919) % 90000))
      })),
      referrals: list.map((id, i) => ({
        referral_id: `r${i}`,
        partner_id: id,
        direction: i % 2 ? "given" : "received",
        made_on: day(i * 3),
        outcome: "accepted"
      }))
    },
    folder
  );
  const sizes = Object.fromEntries(readdirSync(folder).map((f) => [f, statSync(path.join(folder, f)).size]));
  rmSync(folder, {recursive: true});
  expect(Object.entries(sizes).filter(([, size]) => size >= 1e6)).toEqual([]);
});

import {mkdtempSync, readdirSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {publishRecords} from "../release/project.ts";
import {metricsOf} from "../metrics/support.ts";

test("a partner has its own name; two of one name have their id behind it, and no e-mail address is an id that is shown", async () => {
  const names = ["Acme", "Acme", "acme", "Core", "Bolt", "Bolt"];
  const ids = ["1", "2", "3", "4", "b@x.example", "5"];
  const m = await metricsOf({partners: names.map((name, i) => ({partner_id: ids[i]!, name}))});
  const rows = await m.rows("partner_names", "partner_id, name", "true");
  expect(Object.fromEntries(rows.map((row) => [row["partner_id"], row["name"]]))).toEqual({
    "1": "Acme (1)",
    "2": "Acme (2)",
    "3": "acme",
    "4": "Core",
    "5": "Bolt (5)",
    "b@x.example": "Bolt (2)"
  });
});

const months = ["01", "02", "03", "04", "05", "06", "07", "08"];
const partners = ["p1", "p2", "p3"];
const of = (i: number) => partners[i % 2]!;

test("nothing published calls two partners alike", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-namesakes-"));
  try {
    await publishRecords(
      {
        partners: partners.map((partner_id, i) => ({partner_id, name: i < 2 ? "Acme" : "Other", joined_on: "2023-01-01"})),
        deals: [...months, ...months].map((month, i) => ({
          ...{deal_id: `d${i}`, partner_id: of(i), customer_id: `c${i % 3}`, amount: "1000", currency: "EUR"},
          ...(i < 12
            ? {opened_on: `2025-${month}-01`, closed_on: `2025-${month}-20`, status: i % 3 ? "won" : "lost"}
            : {opened_on: "2026-01-10", status: "open", registered_on: "2026-01-10"})
        })),
        referrals: months.map((month, i) => ({
          ...{referral_id: `r${i}`, partner_id: of(i), direction: i % 3 ? "received" : "given", made_on: `2025-${month}-05`},
          ...{outcome: "pending", from_person: null, to_person: null}
        })),
        tickets: months.map((month, i) => ({ticket_id: `t${i}`, partner_id: of(i), opened_on: `2025-${month}-07`, owner: "us"}))
      },
      folder
    );
    const texts = readdirSync(folder).filter((f) => f.endsWith(".json"));
    const all = texts.map((f) => readFileSync(path.join(folder, f), "utf8")).join("");
    expect(all.match(/"[^"]*Acme(?! \(p[12]\))[^"]*"/g)).toBeNull();
    for (const id of ["p1", "p2"]) expect(all.split(`"Acme (${id})"`).length).toBeGreaterThan(5);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

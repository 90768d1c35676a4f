import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import type {File, FileName} from "../../src/contract/index.ts";
import {rowsOf} from "../../src/shared/rows.ts";
import {publishRecords} from "../release/project.ts";

/** Two partners, the second of which wins its last deal in this month; the report is of 2026-06-30. */
const company = (from: string) => ({
  partners: ["a", "b"].map((partner_id) => ({partner_id, name: partner_id, joined_on: "2024-01-01"})),
  deals: [from, "2026-03-10", "2026-04-10"].flatMap((closed_on, i) =>
    ["a", "b"].map((partner_id) => ({
      ...{deal_id: `${partner_id}${i}`, partner_id, customer_id: `c${i}`, opened_on: closed_on, closed_on},
      ...{status: "won", amount: "1000", currency: "EUR"}
    }))
  )
});

test("before a past year tells how likely inactivity is, nothing published gives a probability, a stake or a bad year", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-unknown-"));
  const read = <N extends FileName>(name: N) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8")) as File<N>;
  try {
    await publishRecords(company("2026-01-10"), folder);
    const young = read("concentration");
    expect(young.about.inactivity).toBe("no_year");
    expect(rowsOf(young.partners).map((row) => [row.p_silent, row.expected_loss])).toEqual([
      [null, null],
      [null, null]
    ]);
    expect([young.loss, young.curve]).toEqual([null, []]);
    expect(read("overview").var95).toBeNull();
    expect(JSON.stringify(young.words)).not.toMatch(/bad year \(1 in 20\) loses|Probability of/);
    // with a year of records of which nobody became inactive
    await publishRecords(company("2025-01-10"), folder);
    expect(read("concentration").about.inactivity).toBe("none_inactive");
  } finally {
    rmSync(folder, {recursive: true});
  }
});

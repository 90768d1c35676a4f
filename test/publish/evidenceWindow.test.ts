import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import type {About, File, FileName} from "../../src/contract/index.ts";
import {dealsTitle} from "../../src/copy/partnerPictures.ts";
import {rowsOf} from "../../src/shared/rows.ts";
import {publishRecords} from "../release/project.ts";

test("a partner's bars are of the outcomes in the evidence window, as their title says and the score counts", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "handshake-evidence-"));
  // ages of 0, 59, 60 and 500 days on the day of the data, 30 June 2026
  const deals = ["2026-06-30", "2026-05-02", "2026-05-01", "2025-02-15"].map((closed_on, i) => ({
    ...{deal_id: String(i), partner_id: "p", customer_id: "c", opened_on: "2025-01-01", amount: "100"},
    ...{closed_on, status: i === 1 ? "lost" : "won"}
  }));
  const read = <N extends FileName>(name: N) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8")) as File<N>;
  try {
    await publishRecords({deals}, folder, undefined, null, {evidence_days: 60});
    const bars = rowsOf(read("partner_outcomes").quarters).map((row) => [row.quarter, row.kept, row.broken]);
    expect(bars).toEqual([["2026-04-01", 1, 1]]);
    expect(rowsOf(read("partner_kinds").kinds).map((row) => [row.n, row.kept])).toEqual([[2, 1]]);
    const about: About = read("partners").about;
    expect(dealsTitle([{up: 1, down: 1}], about)).toBe("1 of 2 deals won in 60 days");
  } finally {
    rmSync(folder, {recursive: true});
  }
});

import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {receive} from "../../loaders/receive/receive.ts";
import {earlierFaults} from "../../loaders/release/check.ts";
import {sampleRules} from "../../loaders/release/owner.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

describe("the day of the figures", () => {
  const last = {as_of: "2026-06-30", rules: "drops"};

  test("never goes back unnoticed, whatever the settings of audiences are", () => {
    for (const rules of ["drops", "drops, 0123456789abcdef"])
      expect(earlierFaults({asOf: "2026-06-29", rules}, last)).toEqual([
        "its figures are for 2026-06-29, those that readers have now for 2026-06-30"
      ]);
  });

  test("may be the same or later, or that of the first release, and a company follows the sample on any day", () => {
    for (const asOf of ["2026-06-30", "2026-07-01"]) expect(earlierFaults({asOf, rules: "drops"}, last)).toEqual([]);
    expect(earlierFaults({asOf: "2020-01-01", rules: "drops"}, null)).toEqual([]);
    expect(earlierFaults({asOf: "2020-01-01", rules: "drops"}, {...last, rules: sampleRules})).toEqual([]);
  });
});

test("a clock that was set back stops a run before anything is entered under a wrong day; once that is accepted, what came on a day to come is of today", async () => {
  await writeFiles(path.join(folder, "drops"), {"partners.csv": "partner_id,name\nP1,Ann\n"});
  const on = (today: string, acceptEarlier = false) =>
    receive({
      drops: path.join(folder, "drops"),
      store: path.join(folder, "store"),
      ledger: path.join(folder, "ledger.jsonl"),
      today,
      acceptEarlier
    });
  await on("2026-07-02");
  await writeFiles(path.join(folder, "drops"), {"people.csv": "person_id,name,side\nU1,Ann,us\n"});
  await expect(on("2026-07-01")).rejects.toThrow("The clock says 2026-07-01, and deliveries were received on 2026-07-02 already");
  expect((await on("2026-07-01", true)).received.map((r) => r.drop_date)).toEqual(["2026-07-01", "2026-07-01"]);
  expect((await on("2026-07-01")).received.map((r) => r.drop_date)).toEqual(["2026-07-01", "2026-07-01"]);
});

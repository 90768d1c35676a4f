import {afterEach, beforeEach, expect, test} from "vitest";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/* A partner's id under which an earlier delivery has another name. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

/** What is told of partners P1 that are called one thing in January and another in March. */
async function told(before: string[], now: string[]): Promise<string[]> {
  const rows = (names: string[]) => `partner_id,name\n${names.map((n, i) => `P${i + 1},${n}\n`).join("")}`;
  await writeFiles(folder, {
    "drops/partners_2026-01-31.csv": rows(before),
    "drops/partners_2026-03-31.csv": rows(now)
  });
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, asOf: "2026-06-30"});
  run.db.close();
  return run.files.flatMap((f) => f.warnings.flatMap((w) => (w.reason === "other_name" ? [`${f.path}: ${w.detail}`] : [])));
}

test("a partner with quite another name than before is told: its id may have gone to another company", async () => {
  expect(await told(["Acme Systems", "Bolt"], ["Zeta Systems", "Bolt"])).toEqual([
    'partners_2026-03-31.csv: 1 partner has quite another name than in an earlier delivery, such as "P1" of partners_2026-01-31.csv: what was recorded under the partner_id so far counts under the new name. If that is a company with a new name, nothing is to be done; if another company got the partner_id, give it one of its own'
  ]);
});

test("several such partners are told together, without their names", async () => {
  const [line, ...others] = await told(["Acme", "Bolt"], ["Zeta", "Quark"]);
  expect(others).toEqual([]);
  expect(line).toContain('2 partners have quite other names than in an earlier delivery, such as "P1"');
  expect(line).not.toMatch(/Acme|Zeta|Bolt|Quark/);
});

test.each([
  ["a legal form", "Bolt", "Bolt Ltd."],
  ["another place of its words", "North Star", "Star North"],
  ["a word more before it", "Acme", "New Acme Group"],
  ["another spelling", "Mueller", "Müller"],
  ["a slip of the pen", "Northwind", "Nortwhind"],
  ["its spaces", "Air Bus", "Airbus"]
])("a name that differs by %s is the same company", async (_, before, now) => {
  expect(await told([before], [now])).toEqual([]);
});

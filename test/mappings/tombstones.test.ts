import {csvFormatRows, csvParseRows} from "d3-dsv";
import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {samples} from "../house/systemSamples.ts";
import {root} from "../support/pipeline.ts";
import {deliver, rowsOf, warningsOf} from "./support.ts";

/* Every mapping of the library: what its source says of a deleted or merged record, or why it says nothing. */

const folder = path.join(root, "loaders/mappings");
const names = readdirSync(folder).flatMap((f) => /^(.+)\.ts$/.exec(f)?.[1] ?? []);

interface Told {
  table: string;
  /** Columns that the export of the next day has, with what they say of each of its records. */
  says: Record<string, string>[];
}

const api: Record<string, string>[] = [{IsDeleted: "true"}, {_fivetran_deleted: "true"}];
const hubspot: Record<string, string>[] = [{archived: "true"}, {is_deleted: "true"}, {_fivetran_deleted: "true"}];

const told: Record<string, Told> = {
  dynamics_opportunity_table: {table: "deals", says: [{IsDelete: "true"}, {_fivetran_deleted: "true"}]},
  freshdesk_tickets: {table: "tickets", says: [{Status: "Deleted"}, {Status: "Spam"}, {deleted: "true"}]},
  hubspot_companies: {table: "partners", says: hubspot},
  hubspot_deals: {table: "deals", says: hubspot},
  hubspot_tickets: {table: "tickets", says: hubspot},
  monday_deals: {table: "deals", says: [{State: "deleted"}]},
  pipedrive_deals: {table: "deals", says: [{"Deal - Status": "Deleted"}, {"Deal - Deleted": "yes"}]},
  prm_deal_registrations: {table: "deals", says: [{"Registration Status": "Deleted"}]},
  salesforce_accounts: {table: "partners", says: api},
  salesforce_cases: {table: "tickets", says: api},
  salesforce_leads: {table: "referrals", says: api},
  salesforce_opportunities: {table: "deals", says: api},
  salesforce_opportunity_partners: {table: "deal_partners", says: api},
  servicenow_incidents: {table: "tickets", says: [{incident_state: "Canceled"}]},
  sugarcrm_opportunities: {table: "deals", says: [{Deleted: "1"}]},
  zendesk_deleted_tickets: {table: "tickets", says: [{}]},
  zendesk_tickets: {table: "tickets", says: [{Status: "Deleted"}, {Tags: "vip closed_by_merge"}]},
  zoho_deals: {table: "deals", says: [{"Record Status": "Trash"}, {$state: "Deleted"}]},
  zoho_deleted_deals: {table: "deals", says: [{}]}
};

/** The rows of an export with these columns, added where it lacks them. */
function withColumns(lines: string[], says: Record<string, string>): string {
  const [headers, ...records] = csvParseRows(lines.join("\n")) as [string[], ...string[][]];
  const all = [...headers, ...Object.keys(says).filter((h) => !headers.includes(h))];
  return csvFormatRows([all, ...records.map((r) => all.map((h, i) => says[h] ?? r[i] ?? ""))]);
}

const cases = Object.entries(told).flatMap(([name, {table, says}]) => says.map((say) => [name, say, table] as const));

test.each(cases)("%s: what says %j is gone, with what an earlier export said of it", async (name, says, table) => {
  const {lines, beside = {}, name: file = "export-1.csv"} = samples[name]!;
  const others = Object.fromEntries(Object.entries(beside).map(([f, content]) => [`2026-05-01/${f}`, content]));
  const before = {...others, [`2026-05-01/${file}`]: withColumns(lines, {})};
  const key = table === "deal_partners" ? "deal_id" : `${table.slice(0, -1)}_id`;
  const keys = async (files: Record<string, string>) =>
    Object.keys(files).length ? rowsOf(await deliver(files), table, [key]) : [];
  const after = await deliver({...before, [`2026-05-02/${file}`]: withColumns(lines, says)});
  const left = await keys(others);
  // a list of deleted records has none that was not
  if (Object.keys(says).length) expect((await keys(before)).length).toBeGreaterThan(left.length);
  expect(await rowsOf(after, table, [key])).toEqual(left);
  expect(warningsOf(after, `2026-05-02/${file}`).join("\n")).toMatch(/^deleted: \d+ records? that the source has deleted/m);
});

test("a record that comes back after its deletion is there again, though nothing dates it anew", async () => {
  const {lines} = samples.pipedrive_deals!;
  const run = await deliver({
    "2026-05-01/a.csv": withColumns(lines, {}),
    "2026-05-02/a.csv": withColumns(lines, {"Deal - Deleted": "yes"}),
    "2026-05-03/a.csv": withColumns(lines, {})
  });
  expect(await rowsOf(run, "deals", ["deal_id"])).toHaveLength(lines.length - 1);
});

test("every other mapping says in its file why it can't tell", () => {
  const silent = names.filter((name) => !told[name]);
  const reasons = silent.map((name) => /^\/\/ Deleted records: .{15}/m.test(readFileSync(`${folder}/${name}.ts`, "utf8")));
  expect(silent.filter((_, i) => !reasons[i])).toEqual([]);
});

test("no mapping both tells and says that it can't", () => {
  const has = (name: string) =>
    /\b(deleted|merged|mergedInto)\b\s*[:,]/.test(
      readFileSync(`${folder}/${name}.ts`, "utf8").replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")
    );
  expect(names.filter((name) => has(name) !== name in told)).toEqual([]);
});

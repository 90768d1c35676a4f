import {expect, test} from "vitest";
import {csv, deliver, warningsOf} from "./support.ts";

/* Cells with several names in exports that the library reads. */

const pipedrive = (...partners: string[]) => ({
  "deals-pipedrive_2026-03-30.csv": csv(
    "Deal - ID,Deal - Title,Deal - Status,Deal - Value,Deal - Currency of Value,Deal - Deal created,Deal - Organization,Deal - Partner",
    ...partners.map((p, i) => `${i + 1},A,Open,1000,USD,2026-01-01 10:00:00,Org A,${p}`)
  )
});
const warned = async (...partners: string[]) =>
  warningsOf(await deliver(pipedrive(...partners)), "deals-pipedrive_2026-03-30.csv");

test.each([
  ["commas", '"Alpha, Beta"', ","],
  ["upright strokes", "Alpha | Beta", "|"],
  ["strokes", "Alpha/Beta", "/"]
])("several partners between %s, each known by itself, are told under the header that the file has", async (name, list, mark) => {
  expect(await warned("Alpha", "Beta", list)).toEqual([
    `several_values: 1 record with several names between ${name} in Deal - Partner, each of which other records have alone: the list counts as a name of its own. Set split: "${mark}" on partner_id in the mapping, and the first is taken; all partners of a deal can come as deal_partners`
  ]);
});

test("names with a joint that other records have alone are told, and stay one name", async () => {
  expect(await warned("Alpha", "Beta", "Alpha & Beta", "Johnson & Johnson")).toEqual([
    'several_values: 1 record with several names between "&" in Deal - Partner, each of which other records have alone: the list counts as a name of its own. If they are several, export one name a record; all partners of a deal can come as deal_partners'
  ]);
  expect((await warned("Alpha", "Beta", "Alpha und Beta")).join()).toContain('several names between "und"');
});

test("a comma within names is no list, and beside one nothing is cut", async () => {
  expect(await warned("Alpha", '"Alpha, Inc."')).toEqual([]);
  expect((await warned("Alpha", "Beta", '"Alpha, Inc."', '"Alpha, Beta"')).join()).toContain(
    "Others have the mark in one name: export one name a record"
  );
});

test("a name that others have alone, with one beside it that no other has, is told, and a legal form is not", async () => {
  expect(await warned("Alpha", '"Alpha, Beta"', '"Gamma, Delta"', "Alpha/Inc.")).toEqual([
    "several_values: 1 record with a name that other records have alone, and more beside it between commas, in Deal - Partner: it counts as a name of its own. If that is several names, export one name a record"
  ]);
  expect((await warned("Alpha", '"Alpha, Beta"', '"Alpha, Beta"', '"Alpha, Gamma"')).join()).toContain("3 records with a name");
  const forms = ["S.A. de C.V.", "S. de R.L. de C.V.", "N.A.", "PLLC", "Ltda.", "The", "Ltd., Co."];
  expect(await warned("Alpha", ...forms.map((form) => `"Alpha, ${form}"`))).toEqual([]);
});

test("semicolons are told under the header that the file has", async () => {
  expect((await warned("Alpha; Beta")).join()).toContain("1 record with semicolons in Deal - Partner, each taken as one name");
});

test("names between another mark than the one that the mapping takes apart are told", async () => {
  const lists = ["Alpha", "Beta", "Alpha; Beta", '"Alpha, Beta"', '"Alpha, Berlin"', "Beta/Alpha; Gamma"];
  const run = await deliver(
    {"own_2026-03-30.csv": csv("No,Partner,Opened,Amount", ...lists.map((p, i) => `${i},${p},2026-01-05,100`))},
    {
      "own.ts": `export const mapping = ${JSON.stringify({
        about: "own",
        signature: ["No", "Partner"],
        table: "deals",
        columns: {
          deal_id: {from: "No"},
          partner_id: {hashOf: ["Partner"], split: ";"},
          customer_id: {from: "No"},
          status: {constant: "open"},
          opened_on: {from: "Opened"},
          amount: {from: "Amount"}
        }
      })};`
    }
  );
  expect(warningsOf(run, "own_2026-03-30.csv").filter((w) => w.startsWith("several"))).toEqual([
    "several_values: 2 records with more than one value in Partner; the first is taken as partner_id",
    'several_values: 1 record with several names between commas in Partner, each of which other records have alone, while the mapping takes names apart at ";" alone: the list counts as a name of its own. If they are several, export them all with ";", or one name a record'
  ]);
});

test("names in a column that only stands in for an empty one are not told where that is filled", async () => {
  const head =
    "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Associated Company IDs (Primary),Associated Company (Primary)";
  const run = await deliver({
    "deals-a_2026-06-30.csv": csv(head, "901,A,closedwon,1,2026-03-31,2026-01-05,77,Acme; Bolt")
  });
  expect(warningsOf(run, "deals-a_2026-06-30.csv")).toEqual([]);
});

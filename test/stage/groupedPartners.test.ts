import {expect, test} from "vitest";
import {csv, deliver, rowsOf, warningsOf} from "../mappings/support.ts";

/* Reports that are grouped by partner. */

const file = "report1727600001.csv";
const report = (partners: string[]) => ({
  [file]: csv(
    "Partner Account,Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date",
    ...partners.map((p, i) => `${p},Deal ${i + 1},Acme,Closed Won,100,3/2${i}/2026,1/1${i}/2026`)
  )
});
const said =
  "grouped_partners: Partner Account names 3 partners, each once and one of them in the first record, and 4 records have none, as in a report that is grouped by partner. If it is one, these records count for no partner by mistake: export it without groups";

test("a report that names each partner in the first record of its group only is told, in every delivery", async () => {
  const run = await deliver(report(["Alpha", "", "", "Beta", "", "Gamma", ""]));
  expect(warningsOf(run, file)).toEqual([said]);
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["Alpha"], ["Beta"], ["Gamma"]]);
});

test.each([
  ["a partner that comes twice", ["Alpha", "", "", "Beta", "", "Alpha", ""]],
  ["a first record that names none", ["", "Alpha", "", "Beta", "", "Gamma", ""]],
  ["partners of most records", ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "", ""]]
])("%s is in no group", async (_, partners) => expect(warningsOf(await deliver(report(partners)), file)).toEqual([]));

const withTotals = (partners: string[]) => {
  const {[file]: text} = report(partners);
  const [header, ...records] = text.trimEnd().split("\n");
  const lines = records.flatMap((r) => (/^(-|Alpha|Beta|Gamma),/.test(r) ? ["Subtotal,,,,100,,", "Count,,,,1,,", r] : [r]));
  return {[file]: csv(header!, ...lines.slice(2), "Subtotal,,,,100,,", "Count,,,,1,,", "Total,,,,100,,")};
};

test("a report that is grouped by partner is told as one with the totals of each group too", async () => {
  const run = await deliver(withTotals(["Alpha", "", "", "Beta", "", "Gamma", ""]));
  expect(warningsOf(run, file)).toContainEqual(said);
});

test("a report that is grouped by partner is told as one where a dash heads the group of those that have none", async () => {
  const run = await deliver(report(["-", "", "Alpha", "", "", "Beta", "", "Gamma", ""]));
  expect(warningsOf(run, file)).toContainEqual(
    'grouped_partners: Partner Account names 3 partners, each once and the first record has "-", and 6 records have none, as in a report that is grouped by partner. If it is one, these records count for no partner by mistake: export it without groups'
  );
});

import {expect, test} from "vitest";
import {csv, deliver, rowsOf, warningsOf} from "./support.ts";

/* What exports write where a deal has no partner. */

const file = "deals-pipedrive_2026-03-30.csv";
const pipedrive = (...partners: string[]) => ({
  [file]: csv(
    "Deal - ID,Deal - Title,Deal - Status,Deal - Value,Deal - Currency of Value,Deal - Deal created,Deal - Organization,Deal - Partner",
    ...partners.map((p, i) => `${i + 1},A,Open,1000,USD,2026-01-01 10:00:00,Org A,${p}`)
  )
});

test.each([
  ...["Direct", "Direktgeschäft", "Keiner", "Aucun", "sin partner", "-None-", "なし"],
  ...["- None -", "<none>", "-- Select --", "∅", "#", "Not assigned", "未設定"]
])("a deal whose partner is %s is a direct deal, and that is told", async (word) => {
  const run = await deliver(pipedrive("Alpha", word));
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["Alpha"]]);
  expect(warningsOf(run, file)).toEqual([
    `words_for_nothing: Deal - Partner says "${word}" (1 record): taken for nothing in partner_id. Set nulls: ["${word}"] there to settle it, or nulls: [] if it is a name`
  ]);
});

test("a customer may be called Direct", async () => {
  const run = await deliver({[file]: pipedrive("Alpha")[file].replace("Org A", "Direct")});
  expect(await rowsOf(run, "customers", ["name"])).toEqual([["Direct"]]);
});

const own = (
  nulls: string
) => `import {defineMapping} from "${new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname}";
export const mapping = defineMapping({about: "own", signature: ["No", "Reseller"], table: "deals", columns: {
  deal_id: {from: "No"}, partner_id: {hashOf: ["Reseller"], nulls: ${nulls}}, customer_id: {constant: "C1"},
  opened_on: {constant: "2026-01-05"}, status: {constant: "open"}, amount: {constant: "5"}
}, names: {partner_id: {from: "Reseller", nulls: ${nulls}}}});`;

test("a word for nothing that a mapping's own list lacks is a name, and that is told", async () => {
  const run = await deliver({"a.csv": csv("No,Reseller", "1,N/A", "2,n/a", "3,Direct", "4,Alpha")}, {"own.ts": own('["N/A"]')});
  expect(await rowsOf(run, "partners", ["name"])).toEqual([["Alpha"], ["Direct"], ["n/a"]]);
  expect(warningsOf(run, "a.csv")).toContain(
    'words_for_nothing: Reseller says "Direct" (1 record), "n/a" (1 record), and partner_id takes it for a name. If it means nothing, add it to nulls there: nulls: ["N/A", "Direct", "n/a"]'
  );
});

test("a mapping that takes no word for nothing has settled it", async () => {
  const run = await deliver({"a.csv": csv("No,Reseller", "1,Direct")}, {"own.ts": own("[]")});
  expect(warningsOf(run, "a.csv")).toEqual([]);
});

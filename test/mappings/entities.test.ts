import {expect, test} from "vitest";
import {header, mapped} from "./draft/attacked.ts";
import {csv, deliver, hashedName, rowsOf, warningsOf} from "./support.ts";

/* Names that a web form has written: Smith &amp; Sons, O&#39;Neil. */

const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const deals = (rule: string) =>
  `import {defineMapping} from ${JSON.stringify(engine)};\nexport const mapping = defineMapping({about: "x", signature: ["No", "Partner"], table: "deals", columns: {deal_id: {from: "No"}, partner_id: {hashOf: ["Partner"]${rule}}, customer_id: {constant: "C1"}, opened_on: {constant: "2026-01-04"}, closed_on: {constant: "2026-03-01"}, status: {constant: "won"}, amount: {constant: "5"}}, names: {partner_id: {from: "Partner"${rule}}}});\n`;

const written = csv("No,Partner", "D1,Smith &amp; Sons", "D2,O&#39;Neil", "D3,Caf&eacute; &#x26; Co", "D4,Smith & Sons");

test("names with entities of HTML are told, with how many and the key that reads them", async () => {
  const run = await deliver({"a.csv": written}, {"a.ts": deals("")});
  expect(warningsOf(run, "a.csv")).toEqual([
    "html_entities: 3 names in Partner have entities of HTML in them, such as &amp; for &: the same name without them is another one. Set html: true on partner_id and names.partner_id in the mapping"
  ]);
});

test("names with entities of HTML are one partner with those without, where the mapping says so", async () => {
  const run = await deliver({"a.csv": written}, {"a.ts": deals(", html: true")});
  expect(warningsOf(run, "a.csv")).toEqual([]);
  expect(await rowsOf(run, "deals", ["deal_id", "partner_id"])).toEqual([
    ["D1", hashedName("Smith & Sons")],
    ["D2", hashedName("O'Neil")],
    ["D3", hashedName("Café & Co")],
    ["D4", hashedName("Smith & Sons")]
  ]);
  const names = await run.db.rows<{name: string}>("select name from facts.partners order by 1");
  expect(names.map((n) => n.name)).toEqual(["Café & Co", "O'Neil", "Smith & Sons"]);
});

test("a canonical file with entities of HTML in its names is told, and an ampersand alone is a name", async () => {
  const run = await deliver({
    "partners_2026-03-31.csv": csv("partner_id,name", "P1,Smith &amp; Sons"),
    "customers_2026-03-31.csv": csv("customer_id,name", "C1,R&D; Consulting")
  });
  expect(warningsOf(run, "partners_2026-03-31.csv").join()).toContain("html_entities: 1 name in name has entities of HTML in it");
  expect(warningsOf(run, "customers_2026-03-31.csv")).toEqual([]);
});

test("a draft reads entities of HTML in names", async () => {
  const {draft, rows} = await mapped(
    "a.csv",
    [header, "D-1,Smith &amp; Sons,Acme,2026-01-11,2026-02-11,won,5", "D-2,Smith & Sons,Acme,2026-01-12,2026-02-12,won,5"],
    {columns: ["partner_id"]}
  );
  expect(draft.finished).toBe(true);
  expect(rows).toEqual([[hashedName("Smith & Sons")], [hashedName("Smith & Sons")]]);
});

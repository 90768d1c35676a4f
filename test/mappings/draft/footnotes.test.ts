import {expect, test} from "vitest";
import {mapped} from "./attacked.ts";

/* Hand-kept lists have notes below their records and headings among them, which are no partners. */

const list = ["Partner,Kind,Tier", "Acme GmbH,reseller,Gold", "Bolt Ltd,referral,Silver", "Core SARL,reseller,Gold"];
const partners = async (...lines: string[]) => {
  const {draft, said} = await mapped("partners_2026-09-30.csv", [...list, ...lines]);
  return {doubts: draft.doubts.join("\n"), names: draft.preview!.records.map((r) => r.cells["name"]), said};
};

test("notes below the records are left out, and the draft says how many", async () => {
  const {doubts, names, said} = await partners(",,", "Partners: 3,,", "As of 30.11.2026,,");
  expect(names).toEqual(["Acme GmbH", "Bolt Ltd", "Core SARL"]);
  expect(doubts).toContain("the last 2 lines fill their first cell only, as notes below a table do: they are left out.");
  expect(said).toContain("trailer: 2 lines after the records");
});

test("a name alone right below the others is a record, and may be a heading", async () => {
  const {doubts, names} = await partners("Dorn AG,,");
  expect(names).toEqual(["Acme GmbH", "Bolt Ltd", "Core SARL", "Dorn AG"]);
  expect(doubts).toContain('line 5 fills "Partner" only: if it is a heading or a note, take it out of the file');
});

test("a cell with line breaks is no empty line above a note", async () => {
  const {names} = await partners('Dorn AG,"reseller\nand more",Gold', "Eich KG,,");
  expect(names).toHaveLength(5);
});

test("headings among the records are told by their lines", async () => {
  const {doubts} = await partners("Retired,,", "Dorn AG,reseller,Gold", "Planned,,", "Eich KG,reseller,Gold");
  expect(doubts).toContain('2 lines fill "Partner" only (5, 7): if they are headings or notes, take them out of the file');
});

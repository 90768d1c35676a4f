import {expect, test} from "vitest";
import type {Ingested} from "../support/pipeline.ts";
import {parseMapping} from "../../loaders/mappings/engine/mapping.ts";
import {recognise} from "../../loaders/mappings/engine/recognise.ts";
import {csv, deliver, rowsOf} from "./support.ts";

/* What is advised for a cell that can't be read is tried: it reads that cell, and the others as before. */

const mapping = (amount: string, opened = "") => ({
  "list.ts": `export const mapping = {about: "x", signature: ["No", "Opened", "Net"], table: "deals", columns: {
  deal_id: {from: "No"}, customer_id: {constant: "C1"}, status: {constant: "open"},
  opened_on: {from: "Opened"${opened}}, amount: {from: "Net"${amount}}}};
`
});
const list = (...rows: string[]) => ({"list_2026-03-31.csv": csv("No,Opened,Net", ...rows)});
const settings = {bad_rows_share: 1};
const edits = (run: Ingested) => run.file("list_2026-03-31.csv").notes.map((n) => n.edit.replace(/ in \S*list\.ts/g, ""));

test("times in UTC get the format that reads them, beside the one that reads the others", async () => {
  const file = list("D1,2026-01-05T10:00:00Z,1", "D2,2026-02-01 10:00:00 UTC,1");
  expect(edits(await deliver(file, mapping(""), settings))).toEqual(['Set date: ["iso", "%Y-%m-%d %H:%M:%S UTC"] on opened_on.']);
  const run = await deliver(file, mapping("", ', date: ["iso", "%Y-%m-%d %H:%M:%S UTC"]'), settings);
  expect(await rowsOf(run, "deals", ["deal_id", "opened_on"])).toEqual([
    ["D1", "2026-01-05"],
    ["D2", "2026-02-01"]
  ]);
});

test("days that one column writes in several ways get a list of formats, which reads them all", async () => {
  const file = list("D1,2026-01-15,1", "D2,13.02.2026,1", 'D3,"Mar 14, 2026",1', "D4,15 Apr 2026,1");
  const advised = '["iso", "dmy", "%b %d, %Y", "%d %b %Y"]';
  expect(edits(await deliver(file, mapping(""), settings))).toEqual([`Set date: ${advised} on opened_on.`]);
  const run = await deliver(file, mapping("", `, date: ${advised}`), settings);
  expect(await rowsOf(run, "deals", ["deal_id", "opened_on"])).toEqual([
    ["D1", "2026-01-15"],
    ["D2", "2026-02-13"],
    ["D3", "2026-03-14"],
    ["D4", "2026-04-15"]
  ]);
});

test.each([
  [
    'decimal: ","',
    '"1,234"',
    "1.234 there, and 1234 if the comma marks thousands. Correct it at its source; if it is 1.234, set round: 2"
  ],
  ['decimal: ","', '"1,234.56"', "it is written otherwise: write it as the other amounts at its source."],
  ['decimal: ","', "1234.56", "it is written otherwise: write it as the other amounts at its source."],
  ['thousands: ","', '"12,5"', "it is written otherwise: write it as the other amounts at its source."]
])("where amounts are read with %s, nothing is advised for %s that the next run would refuse", async (keys, cell, says) => {
  const run = await deliver(list("D1,2026-01-05,7", `D2,2026-01-05,${cell}`), mapping(`, ${keys}`), settings);
  expect(edits(run)).toHaveLength(1);
  expect(edits(run)[0]).toContain(says);
});

test("of an amount that begins with its decimal mark no key is advised, as none would read it", async () => {
  expect(edits(await deliver(list("D1,2026-01-05,.5"), mapping(""), settings))).toEqual([
    "No amount begins with its decimal mark: write 0.5 at its source."
  ]);
});

test("a key with both marks is advised in place of both that the rule has", async () => {
  const run = await deliver(list('D1,2026-01-05,"1.500,50"'), mapping(', decimal: ".", thousands: ","'), settings);
  expect(edits(run)).toEqual([expect.stringContaining('Set decimal: ",", thousands: "."')]);
});

test("a point that may mark thousands is advised with the decimal mark that goes with it", async () => {
  const file = list("D1,2026-01-05,7", "D2,2026-01-05,1.234");
  expect(edits(await deliver(file, mapping(""), settings))[0]).toContain(
    'Set decimal: ",", thousands: "." (if it means 1234) or round: 2'
  );
  const run = await deliver(file, mapping(', decimal: ",", thousands: "."'), settings);
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([
    ["D1", "7.0000"],
    ["D2", "1234.0000"]
  ]);
});

test("what is shown of a record is the cell that was asked, not one that stands in for other records", async () => {
  const amount = `, empty: {from: "Expected", when: {canonical: "status", not: "won"}}`;
  const run = await deliver(
    {
      "list_2026-03-31.csv": csv(
        "No,Opened,Net,Expected,State,Closed",
        "D1,2026-01-05,,500,won,2026-02-01",
        "D2,2026-01-05,,700,open,"
      )
    },
    {
      "list.ts": mapping(amount)["list.ts"].replace(
        'status: {constant: "open"}',
        'status: {from: "State"}, closed_on: {from: "Closed"}'
      )
    },
    settings
  );
  const [note] = run.file("list_2026-03-31.csv").notes;
  expect(note!.what).toBe("Net or Expected (amount) is empty; amount (gross value) must be filled.");
});

test("a mapping that translates the words of a file with canonical headers and name is read in its place", () => {
  const headers = ["referral_id", "partner_id", "direction", "made_on", "outcome"];
  const columns = Object.fromEntries(headers.map((h) => [h, {from: h}]));
  const readBy = (signature: string[], name = "referrals.csv") => {
    const own = parseMapping({about: "x", signature, table: "referrals", columns}).data!;
    const sheet = {first: headers, named: new Map<string, string[]>()};
    const [found] = recognise({name, table: "referrals"}, sheet, [{name: "own", file: "m/own.ts", mapping: own}]);
    return found.kind === "table" && found.name;
  };
  expect(readBy(headers)).toBe("own");
  // one of some other export that shares a few headers leaves it alone
  expect(readBy(["referral_id", "made_on"])).toBe(null);
  // a name in capitals was none of a table once, and what a mapping reads by its headers stays with it
  expect(readBy(["referral_id", "made_on"], "Referrals_2026.csv")).toBe("own");
  expect(readBy(["referral_id", "elsewhere"], "Referrals_2026.csv")).toBe(null);
});

test("an id that its mapping's pattern does not match is told with the pattern, and with what goes before it", async () => {
  const rule = (pattern: string) => ({"list.ts": mapping("")["list.ts"].replace('{from: "No"}', `{from: "No", prefix: "s-", pattern: "${pattern}"}`)}); // prettier-ignore
  const file = list("D1,2026-01-05,7");
  const [note] = (await deliver(file, rule("D[0-9]+"), settings)).file("list_2026-03-31.csv").notes;
  expect(note!.what).toMatch(
    /^No \(deal_id\) is "D1", "s-" before it: it does not match pattern "D\[0-9\]\+" of deal_id in \S*list\.ts\.$/
  );
  expect(note!.edit).toBe(
    "Correct the pattern, which the whole value must match, with its prefix; or the values at their source."
  );
  expect((await deliver(file, rule("s-D[0-9]+"), settings)).file("list_2026-03-31.csv").notes).toEqual([]);
});

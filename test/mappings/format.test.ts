import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {partsOf} from "../../loaders/mappings/engine/mapping.ts";
import {readMappings, type NamedMapping} from "../../loaders/mappings/engine/mappings.ts";
import {fits} from "../../loaders/mappings/engine/recognise.ts";
import {referencesIn, signaturesOf} from "../../loaders/mappings/engine/walk.ts";
import {removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";
import {csv, deliver, reasonsOf, rowsOf, warningsOf} from "./support.ts";

let folder: string;
let known: NamedMapping[];
beforeAll(async () => {
  folder = await temporaryFolder();
  known = await readMappings([path.join(root, "loaders/mappings")]);
});
afterAll(() => removeFolder(folder));

const code = (mapping: string) =>
  `import {defineMapping} from ${JSON.stringify(path.join(root, "loaders/mappings/engine/mapping.ts"))};\nexport const mapping = defineMapping(${mapping});\n`;

/** The message with which a mapping is refused. */
async function refusal(name: string, mapping: string): Promise<string> {
  await writeFiles(folder, {[`${name}/${name}.ts`]: code(mapping)});
  return readMappings([`${folder}/${name}`]).then(
    () => "",
    (error: unknown) => (error as Error).message
  );
}

test("no export fits two mappings, with all the headers that one of them names", () => {
  for (const own of known)
    for (const signature of signaturesOf(own.mapping)) {
      const headers = [...signature, ...partsOf(own.mapping).flatMap((p) => referencesIn(p).flatMap((r) => r.headers))];
      const present = new Set(headers.map((h) => h.toLowerCase()));
      expect(known.filter((m) => fits(m.mapping, present)).map((m) => m.name)).toEqual([own.name]);
    }
});

const ticket = (column: string) =>
  `{about: "x", signature: ["a"], table: "tickets", columns: {ticket_id: {from: "a"}, opened_on: {from: "b"}, owner: ${column}}}`;

test.each([
  [
    "two sources",
    ticket(`{from: "c", constant: "us"}`),
    "columns.owner: expected exactly one of from, constant, hashOf, cases, between, earliest, latest"
  ],
  ["an unknown key", ticket(`{form: "c"}`), 'Unrecognized key: "form"'],
  ["others without values", ticket(`{from: "c", others: "us"}`), "columns.owner: others needs values beside it"],
  ["no test in a condition", ticket(`{constant: "us", when: {column: "c"}}`), "expected exactly one of is, not, matches, filled"],
  [
    "a pattern that RE2 can't read",
    ticket(`{from: "c", pattern: "(?=x)"}`),
    "a regular expression that RE2 and JavaScript both read"
  ],
  ["a bad rule for the empty cell", ticket(`{from: "c", empty: {}}`), "columns.owner.empty: expected exactly one of"],
  [
    "a column that the table lacks",
    ticket(`{constant: "us", when: {canonical: "state", is: "x"}}`),
    "tickets has no column state, expected some of"
  ],
  [
    "a column that waits for itself",
    ticket(`{constant: "us", when: {canonical: "owner", is: "x"}}`),
    "owner has a condition on owner, which has such a condition"
  ],
  [
    "a missing column",
    `{about: "x", signature: ["a"], table: "tickets", columns: {}}`,
    "tickets needs ticket_id, owner, opened_on too"
  ],
  [
    "an unknown table",
    `{about: "x", signature: ["a"], table: "ticket", columns: {}}`,
    'there is no canonical table "ticket", expected one of aliases, partners,'
  ],
  [
    "an unknown lookup",
    ticket(`{from: "c", lookup: {in: "nowhere", key: "a", value: "b"}}`),
    'looks up in "nowhere", but there is no mapping of that name'
  ],
  [
    "a table among several",
    `{about: "x", signature: ["a"], tables: [{table: "tickets", columns: {}}]}`,
    "tickets needs ticket_id, owner, opened_on too"
  ]
])("%s is said clearly", async (name, mapping, message) => {
  expect(await refusal(name.replace(/\W/g, "_"), mapping)).toContain(message);
});

test("values are cut, translated, prefixed and replaced where they are empty, in this order", async () => {
  const run = await deliver(
    {
      "desk.csv": csv(
        "Ticket,State,Opened,Done,Side,Spent",
        "1; 9,open,05/01/2026,,PARTNER,90",
        "2,CLOSED,2026-01-05T09:00:00Z,2026-01-05T10:30:00Z,,",
        "3,spam,05/01/2026,,us,",
        "4,closed,05/01/2026,06/01/2026,nobody,10",
        "5,closed,2026/01/05,06/01/2026,us,ten"
      )
    },
    {
      "desk.ts": code(`{
        about: "a desk", signature: ["Ticket", "State"], table: "tickets", when: {column: "State", not: "Spam"},
        columns: {
          ticket_id: {from: ["Number", "Ticket"], split: ";", prefix: "desk-"},
          owner: {from: "Side", lower: true, values: {us: "us", partner: "partner"}, empty: "both"},
          opened_on: {from: "Opened", date: ["%d/%m/%Y", "iso"]},
          resolved_on: {from: "Done", date: ["%d/%m/%Y", "iso"], when: {column: "State", matches: "clos.."}},
          hours: {from: "Spent", unit: "minutes", optional: true, empty: {between: ["Opened", "Done"]}}
        }
      }`)
    }
  );
  expect(await rowsOf(run, "tickets", ["ticket_id", "owner", "opened_on", "resolved_on", "hours"])).toEqual([
    ["desk-1", "partner", "2026-01-05", null, "1.5"],
    ["desk-2", "both", "2026-01-05", "2026-01-05", "1.5"]
  ]);
  expect(reasonsOf(run)).toEqual([
    [5, "owner"],
    [6, "opened_on"]
  ]);
  expect(warningsOf(run, "desk.csv")).toEqual([
    "left_out: 1 record that the mapping does not take for tickets",
    "several_values: 1 record with more than one value in Ticket; the first is taken as ticket_id",
    'day_order: every day in Opened, Done can be read with the day or the month first ("05/01/2026"); read as day before month, as the mapping says; if that is wrong, set date: "mdy" on opened_on in the mapping'
  ]);
});

test("a file that fits two mappings is refused, and both are named", async () => {
  const run = await deliver(
    {"x.csv": csv("Ticket,Opened", "1,2026-01-05")},
    {
      "one.ts": code(`{about: "1", signature: ["Ticket"], ignore: "x"}`),
      "two.ts": code(`{about: "2", signature: ["Opened"], ignore: "x"}`)
    }
  );
  expect(run.file("x.csv").message).toMatch(/Its headers fit .*one\.ts and .*two\.ts, expected one mapping/);
});

test.each([
  [" and ", "andrew and Bob", "andrew"],
  [" (http", "thorn (https://a.example/p)", "thorn"],
  [";", ";; Acme ; Bolt", "Acme"],
  [".*", "a.b.*c", "a.b"]
])("the first of several values between %j in %j is %j", async (split, cell, first) => {
  const run = await deliver(
    {"list.csv": csv("Opened,Firm", `2026-01-05,${cell}`)},
    {
      "desk.ts": code(`{
        about: "a desk", signature: ["Opened", "Firm"], table: "tickets",
        columns: {ticket_id: {from: "Firm", split: ${JSON.stringify(split)}}, opened_on: {from: "Opened"}, owner: {constant: "us"}}
      }`)
    }
  );
  expect(await rowsOf(run, "tickets", ["ticket_id"])).toEqual([[first]]);
});

test("the line that DATEV puts above the headers is named, and skip: 1 reads what is below it", async () => {
  const file = {
    "crm.csv": csv('"EXTF";700;21;"Stapel";;"";', '"Beleg";"Konto";"Umsatz";"Datum"', '"B1";"C1";100,50;"2026-01-15"')
  };
  expect((await deliver(file)).file("crm.csv").message).toBe(
    "crm.csv: Its first line is the one that DATEV puts above the headers (EXTF): delete it, or set skip: 1 in a mapping."
  );
  const run = await deliver(file, {
    "crm.ts": `export const mapping = {about: "x", signature: ["Beleg", "Umsatz"], skip: 1, table: "deals", columns: {
      deal_id: {from: "Beleg"}, customer_id: {from: "Konto"}, opened_on: {from: "Datum"}, status: {constant: "open"},
      amount: {from: "Umsatz", decimal: ","}}};\n`
  });
  expect(await rowsOf(run, "deals", ["deal_id", "amount"])).toEqual([["B1", "100.5000"]]);
});

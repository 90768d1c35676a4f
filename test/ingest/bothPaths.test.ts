import path from "node:path";
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {deliver} from "../mappings/support.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";
import {catalogue} from "./catalogue.ts";
import {partnersFile, type Case, type Content} from "./catalogue/build.ts";

/*
 * A file of well-formed records is read at once, any other record by record. A byte-order mark changes nothing in a file but takes it the
 * second way: with and without one, a run must tell the same.
 */

const mark = "\ufeff";

/** Whether a file begins with a line of headers: of what is no text, its first bytes are told, which the mark would be. */
const plainCsv = (name: string, content: Content): content is string =>
  typeof content === "string" && name.endsWith(".csv") && /^[\w" ]+,/.test(content);

/** What a run says of its files, their sizes aside. */
const toldBy = (run: Ingested) => [
  run.files.map((f) => [
    ...[f.path, f.table, f.mapping, f.outcome, f.reason, f.records, f.accepted, f.deduplicated, f.superseded],
    f.quarantined,
    f.warnings,
    f.message
  ]),
  run.quarantine.map((q) => [q.path, q.line, q.key, q.reason, q.column, q.found])
];

async function told(c: Case, change: (text: string) => string): Promise<unknown> {
  const folder = await temporaryFolder();
  let run: Ingested | undefined;
  try {
    await writeFiles(`${folder}/drops`, c.bare ? {} : partnersFile);
    for (const files of c.drops)
      for (const [name, content] of Object.entries(files))
        await writeFiles(`${folder}/drops`, {
          [name]: plainCsv(name, content) ? change(content) : typeof content === "function" ? await content() : content
        });
    run = await ingest(`${folder}/drops`, `${folder}/build`, {
      asOf: "2026-06-30",
      today: "2026-06-30",
      ...c.options,
      mappings: [path.join(import.meta.dirname, "mappings")]
    });
    return toldBy(run);
  } finally {
    run?.db.close();
    await removeFolder(folder);
  }
}

// what is told of a mark, of bytes in other encodings and of a manifest's sums is of the bytes
const cases = catalogue.filter(
  (c) =>
    !c.before &&
    c.drops.some((d) => Object.entries(d).some(([name, content]) => plainCsv(name, content))) &&
    !c.drops.some((d) => Object.keys(d).some((name) => name.endsWith("manifest.json")))
);

test("most of the catalogue can be read both ways", () => expect(cases.length).toBeGreaterThan(90));

describe("read at once and record by record, a case tells the same", () => {
  test.each(cases.map((c) => [c.name, c] as const))("%s", async (_, c) => {
    expect(await told(c, (text) => text)).toEqual(await told(c, (text) => mark + text));
  });
});

const mapping = `import {defineMapping} from "${path.join(import.meta.dirname, "../../loaders/mappings/engine/mapping.ts")}";
export const mapping = defineMapping({about: "both", signature: ["No", "Reseller", "Client", "Rep"], table: "deals", columns: {
  deal_id: {from: "No"}, partner_id: {from: "Reseller"}, customer_id: {hashOf: ["Client"]}, rep_id: {hashOf: ["Rep"], html: true},
  opened_on: {constant: "2026-01-05"}, status: {constant: "open"}, amount: {from: "Value"}, currency: {from: "Code"}
}});`;

const name = fc.constantFrom(
  "Acme",
  "ACME",
  "acme",
  "Nord",
  "Acme Ltd",
  "ACME  Ltd",
  "-",
  "n/a",
  "A; B",
  "R&amp;D",
  "Ünal",
  "ÜNAL",
  ""
);
const line = fc.tuple(name, name, name, fc.constantFrom("5", "7.50"), fc.constantFrom("EUR", "USD", ""));

test("names in several ways, words for nothing, entities and several values are told alike by both", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(line, {minLength: 1, maxLength: 6}), async (lines) => {
      const text = ["No,Reseller,Client,Rep,Value,Code", ...lines.map((cells, i) => [i + 1, ...cells].join(","))].join("\n");
      const [fast, exact] = [
        await deliver({"a.csv": `${text}\n`}, {"both.ts": mapping}),
        await deliver({"a.csv": `${mark}${text}\n`}, {"both.ts": mapping})
      ];
      expect(toldBy(fast)).toEqual(toldBy(exact));
      for (const f of exact.files) for (const w of f.warnings) seen.add(w.reason);
    }),
    {numRuns: 25, seed: 20_261_128, endOnFailure: true}
  );
  for (const doubt of ["one_name", "ids_differ_in_case", "words_for_nothing", "several_values", "html_entities"])
    expect(seen).toContain(doubt);
});

test.each([
  ["a name built into an id", "1,N,Acme,Bo,5,EUR\n2,N,ACME,Bo,5,EUR\n", "one_name: 1 name in Client"],
  ["an id taken as it is", "1,NORD,Acme,Bo,5,EUR\n2,Nord,Acme,Bo,5,EUR\n", "ids_differ_in_case: 1 id in Reseller"]
])("a file without a fault tells that %s is written in several ways", async (_, lines, says) => {
  const run = await deliver({"a.csv": `No,Reseller,Client,Rep,Value,Code\n${lines}`}, {"both.ts": mapping});
  expect(run.quarantine).toEqual([]);
  expect(run.files.flatMap((f) => f.warnings.map((w) => `${w.reason}: ${w.detail}`)).join("\n")).toContain(says);
});

import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {describe, expect, it, onTestFinished} from "vitest";
import {readModels} from "../../loaders/engines/models.ts";
import {HandshakeError} from "../../loaders/errors.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";

const folder = path.join(import.meta.dirname, "..", "..", "loaders", "metrics");

function folderWith(sql: string): string {
  const made = mkdtempSync(path.join(tmpdir(), "metrics-"));
  onTestFinished(() => rmSync(made, {recursive: true}));
  writeFileSync(path.join(made, "odd.sql"), sql);
  return made;
}

const complete =
  "-- question: q\n-- definition: d\n-- unit: u\n-- direction: neither\n-- source: s\n-- settings: none\n-- grain: g\n-- key: as_of\nselect 1 as one\n";

describe("the catalogue of metrics", () => {
  it("has a definition of every metric, by name", () => {
    const catalogue = readCatalogue();
    expect(catalogue.map((m) => m.name)).toEqual(
      readModels(folder, "metrics")
        .map((m) => m.name)
        .sort()
    );
    const trust = catalogue.find((m) => m.name === "trust")!;
    expect(trust.question).toBe("How likely is it that the next dealing with a partner goes well?");
    expect(trust.settings).toContain("trusted_from");
  });

  it.each(readCatalogue())("$name names exactly the settings that its SQL reads", ({name, settings}) => {
    const sql = readFileSync(path.join(folder, `${name}.sql`), "utf8");
    const read = new Set([...sql.matchAll(/getvariable\('([a-z0-9_]+)'\)/g)].map((m) => m[1]!));
    expect([...settings].sort()).toEqual([...read].sort());
  });

  it.each(readModels(folder, "metrics"))("$name ends with select * from its last step, in an order", ({sql}) => {
    expect(sql.trimEnd().split("\n").at(-1)).toMatch(/^select \* from [a-z_]+( order by .+)?$/);
  });

  it("reads a folder, none meaning no settings", () => {
    expect(readCatalogue(folderWith(complete))).toEqual([
      {
        name: "odd",
        question: "q",
        definition: "d",
        unit: "u",
        direction: "neither",
        source: "s",
        settings: [],
        grain: "g",
        key: ["as_of"],
        needs: [],
        records: [],
        formula: []
      }
    ]);
  });

  it.each([
    ["unit", complete.replace("-- unit: u\n", "")],
    ["key", complete.replace("-- key: as_of\n", "")],
    ["records", complete.replace("-- key", "-- records: deals closed yesterday\n-- key")],
    ["formula", complete.replace("-- key", "-- formula: score is 1\n-- key")],
    ["settings", complete.replace("none", "no_such_setting")],
    ["colour", complete.replace("-- unit", "-- colour: red\n-- unit")]
  ])("refuses a file whose %s is not right, naming file and entry", (entry, sql) => {
    const made = folderWith(sql);
    expect(() => readCatalogue(made)).toThrow(HandshakeError);
    expect(() => readCatalogue(made)).toThrow("odd.sql");
    expect(() => readCatalogue(made)).toThrow(entry);
  });
});

import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import type {z} from "zod";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {metaOf} from "../../src/contract/columns.ts";
import {tables} from "../../src/contract/tables.ts";
import {root} from "../support/handshake.ts";

/** Metrics that are named in a text as a table: metrics.trust, or trust.score. */
const named = (text: string): string[] =>
  [...text.matchAll(/\b(?:metrics\.([a-z_0-9]+)|([a-z_0-9]+)\.[a-z_])/g)].map((m) => m[1] ?? m[2]!);

/** What published tables, the queries of pages, and the steps after metrics read. */
function read(): Set<string> {
  const declared = Object.values(tables).flatMap(({source, row}) => [
    source.metric ?? "",
    ...Object.values(row as Record<string, z.ZodType>).flatMap((schema) => named(metaOf(schema)?.from ?? "")),
    ...named(source.where ?? "")
  ]);
  const folders = ["publish", "publish/queries", "publish/tables", "history", "disclosure", "run"].map((f) =>
    path.join(root, "loaders", f)
  );
  const texts = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => /\.(ts|sql)$/.test(file))
      .flatMap((file) =>
        [...readFileSync(path.join(folder, file), "utf8").matchAll(/\bmetrics\.([a-z_0-9]+)/g)].map((m) => m[1]!)
      )
  );
  return new Set([...declared, ...texts]);
}

/** Metrics that nothing shows: nobody reads them, nor what is made of them. */
function unshown(catalogue: readonly {name: string; needs: readonly string[]}[], seen: ReadonlySet<string>): string[] {
  const shown = new Set(seen);
  const byName = new Map(catalogue.map((m) => [m.name, m]));
  for (const name of shown) byName.get(name)?.needs.forEach((need) => shown.add(need));
  return catalogue.map(({name}) => name).filter((name) => !shown.has(name));
}

describe("every metric", () => {
  test("is on a page, or is what one on a page is made of", () => expect(unshown(readCatalogue(), read())).toEqual([]));

  test("that nothing reads is found out, with what only it is made of", () => {
    const chain = [
      {name: "shown", needs: ["below"]},
      {name: "below", needs: []},
      {name: "lonely", needs: ["deeper", "below"]},
      {name: "deeper", needs: []}
    ];
    expect(unshown(chain, new Set(["shown"]))).toEqual(["lonely", "deeper"]);
  });
});

import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import type {z} from "zod";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {metaOf} from "../../src/contract/columns.ts";
import {files, type FileName} from "../../src/contract/index.ts";
import {tables} from "../../src/contract/tables.ts";
import {root} from "../support/handshake.ts";
import {sourcesIn} from "../support/sources.ts";

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

/** Whether a text takes a name out of something: p.name, or {name} of it. */
const takes = (text: string, name: string): boolean => new RegExp(`\\.${name}\\b|[{,]\\s*${name}\\b`).test(text);

describe("every table that pages are made from", () => {
  test("is put into a published file, or into its sentences", () => {
    const {"src/contract/tables.ts": _, ...sources} = sourcesIn(["loaders", "src"], [".ts"]);
    const text = Object.values(sources).join("\n");
    expect(Object.keys(tables).filter((name) => !takes(text, name))).toEqual([]);
  });

  test("is drawn by a page: each part of a published file is taken by the pages that read it, or by what they are made of", () => {
    const sources = Object.entries(sourcesIn(["src"], [".ts", ".md"])).filter(([file]) => !file.startsWith("src/contract/"));
    const pages = sources.map(([, text]) => text).join("\n");
    const unread = Object.keys(files).filter((name) => !new RegExp(`FileAttachment\\("[./]*data/${name}\\.json"\\)`).test(pages));
    const undrawn = (name: FileName) => Object.keys(files[name].shape).filter((part) => !takes(pages, part));
    expect(unread).toEqual([]);
    expect(Object.keys(files).flatMap((name) => undrawn(name as FileName).map((part) => `${name}.${part}`))).toEqual([]);
  });
});

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

/** Columns that no page says, and what they are published for. */
const unsaid: Record<string, string> = {
  "case_summary.do_now":
    "the cases of account managers at each date, for notebooks and download; the page counts those that it lists",
  "case_summary.moved_up": "cases that went up a lane at each date, for notebooks and download; the case says it of itself",
  "case_summary.taken_off": "cases that were taken off at each date, for notebooks and download; the case says it of itself",
  "exchange_portfolio.edges": "the graph of people, for those who analyse networks: notebooks and download",
  "exchange_portfolio.lag_returned": "the numerator of a rate that the page says with its denominator",
  "exchange_portfolio.mutual_dyads": "the graph of people; the page lists the pairs",
  "exchange_portfolio.people_them": "the graph of people",
  "exchange_portfolio.people_us": "the graph of people",
  "exchange_portfolio.rho": "the graph of people: reciprocity against chance as networks have it; the page has partners' own",
  "loss_backtest.kupiec": "the statistic behind a verdict that the page says",
  "partners.p_quiet": "the probability behind an alarm; the alarm says the expected and the observed number",
  "preferences.overruled": "the complement, as far as it is recorded, of what the page says",
  "what_if.removed": "the key of the table"
};

describe("every column that pages get", () => {
  const texts = Object.entries(sourcesIn(["src", "loaders/publish", "loaders/history", "loaders/notifications"], [".ts", ".md"]))
    .filter(([file]) => !file.startsWith("src/contract/"))
    .map(([, text]) => text)
    .join("\n");
  const untaken = Object.entries(tables).flatMap(([name, {row}]) =>
    Object.keys(row).flatMap((column) => (takes(texts, column) ? [] : [`${name}.${column}`]))
  );

  test("is taken by a page, its sentences or its figures, or is published for a reason that is said here", () =>
    expect(untaken.filter((column) => !unsaid[column])).toEqual([]));

  test("that has a reason not to be said is said by no page", () =>
    expect(Object.keys(unsaid).filter((column) => !untaken.includes(column))).toEqual([]));
});

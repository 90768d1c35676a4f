import fc from "fast-check";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DuckDB, literal} from "../../../loaders/engines/duckdb.ts";
import {dateFormats} from "../../../loaders/mappings/draft/profile.ts";
import {mayBeDaySql} from "../../../loaders/mappings/draft/mayBeDay.ts";

const formats = dateFormats.filter((format) => format !== "iso" && format !== "japanese_era");

let db: DuckDB;
beforeAll(async () => {
  db = await DuckDB.open();
});
afterAll(() => db.close());

/** How many texts each format reads, and how many of these are not even asked about. */
async function readings(texts: readonly string[]): Promise<{format: string; read: number; missed: string[]}[]> {
  await db.run(`create or replace table texts as select unnest([${texts.map(literal).join(", ")}]) as text`);
  const found = [];
  for (const format of formats) {
    const reads = `year(try_strptime(text, ${literal(format)})) between 2000 and 2100`;
    const rows = await db.rows<{text: string; asked: boolean}>(
      `select text, ${mayBeDaySql("text")} as asked from texts where ${reads}`
    );
    found.push({format, read: rows.length, missed: rows.filter(({asked}) => !asked).map(({text}) => text)});
  }
  return found;
}

test("every day that a format reads is asked about, with or without zeros, signs and spaces around its parts", async () => {
  const days = ["2000-01-01 00:00:00", "2026-03-02 09:05:07", "2026-11-23 17:30:00", "2099-12-31 23:59:59"];
  const written: string[] = [];
  for (const format of formats)
    for (const day of days) {
      const [row] = await db.rows<{text: string}>(`select strftime(timestamp '${day}', ${literal(format)}) as text`);
      const text = row!.text.replace(/\+00$/, "+0000");
      const bare = text.replaceAll(/\b0(\d)/g, "$1");
      written.push(text, bare, ` \t${text}`, text.replaceAll(" ", "   "), text.replaceAll(/[-/.]/g, " $& "), `+${bare}`);
      written.push(text.toUpperCase(), text.toLowerCase(), text.replaceAll(" ", ""));
    }
  const found = await readings(written);
  expect(found.flatMap(({format, missed}) => missed.map((text) => `${format}: ${text}`))).toEqual([]);
  for (const {format, read} of found) expect(read, format).toBeGreaterThanOrEqual(days.length);
});

test("of thousands of texts made of parts of days, none that a format reads goes unasked", async () => {
  const number = fc.constantFrom("0", "1", "3", "07", "12", "26", "31", "2026", "+5", "-5", "20261123");
  const name = fc.constantFrom("Mar", "december", "MON", "Tuesday", "Mon, 2");
  const marks = fc.constantFrom(
    ...["--", "//", "..", "  ", " ,", "年月", "", "-/", ": "].map((two) => [two[0] ?? "", two[1] ?? ""])
  );
  const end = fc.constantFrom("", " ", "日", " 9:05", " 09:05:07", " 9:05 pm", "T090507Z", " 09:05 UTC", " 09:05:07 +0000");
  const part = fc.oneof({arbitrary: number, weight: 4}, name);
  const year = fc.oneof({arbitrary: fc.constant("2026"), weight: 2}, part);
  const day = fc
    .tuple(fc.constantFrom("", " "), year, part, year, marks, end)
    .map(([before, first, second, third, [one, two], after]) => `${before}${first}${one}${second}${two}${third}${after}`);
  const texts = fc.sample(day, {seed: 20_261_129, numRuns: 40_000});
  const found = await readings(texts);
  expect(found.flatMap(({format, missed}) => missed.map((text) => `${format}: ${text}`))).toEqual([]);
  expect(found.reduce((n, {read}) => n + read, 0)).toBeGreaterThan(50);
});

test("amounts, names, ids and free text are not asked about", async () => {
  const rows = await db.rows<{text: string}>(
    `select text from (values ('2675.59'), ('1,234.50'), ('Rep 12'), ('D-123456'), ('note 0.25 about it'), ('99'), ('P7')) as t(text)
     where ${mayBeDaySql("text")}`
  );
  expect(rows).toEqual([]);
});

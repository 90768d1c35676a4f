import {expect, test} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {monthLanguages} from "../../loaders/mappings/engine/dateFormats.ts";
import {letters} from "../../loaders/mappings/engine/letters.ts";
import {monthFormsOf} from "../../loaders/mappings/engine/months.ts";

const isLetters = async (texts: string[]): Promise<boolean[]> => {
  const db = await DuckDB.open(":memory:");
  const rows = await db.rows<{is: boolean}>(
    `select regexp_full_match(t, ${literal(`[${letters}]+`)}) as is from (values ${texts.map((t) => `(${literal(t)})`).join(", ")}) v(t)`
  );
  db.close();
  return rows.map((row) => row.is);
};

test("the letters that patterns name are those of every month's name that is read, and of scripts beyond", async () => {
  const names = monthLanguages.flatMap((language) => monthFormsOf(language));
  const words = [...names, "Straße", "Δράμα", "Договор", "日本語", "カタカナ", "Ｅｕｒｏ", "한국"];
  expect(words.filter((word) => !/^\p{L}+$/u.test(word))).toEqual([]);
  expect(await isLetters(words)).toEqual(words.map(() => true));
});

test("signs, spaces of any width and digits are none of them", async () => {
  const signs = ["1", "$", "€", "×", "\u00a0", "\u202f", "–", "’", "、", "，", "_", "("];
  expect(await isLetters(signs)).toEqual(signs.map(() => false));
});

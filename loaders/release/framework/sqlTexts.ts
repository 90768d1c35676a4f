/* What sql cells give as text, the same while the site is built (duckdbInNode.ts) and in a browser (duckdbInBrowser.ts). */

/** An interval as DuckDB writes it: "1 year 2 months 3 days 04:05:06.5". */
export function intervalText({months, days, micros}: {months: number; days: number; micros: bigint}): string {
  const part = (n: number, unit: string) => (n ? [`${n} ${unit}${Math.abs(n) === 1 ? "" : "s"}`] : []);
  const parts = [...part(Math.trunc(months / 12), "year"), ...part(months % 12, "month"), ...part(days, "day")];
  return micros || !parts.length ? [...parts, timeText(micros)].join(" ") : parts.join(" ");
}

/** A time of day, or a stretch of time, as DuckDB writes it: "04:05:06.5". */
export function timeText(micros: bigint): string {
  const [sign, of] = micros < 0n ? ["-", -micros] : ["", micros];
  const seconds = of / 1_000_000n;
  const two = (n: bigint) => String(n).padStart(2, "0");
  const rest = String(of % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${sign}${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${rest && `.${rest}`}`;
}

/** A whole number that a double can't hold: a column which has one is text. */
export const isWide = (n: bigint): boolean => n > BigInt(Number.MAX_SAFE_INTEGER) || n < BigInt(Number.MIN_SAFE_INTEGER);

/** Why no table is made from a file, and what to do. */
export const noParquet = (file: string): string =>
  `${file} is Parquet, which SQL in pages does not read. Give it as .arrow, .csv or .json, or load it first: FileAttachment("${file}").parquet()`;

/** An error of SQL as who wrote the page can use it: of a table that there is not, the database proposes tables of its own. */
export function pageFault(error: unknown): unknown {
  const text = error instanceof Error ? error.message : "";
  const [, name] = /Table with name (\S+) does not exist/.exec(text) ?? [];
  if (name !== undefined)
    return new Error(
      `There is no table ${name} here. Correct the name (npx handshake new notebook catalogue --like catalogue makes a list of all that are published), or name a file of your own in the front matter (sql: ${name}: ./${name}.csv).`
    );
  if (/Referenced column "[^"]*" not found|does not have a column named "/.test(text))
    return new Error(
      `${text.trimEnd()}\nCorrect the name, or leave the column out: a site for an audience has only the columns that it may see, so a page that names several audiences needs those that all of them have (npx handshake disclosure NAME).`
    );
  return error;
}

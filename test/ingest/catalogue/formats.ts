import {dealRecord, group, parquet, workbook, type Case, type Content, type Wanted} from "./build.ts";

const json = "deals_2026-06-01.json";
const ndjson = "deals_2026-06-01.ndjson";
const columnar = "deals_2026-06-01.parquet";
const xlsx = "deals_2026-06-01.xlsx";

const good = dealRecord();
const of = (file: string, name: string, content: Content, wanted: Wanted): Case => ({name, drops: [{[file]: content}], wanted});
const lines = (...records: (Record<string, unknown> | string)[]): string =>
  records.map((r) => `${typeof r === "string" ? r : JSON.stringify(r)}\n`).join("");
const array = (...records: (Record<string, unknown> | string)[]): string =>
  `[${lines(...records)
    .trim()
    .replaceAll("\n", ",\n")}]`;
/** A record as text, with one value replaced by JSON text. */
const withText = (column: string, text: string): string =>
  JSON.stringify(dealRecord({deal_id: "D2", [column]: "#"})).replace(`"${column}":"#"`, `"${column}":${text}`);

const refused = (file: string, name: string, content: Content, reason: string): Case =>
  of(file, name, content, {outcome: "refuse", reason, accepted: 0, final: {deals: 0}});
/** The second of two records, as an element of an array and as a line. */
const both = (name: string, second: string, wanted: Wanted): Case[] => [
  of(json, `${name} (json)`, array(good, second), wanted),
  of(ndjson, `${name} (ndjson)`, lines(good, second), wanted)
];
const bad = (reason: string): Wanted => ({
  outcome: "accept",
  accepted: 1,
  quarantined: 1,
  reason,
  facts: ["deals", "deal_id", [["D1"]]]
});
const amount = (value: string): Wanted => ({
  outcome: "accept",
  accepted: 2,
  quarantined: 0,
  facts: [
    "deals",
    "deal_id, amount",
    [
      ["D1", "100.0000"],
      ["D2", value]
    ]
  ]
});

const jsons = group("json", [
  ...both("an amount may be a number", withText("amount", "5"), amount("5.0000")),
  ...both("a number with two decimals is exact", withText("amount", "10.05"), amount("10.0500")),
  ...both("zeros that a number ends with are no decimals", withText("amount", "10.50"), amount("10.5000")),
  ...both("more than two of them are none either", withText("amount", "1500.000"), amount("1500.0000")),
  ...both("a number with noise is no amount", withText("amount", "10.049999999999999"), bad("amount")),
  ...both("an exponent is no amount", withText("amount", "1e3"), bad("amount")),
  ...both("a negative number is no amount", withText("amount", "-5"), bad("amount")),
  ...both("an integer beyond 2^53 can't be told from its neighbours", withText("deal_id", "9007199254740993"), bad("json")),
  ...both("true is no amount", withText("amount", "true"), bad("amount")),
  ...both("null is empty", withText("currency", "null"), amount("100.0000")),
  ...both("null where a value is needed is missing", withText("amount", "null"), bad("amount")),
  ...both("a nested object is no value", withText("customer_id", '{"id":"C1"}'), bad("json")),
  ...both("a list is no value", withText("customer_id", '["C1"]'), bad("json")),
  ...both("a key that stands twice can't be told", withText("amount", '"1","amount":"2"'), bad("json")),
  ...both("half a pair of surrogates is no text", withText("customer_id", '"C\\ud83d"'), bad("json")),
  ...both("an escaped NUL is no text", withText("customer_id", '"C\\u0000"'), bad("control_character")),
  ...both("a key named __proto__ is an extra column", withText("amount", '"5","__proto__":{"polluted":true}'), amount("5.0000")),
  ...both("a record without a column that must be filled is missing it", '{"deal_id":"D2"}', bad("bad_id")),
  of(
    json,
    "keys stand in any order and case",
    '[{"AMOUNT":"5","Status":"open","opened_on":"2026-01-02","customer_id":"C1","deal_id":"D1"}]',
    {
      outcome: "accept",
      accepted: 1
    }
  ),
  of(json, "escapes are read", array(dealRecord({customer_id: "K\u00fchne"})).replace("ü", "\\u00fc"), {
    outcome: "accept",
    facts: ["deals", "customer_id", [["Kühne"]]]
  }),
  refused(json, "an array that is cut is refused whole", array(good, good).slice(0, -20), "json"),
  refused(json, "a single object is no array", JSON.stringify(good), "json"),
  of(json, "the list in a system's answer is read", `{"paging": {"next": [1]}, "results": ${array(good)}, "total": 1}`, {
    outcome: "accept",
    accepted: 1,
    facts: ["deals", "deal_id", [["D1"]]]
  }),
  refused(json, "an answer that is cut behind its list is refused whole", `{"results": ${array(good)}, "pag`, "json"),
  refused(json, "an answer with two lists is refused", `{"results": ${array(good)}, "records": ${array(good)}}`, "json"),
  refused(json, "an object with a list of its own is no answer", `{"deal_id": "D1", "lines": ${array(good)}}`, "json"),
  refused(json, "an array of an empty name has nothing", "[]", "empty"),
  refused(json, "an array of numbers has no records", "[1, 2, 3]", "json"),
  refused(json, "NaN is no JSON", `[${withText("amount", "NaN")}]`, "json"),
  refused(json, "a comma at the end is no JSON", `[${JSON.stringify(good)},]`, "json"),
  refused(json, "a comment is no JSON", `[/* all */ ${JSON.stringify(good)}]`, "json"),
  refused(json, "single quotes are no JSON", "[{'deal_id':'D1'}]", "json"),
  refused(json, "100,000 brackets are refused before they are followed", "[".repeat(100_000), "json"),
  refused(
    json,
    "a value that is nested 100,000 deep is refused",
    `[{"deal_id":${"[".repeat(100_000)}${"]".repeat(100_000)}}]`,
    "json"
  ),
  refused(json, "two arrays are no array", `${array(good)}${array(good)}`, "json"),
  of(json, "what is no object costs itself in an array", array(good, "7"), bad("json")),
  refused(ndjson, "a file of blank lines has no record", "\n\n\n", "empty"),
  of(
    ndjson,
    "a line that is cut costs itself and not the next",
    lines(good, '{"deal_id":"D2","amo', dealRecord({deal_id: "D3"})),
    {
      outcome: "accept",
      accepted: 2,
      quarantined: 1,
      reason: "json",
      facts: ["deals", "deal_id", [["D1"], ["D3"]]]
    }
  ),
  of(
    ndjson,
    "two records on a line can't be told apart",
    lines(good, `${JSON.stringify(good)}${JSON.stringify(good)}`),
    bad("json")
  ),
  of(ndjson, "NaN costs its line", lines(good, withText("amount", "NaN")), bad("json")),
  of(
    ndjson,
    "the last line needs no end, and blank lines are no records",
    `${JSON.stringify(good)}\n\n\r\n${withText("amount", "5")}`,
    amount("5.0000")
  ),
  of(ndjson, "a line nested 100,000 deep costs itself", lines(good, `{"deal_id":${"[".repeat(100_000)}`), bad("json")),
  of(
    ndjson,
    "a line of 3 MB costs itself",
    lines(good, withText("customer_id", JSON.stringify("x".repeat(3_000_000)))),
    bad("too_long")
  )
]);

const select = (column: string, sql: string): string =>
  `select * replace (${sql} as ${column}) from (values ('D1', 'P1', 'C1', '2026-01-02', 'open', '100', null), ('D2', 'P1', 'C1', '2026-01-02', 'open', '100', null)) t(deal_id, partner_id, customer_id, opened_on, status, amount, updated_at)`;
const probe = (column: string, first: string, second: string) =>
  parquet(select(column, `case when deal_id = 'D1' then ${first} else ${second} end`));

const parquets = group("parquet", [
  refused(
    columnar,
    "a footer whose writer is no text is refused, not a crash",
    async () => {
      const bytes = Buffer.from(await parquet(select("amount", "amount"))());
      bytes[bytes.lastIndexOf("DuckDB")] = 0xff;
      return bytes;
    },
    "parquet"
  ),
  of(columnar, "columns of text are read", parquet(select("amount", "amount")), {outcome: "accept", accepted: 2}),
  of(
    columnar,
    "decimals lose the zeros of their type only",
    probe("amount", "cast(100 as decimal(18, 6))", "cast(5.25 as decimal(18, 6))"),
    amount("5.2500")
  ),
  of(
    columnar,
    "a decimal beyond two places is no amount",
    probe("amount", "cast(100 as decimal(18, 4))", "cast(5.255 as decimal(18, 4))"),
    bad("amount")
  ),
  of(
    columnar,
    "a float that is exact to two places is taken",
    probe("amount", "cast(100 as double)", "cast(5.25 as double)"),
    amount("5.2500")
  ),
  of(
    columnar,
    "a float with noise is no amount",
    probe("amount", "cast(100 as double)", "cast(0.1 as double) + cast(0.2 as double)"),
    bad("amount")
  ),
  of(columnar, "NaN is no amount", probe("amount", "cast(100 as double)", "cast('nan' as double)"), bad("amount")),
  of(columnar, "infinity is no amount", probe("amount", "cast(100 as double)", "cast('infinity' as double)"), bad("amount")),
  of(columnar, "integers are amounts", probe("amount", "cast(100 as bigint)", "cast(7 as bigint)"), amount("7.0000")),
  of(columnar, "days are days", parquet(select("opened_on", "date '2026-02-03'")), {
    outcome: "accept",
    facts: [
      "deals",
      "deal_id, opened_on",
      [
        ["D1", "2026-02-03"],
        ["D2", "2026-02-03"]
      ]
    ]
  }),
  of(
    columnar,
    "a timestamp is the day of the reporting zone",
    parquet(select("opened_on", "timestamptz '2026-02-03 23:30:00-05'")),
    {
      outcome: "accept",
      facts: [
        "deals",
        "deal_id, opened_on",
        [
          ["D1", "2026-02-04"],
          ["D2", "2026-02-04"]
        ]
      ]
    }
  ),
  of(
    columnar,
    "a timestamp without an offset is read in the reporting zone",
    parquet(select("opened_on", "timestamp '2026-02-03 23:30:00'")),
    {
      outcome: "accept",
      facts: [
        "deals",
        "deal_id, opened_on",
        [
          ["D1", "2026-02-03"],
          ["D2", "2026-02-03"]
        ]
      ]
    }
  ),
  of(columnar, "an infinite day is no day", probe("opened_on", "date '2026-01-02'", "date 'infinity'"), bad("opened_on")),
  of(
    columnar,
    "integers of any size are ids",
    probe("customer_id", "'C1'::varchar", "cast(9007199254740993 as varchar)"),
    amount("100.0000")
  ),
  of(columnar, "a truth is no status", parquet(select("status", "true")), {
    outcome: "accept",
    accepted: 0,
    quarantined: 2,
    reason: "status"
  }),
  refused(columnar, "a column of lists is told", parquet(select("customer_id", "['C1']")), "parquet"),
  refused(columnar, "a column of structs is told", parquet(select("customer_id", "{a: 1}")), "parquet"),
  refused(columnar, "a column of bytes is no text", parquet(select("customer_id", "encode('Kühne')")), "parquet"),
  of(
    columnar,
    "nested values where nobody reads them are nobody's matter",
    parquet(`select *, {a: [1, 2]} as extra from (${select("amount", "amount")})`),
    {
      outcome: "accept",
      accepted: 2,
      warn: "unknown_column"
    }
  ),
  refused(columnar, "a missing column is told", parquet("select 'D1' as deal_id, 'open' as status"), "header"),
  refused(
    columnar,
    "columns of all types under other names are told",
    parquet("select 1 as a, 2.5 as b, date '2026-01-01' as c"),
    "header"
  ),
  refused(
    columnar,
    "a file that is cut is refused whole",
    async () => (await parquet(select("amount", "amount"))()).slice(0, -40),
    "parquet"
  ),
  refused(
    columnar,
    "a file with a wrong footer is refused",
    async () => broken(await parquet(select("amount", "amount"))()),
    "parquet"
  ),
  of(columnar, "no rows are none to take", parquet(`${select("amount", "amount")} where false`), {
    outcome: "refuse",
    reason: "empty"
  }),
  of(columnar, "an extra column is not read", parquet(`select *, 'secret' as salary from (${select("amount", "amount")})`), {
    outcome: "accept",
    accepted: 2,
    warn: "unknown_column"
  })
]);

function broken(content: Uint8Array): Uint8Array {
  const copy = Buffer.from(content);
  copy.fill(0xff, copy.length - 60, copy.length - 30);
  return copy;
}

const columns = ["deal_id", "partner_id", "customer_id", "opened_on", "status", "amount"];
type Cell = string | number | boolean | Date | null;
const row = (id: string, day: Cell, status: Cell, sum: Cell): Cell[] => [id, "P1", "C1", day, status, sum];
const table = (...rows: Cell[][]) => workbook({name: "Deals", rows: [columns, ...rows]});
const day = new Date("2026-01-02T00:00:00Z");

const workbooks = group("xlsx", [
  of(
    xlsx,
    "numbers and days are taken by the type of their cell",
    table(row("D1", day, "open", 100), row("D2", day, "open", 5.25)),
    {
      ...amount("5.2500"),
      final: {deals: 2}
    }
  ),
  of(
    xlsx,
    "texts that look like days and amounts are read as in any file",
    table(row("D1", "2026-01-02", "open", "100"), row("D2", "2026-01-02", "open", "5.25")),
    amount("5.2500")
  ),
  of(xlsx, "a serial number is no day", table(row("D1", day, "open", 100), row("D2", 46024, "open", 5)), bad("opened_on")),
  of(
    xlsx,
    "a number with noise is no amount",
    table(row("D1", day, "open", 100), row("D2", day, "open", 0.1 + 0.2)),
    bad("amount")
  ),
  of(xlsx, "a negative number is no amount", table(row("D1", day, "open", 100), row("D2", day, "open", -5)), bad("amount")),
  of(xlsx, "a truth is no status", table(row("D1", day, "open", 100), row("D2", day, true, 5)), bad("status")),
  of(
    xlsx,
    "an empty cell that must be filled is missing",
    table(row("D1", day, "open", 100), row("D2", day, "open", null)),
    bad("amount")
  ),
  of(xlsx, "empty rows are no records", table(row("D1", day, "open", 100), [null], row("D2", day, "open", 5)), amount("5.0000")),
  of(
    xlsx,
    "a cell beyond the headers costs its row",
    table(row("D1", day, "open", 100), [...row("D2", day, "open", 5), "x"]),
    bad("column_count")
  ),
  of(
    xlsx,
    "sheets with the headers of the first are read after it, and others are named",
    workbook(
      {name: "Deals", rows: [columns, row("D1", day, "open", 100)]},
      {name: "North", rows: [columns.map((c) => c.toUpperCase()), row("D9", day, "open", 9)]},
      {name: "Notes", rows: [["note"], ["call them"]]}
    ),
    {outcome: "accept", accepted: 2, warn: "sheets_not_read", facts: ["deals", "deal_id", [["D1"], ["D9"]]]}
  ),
  refused(
    xlsx,
    "a missing column is told",
    workbook({
      name: "Deals",
      rows: [
        ["deal_id", "status"],
        ["D1", "open"]
      ]
    }),
    "header"
  ),
  refused(
    xlsx,
    "a column that stands twice is refused",
    workbook({
      name: "Deals",
      rows: [
        [...columns, "amount"],
        [...row("D1", day, "open", 1), 2]
      ]
    }),
    "header"
  ),
  refused(xlsx, "a sheet without a cell is empty", workbook({name: "Deals", rows: []}), "empty"),
  refused(
    xlsx,
    "a workbook that is cut is refused",
    async () => (await table(row("D1", day, "open", 1))()).slice(0, -300),
    "unsupported"
  ),
  refused(
    xlsx,
    "a zip archive that is no workbook is refused",
    Buffer.from("PK\u0005\u0006" + "\0".repeat(18), "latin1"),
    "unsupported"
  )
]);

export const formats = [...jsons, ...parquets, ...workbooks];

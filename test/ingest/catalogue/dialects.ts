import {bytes, dealHead, deals, group, june, names, partners, type Case, type Wanted} from "./build.ts";

const of = (name: string, content: string | Uint8Array, wanted: Wanted, file = names): Case => ({
  name,
  bare: true,
  drops: [{[file]: content}],
  wanted
});
const taken = (name: string, content: string, ...list: string[]): Case =>
  of(name, content, {
    outcome: "accept",
    accepted: list.length,
    quarantined: 0,
    facts: ["partners", "partner_id, name", list.map((n, i) => [`P${i + 1}`, n])]
  });
/** Of two records the second can't be taken; the first and what follows can. */
const costsOne = (name: string, content: string | Uint8Array, reason: string, kept = ["P1", "P3"]): Case =>
  of(name, content, {
    outcome: "accept",
    accepted: kept.length,
    quarantined: 1,
    reason,
    facts: ["partners", "partner_id", kept.map((k) => [k])]
  });
/** Of three lines the second is no record, which is told. */
const noRecord = (name: string, content: string): Case =>
  of(name, content, {
    outcome: "accept",
    accepted: 2,
    quarantined: 0,
    warn: "empty_lines",
    facts: ["partners", "partner_id", [["P1"], ["P3"]]]
  });
const refused = (name: string, content: string | Uint8Array, reason: string, file = names): Case =>
  of(name, content, {outcome: "refuse", reason, final: {partners: 0}}, file);

const around = (line: string) => `partner_id,name\nP1,One\n${line}\nP3,Three\n`;

export const dialects = group("dialect", [
  taken("CRLF ends lines", "partner_id,name\r\nP1,One\r\nP2,Two\r\n", "One", "Two"),
  taken("LF and CRLF may be mixed", "partner_id,name\r\nP1,One\nP2,Two\r\n", "One", "Two"),
  taken("the last line needs no end", "partner_id,name\nP1,One\nP2,Two", "One", "Two"),
  taken("semicolons are certain where the header has no comma", "partner_id;name\nP1;One, Ltd\nP2;Two\n", "One, Ltd", "Two"),
  taken("tabs are certain where the header has no comma", "partner_id\tname\nP1\tOne, Ltd\nP2\tTwo\n", "One, Ltd", "Two"),
  taken("pipes are certain where the header has no comma", "partner_id|name\nP1|One, Ltd\nP2|Two\n", "One, Ltd", "Two"),
  {
    ...taken("commas are text in a .tsv", "partner_id\tname\nP1\tOne, Ltd\n", "One, Ltd"),
    drops: [{"partners_2026-06-01.tsv": "partner_id\tname\nP1\tOne, Ltd\n"}]
  },
  taken("a quoted cell may hold delimiters, line ends and doubled quotes", 'partner_id,name\nP1,"a, ""b""\nc"\n', 'a, "b"\nc'),
  taken("a quote within a cell that began without one is a character", "partner_id,name\nP1,37'36\"N\n", "37'36\"N"),
  taken("spaces around an unquoted cell are trimmed, those within it stay", "partner_id,name\n P1 ,  One  Two  \n", "One  Two"),
  taken("lines without a byte are no records", "partner_id,name\n\nP1,One\n\n\nP2,Two\n\n", "One", "Two"),
  taken("a carriage return within quotes is text", 'partner_id,name\nP1,"a\rb"\n', "a\rb"),
  taken("a line that begins with # is a record", "partner_id,name\nP1,One\nP2,# two\n", "One", "# two"),
  of("an id may begin with #", "partner_id,name\n#1,One\n", {
    outcome: "accept",
    accepted: 1,
    facts: ["partners", "partner_id", [["#1"]]]
  }),
  costsOne("a comment line is a record without cells, not nothing", around("# exported on Monday"), "column_count"),
  costsOne("a row with a cell too many costs itself", around("P2,Two,three"), "column_count"),
  costsOne("a row with a cell too few costs itself", around("P2"), "column_count"),
  costsOne("a footer costs itself", around("TOTAL: 2 rows"), "column_count"),
  noRecord("a row of empty cells is no record", around(",")),
  noRecord("a line of spaces is no record", around("   ")),
  costsOne("the header line again is no record", around("partner_id,name"), "repeated_header"),
  costsOne("text after a closing quote costs its record", around('P2,"Two" Ltd'), "csv_syntax"),
  costsOne("a backslash does not escape a quote", around('P2,"a \\"b\\" c"'), "csv_syntax"),
  costsOne("a space before a quote is no quoted cell", around('P2, "Two"'), "csv_syntax"),
  costsOne("a quote that never closes costs its own line", around('P2,"Two'), "csv_syntax"),
  costsOne("a quote that never closes in the last line costs that line", 'partner_id,name\nP1,One\nP2,"Two\n', "csv_syntax", [
    "P1"
  ]),
  costsOne("a lone carriage return outside quotes costs its line", around("P2,a\rb"), "csv_syntax"),
  costsOne("a NUL costs its record", bytes(around("P2,a\0b")), "control_character"),
  costsOne("a line of 3 MB costs itself", around(`P2,${"x".repeat(3_000_000)}`), "too_long"),
  costsOne("a line of 3 MB of short cells costs itself", around(`P2${",x".repeat(1_500_000)}`), "too_long"),
  {
    name: "a delimiter at the end of every row but not of the header makes all rows bad",
    drops: [{[june]: `${dealHead}\n${deals({}, {deal_id: "D2"}).split("\n").slice(1, 3).join(",\n")},\n`}],
    wanted: {outcome: "accept", accepted: 0, quarantined: 2, reason: "column_count", final: {deals: 0}}
  },
  {
    name: "ten rows with a cell too many refuse the file",
    drops: [{[names]: `partner_id,name\n${Array.from({length: 10}, (_, i) => `P${i},x,\n`).join("")}`}],
    wanted: {outcome: "refuse", reason: "too_many_bad_rows", final: {partners: 2}}
  },
  of("a delimiter at the end of header and rows makes a column that nobody reads", "partner_id,name,\nP1,One,\n", {
    outcome: "accept",
    accepted: 1,
    facts: ["partners", "name", [["One"]]]
  }),
  refused("a .tsv with commas has one column", "partner_id,name\nP1,One\n", "header", "partners_2026-06-01.tsv"),
  taken("a line that names the delimiter is no header", "sep=,\npartner_id,name\nP1,One\n", "One"),
  refused(
    "3,000 columns are too many",
    `partner_id,name${Array.from({length: 2998}, (_, i) => `,x${i}`).join("")}\nP1,One${",".repeat(2998)}\n`,
    "header"
  ),
  taken("lines may end with CR alone", "partner_id,name\rP1,One\r", "One"),
  {
    name: "decimal commas under semicolons are never read as thousands",
    drops: [
      {[june]: deals({amount: "1200,50"}, {deal_id: "D2", amount: "1200.5"}).replaceAll(",", ";").replace('"1200;50"', "1200,50")}
    ],
    wanted: {
      outcome: "accept",
      accepted: 1,
      quarantined: 1,
      reason: "amount",
      facts: ["deals", "deal_id, amount", [["D2", "1200.5000"]]]
    }
  },
  {
    name: "a row of the right width whose cells have moved is caught by its values",
    drops: [{[june]: `${dealHead}\nP1,D1,C1,2026-01-02,,open,100,EUR,\nD2,P1,C1,,2026-01-02,open,100,EUR,\n`}],
    wanted: {outcome: "accept", accepted: 0, quarantined: 2, final: {deals: 0}}
  },
  {
    ...taken("a file of a single empty last column is read whole", partners("One")),
    drops: [{[names]: "partner_id,name,tier\nP1,One,\nP2,Two,\n"}],
    wanted: {
      outcome: "accept",
      accepted: 2,
      facts: [
        "partners",
        "partner_id, tier",
        [
          ["P1", null],
          ["P2", null]
        ]
      ]
    }
  }
]);

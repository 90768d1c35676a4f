import {deals, group, june, textCase, valueCase} from "./build.ts";

/** Values that can't be read in a column. */
const unread = (column: string, ...texts: string[]) => texts.map((t): [string, string] => [t, `[${column}]`]);

const zone = (reporting_time_zone: string) => ({settings: {reporting_time_zone}});

const days = group("dates", [
  valueCase("a day is taken as it is written, outer spaces apart", "opened_on", [
    ["2024-02-29", "2024-02-29"],
    ["2000-02-29", "2000-02-29"],
    ["2000-01-01", "2000-01-01"],
    [" 2026-03-31 ", "2026-03-31"]
  ]),
  valueCase("a time is the day of the reporting zone, UTC where none is set", "opened_on", [
    ["2026-03-31T23:59:59Z", "2026-03-31"],
    ["2026-03-31 23:59:59.123456", "2026-03-31"],
    ["2026-04-01T00:30:00+02:00", "2026-03-31"],
    ["2026-03-31T20:00:00-0800", "2026-04-01"],
    ["2026-04-01T13:00:00+14", "2026-03-31"],
    ["2026-01-01T00:00:00+01:00", "2025-12-31"]
  ]),
  valueCase("seconds may be left out", "opened_on", [
    ["2026-03-31T10:15", "2026-03-31"],
    ["2026-03-31T10:15Z", "2026-03-31"],
    ["2026-03-31T23:15-01:00", "2026-04-01"]
  ]),
  valueCase(
    "in Berlin the day begins an hour before that of UTC in winter and two in summer, and a time without an offset is Berlin's",
    "opened_on",
    [
      ["2026-03-28T22:59:59Z", "2026-03-28"],
      ["2026-03-28T23:00:00Z", "2026-03-29"],
      ["2026-03-29T21:59:59Z", "2026-03-29"],
      ["2026-03-29T22:00:00Z", "2026-03-30"],
      ["2025-10-26T22:59:59Z", "2025-10-26"],
      ["2026-03-29T02:30:00", "2026-03-29"],
      ["2025-10-26T02:30:00", "2025-10-26"],
      ["2026-01-31T23:30:00", "2026-01-31"]
    ],
    zone("Europe/Berlin")
  ),
  valueCase(
    "on Kiritimati it is tomorrow",
    "opened_on",
    [
      ["2026-03-31T10:00:00Z", "2026-04-01"],
      ["2026-03-31", "2026-03-31"]
    ],
    zone("Pacific/Kiritimati")
  ),
  valueCase("the day after as_of may be, the one after that lies in the future", "opened_on", [
    ["2026-07-01", "2026-07-01"],
    ["2026-07-02", "[future_date]"],
    ["2100-12-31", "[future_date]"]
  ]),
  valueCase(
    "a day that the calendar lacks is no day",
    "opened_on",
    unread(
      "opened_on",
      "2026-02-29",
      "2025-02-30",
      "2100-02-29",
      "2026-04-31",
      "2026-13-01",
      "2026-00-10",
      "2026-01-00",
      "0000-00-00"
    )
  ),
  valueCase(
    "years before 2000 and after 2100 are mistakes",
    "opened_on",
    unread("opened_on", "1999-12-31", "1970-01-01", "0026-03-31", "2101-01-01", "9999-12-31", "12026-01-01", "-2026-01-01")
  ),
  valueCase(
    "no other order, mark or length of a day is guessed",
    "opened_on",
    unread(
      "opened_on",
      ...["03/04/2026", "31.03.2026", "31/03/2026", "2026/03/31", "2026.03.31", "20260331", "26-03-31", "15-06-25", "2026-3-1"],
      ...[
        "31 March 2026",
        "Mar 31, 2026",
        "2026-Mar-31",
        "2026-W14-2",
        "2026-090",
        "2026-03",
        "2026",
        "2026-03-31x",
        "2026–03–31"
      ]
    )
  ),
  valueCase(
    "words and numbers are no days",
    "opened_on",
    unread(
      "opened_on",
      "46112",
      "46112.5",
      "1774915200",
      "1774915200000",
      "infinity",
      "-infinity",
      "epoch",
      "today",
      "now",
      "N/A",
      "٢٠٢٦-٠٣-٣١"
    )
  ),
  valueCase(
    "a time that no clock shows is no time",
    "opened_on",
    unread(
      "opened_on",
      ...["2026-03-31T24:00:00Z", "2026-03-31 24:00", "2026-03-31T23:59:60Z", "2026-03-31T10:60:00Z", "2026-03-31T25:00:00"],
      ...[
        "2026-03-31T10:00:00+25:00",
        "2026-03-31T10:00:00 Europe/Berlin",
        "2026-03-31T10:00:00 PST",
        "2026-03-31T10",
        "2026-03-31T"
      ],
      ...["2026-03-31 AD", "2026-03-31 (BC)", "2026-03-31T10:00:00ZZ", "2026-03-31 10:00 PM"]
    )
  ),
  valueCase("a day that must be filled is missing", "opened_on", unread("opened_on", "", "   ")),
  valueCase("the time of a version is kept to the second in UTC", "updated_at", [
    ["2026-03-31T23:59:59Z", "2026-03-31 23:59:59"],
    ["2026-03-31T23:59:59+02:00", "2026-03-31 21:59:59"],
    ["2026-03-31 08:00:00", "2026-03-31 08:00:00"],
    ["2026-03-31", "2026-03-31 00:00:00"],
    ["", null]
  ]),
  valueCase(
    "the time of a version is ISO too",
    "updated_at",
    unread(
      "updated_at",
      ...["2026-03-31T23:59:60Z", "2026-03-31T24:00:00Z", "2026-02-30T10:00:00Z", "2026-03-31T99:00:00Z", "2026-03-31T1 :00:00Z"],
      ...["yesterday", "03/04/2026 10:00", "1774915200", "1999-12-31T23:59:59Z", "2101-01-01T00:00:00Z", "infinity"]
    )
  )
]);

const money = group("money", [
  valueCase("digits with a point and at most two decimals are an amount", "amount", [
    ["0", "0.0000"],
    ["0.00", "0.0000"],
    ["12.3", "12.3000"],
    ["12.34", "12.3400"],
    ["007", "7.0000"],
    [" 5 ", "5.0000"],
    ["1000000000", "1000000000.0000"],
    ["0.01", "0.0100"],
    ["999999999.99", "999999999.9900"]
  ]),
  valueCase("an amount over the ceiling is amount_range, however long it is", "amount", [
    ["1000000000.01", "[amount_range]"],
    ["99999999999999", "[amount_range]"],
    ["99999999999999999999999999999999999999999", "[amount_range]"]
  ]),
  valueCase(
    "the ceiling is a setting",
    "amount",
    [
      ["1000", "1000.0000"],
      ["1000.01", "[amount_range]"]
    ],
    {settings: {amount_max: 1000}}
  ),
  valueCase("an amount has no sign", "amount", unread("amount", "-5", "-0", "-0.00", "+5", "5-", "(5)", "−5", "5 CR", "--5")),
  valueCase("an amount has no symbol", "amount", unread("amount", "€5", "5 €", "5€", "$5", "5 EUR", "EUR 5", "5%", "US$5.00")),
  valueCase(
    "an amount has no mark of thousands and no decimal comma",
    "amount",
    unread(
      "amount",
      "1,200.50",
      "1.200,50",
      "1200,50",
      "1 200",
      "1\u00a0200",
      "1\u202f200",
      "1'200",
      "1_000",
      "1.234.567",
      "12,34,567"
    )
  ),
  valueCase(
    "a point stands between digits, at most two after it",
    "amount",
    unread("amount", ".5", "5.", "10.005", "1.000", "1.230", ".", "1..2")
  ),
  valueCase(
    "no exponent, other base or other script is an amount",
    "amount",
    unread("amount", "1e3", "1E+2", "0x10", "1/2", "½", "٥", "５", "Ⅴ")
  ),
  valueCase(
    "words are no amounts",
    "amount",
    unread("amount", "", " ", "NaN", "inf", "-inf", "Infinity", "NULL", "n/a", "-", "TBD", "true", "five")
  ),
  valueCase("what was given back is a positive amount, or nothing", "refunded", [
    ["40.5", "40.5000"],
    ["", null],
    ["-40.5", "[refunded]"],
    ["(40.5)", "[refunded]"]
  ]),
  valueCase("a percentage lies from 0 to 100", "discount_pct", [
    ["12.5", "12.5"],
    ["0", "0.0"],
    ["100", "100.0"],
    ...unread("discount_pct", "100.1", "-1", "12%", "12,5", "nan")
  ])
]);

const categories = group("categories", [
  valueCase("a word is taken as listed and in no other way", "status", [
    [" open ", "open"],
    ...unread("status", "Open", "OPEN", "", "closed", "open;lost", "opеn", "o p e n", "open.", "null")
  ]),
  valueCase("a currency is an ISO code in capitals, or nothing", "currency", [
    ["", null],
    ["JPY", "JPY"],
    [" USD", "USD"],
    ...unread("currency", "eur", "€", "XQQ", "EURO", "EU", "EUR USD", "U R", "UR ", "R U", "EUR,")
  ]),
  valueCase("a word that may be absent may be empty, and not another", "found_by", [
    ["us", "us"],
    ["partner", "partner"],
    ["", null],
    ...unread("found_by", "both", "Us", "we", "N/A")
  ])
]);

const ids = group("ids", [
  valueCase("an id is kept as it is written, outer spaces apart", "customer_id", [
    [" C1 ", "C1"],
    ["42", "42"],
    ["00042", "00042"],
    ["1.0", "1.0"],
    ["1e5", "1e5"],
    ["-1", "-1"],
    ["NULL", "NULL"],
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["=1+1", "=1+1"],
    ["<b>x</b>", "<b>x</b>"],
    ["C');drop_table_facts.deals;--", "C');drop_table_facts.deals;--"],
    ["Kühne", "Kühne"],
    ["株式会社", "株式会社"],
    ["🤝", "🤝"],
    ["x".repeat(200), "x".repeat(200)]
  ]),
  valueCase(
    "white space, what can't be seen, another form than NFC and more than 200 characters make no id",
    "customer_id",
    [
      ...[
        "",
        "   ",
        "a b",
        "a\tb",
        "a\nb",
        "a\u00a0b",
        "a\u3000b",
        "a\u2028b",
        "a\u200bb",
        "\ufeffa",
        "a\u00adb",
        "a\u202eb",
        "a\u2060b"
      ],
      ...["a\u034fb", "a\ufe0fb", "a\u3164b", "cafe\u0301", "\u212b", "a\u0007b", "a\u0085b", "x".repeat(201)]
    ].map((t): [string, string] => [t, "[bad_id]"])
  ),
  valueCase("a key is no less an id than another", "partner_id", [
    ["", null],
    ["P2", "P2"],
    ["P 2", "[bad_id]"],
    ["p2", "[orphan_partner]"],
    ["\u0420" + "2", "[orphan_partner]"]
  ]),
  {
    name: "ids that differ in case, in leading zeros or in their script are different records",
    drops: [{[june]: deals({deal_id: "a"}, {deal_id: "A"}, {deal_id: "007"}, {deal_id: "7"}, {deal_id: "\u0410"})}],
    wanted: {outcome: "accept", accepted: 5, deduplicated: 0, final: {deals: 5}}
  },
  {
    name: "names of things that every object has are records like others",
    drops: [
      {[june]: deals({deal_id: "__proto__"}, {deal_id: "constructor"}, {deal_id: "toString"}, {deal_id: "hasOwnProperty"})}
    ],
    wanted: {
      outcome: "accept",
      accepted: 4,
      facts: ["deals", "deal_id", [["__proto__"], ["constructor"], ["hasOwnProperty"], ["toString"]]]
    }
  },
  {
    name: "spaces around a key do not make another record",
    drops: [{[june]: deals({}, {deal_id: " D1 "})}],
    wanted: {outcome: "accept", accepted: 1, deduplicated: 1, final: {deals: 1}}
  }
]);

const texts = group("text", [
  textCase("words that mean nothing elsewhere are texts", [
    "N/A",
    "NULL",
    "null",
    "None",
    "nan",
    "\\N",
    "-",
    "#N/A",
    "undefined",
    "0",
    "false"
  ]),
  textCase("markup is a text", [
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    "' onmouseover='x",
    "]]>"
  ]),
  textCase("a formula is a text", ['=HYPERLINK("https://evil.example","x")', "+1", "-1+1", "@sum(A1)", "\t=1", "\r=1", "\n=1"]),
  textCase("SQL, templates and paths are texts", [
    "'); drop table facts.partners; --",
    "${7*7} {{7*7}}",
    "../../etc/passwd",
    "%s%n",
    'C:\\x"'
  ]),
  textCase("characters that turn the direction of writing are kept", ["abc\u202etxt.exe\u2066", "\u200fשלום", "مرحبا"]),
  textCase("characters without width are kept", ["\u200b\u200b", "a\u200db", "\ufeffOne\ufeff"]),
  textCase("separators of lines and paragraphs are kept", ["a\u2028b\u2029c"]),
  textCase("a text is kept in the form of Unicode that it has", ["cafe\u0301 caf\u00e9", "ﬁ Ⅷ ½", "\u212b"]),
  textCase("only ASCII spaces are trimmed", ["\u00a0One\u00a0", "\u3000One\u3000", "\ta\n", "\n", "\t"]),
  textCase("tab and line ends are kept within a text", ["a\tb\r\nc\nd", "a\rb"]),
  textCase("65,536 characters are taken, be they of one byte or of four", ["x".repeat(65_536), "😀".repeat(65_536)]),
  textCase("one character more is too long", ["x".repeat(65_537), "😀".repeat(65_537)], "too_long"),
  textCase(
    "control characters are no text",
    ["\u001b[31mred", "a\u0007", "a\u0001b", "a\u000bb", "a\u001fb", "a\u0080b", "a\u0085b", "a\u009fb"],
    "control_character"
  ),
  textCase("a name that is empty after trimming is missing", ["", " ", "     "], "name")
]);

export const values = [...days, ...money, ...categories, ...ids, ...texts];

import {readFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {afterEach, beforeEach, expect, test} from "vitest";
import {mapFile, takeProposal} from "../../../loaders/mappings/draft/map.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../../support/pipeline.ts";

/* What "map --yes" accepts without being sure. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

async function mapped(lines: string[], answers: [string, string][] = [], name = "export.csv") {
  await writeFiles(folder, {[name]: `${lines.join("\n")}\n`});
  const found = await mapFile({
    file: `${folder}/${name}`,
    mappings: [],
    out: `${folder}/mappings`,
    settings: parseSettings({}, "test"),
    answers: new Map(answers),
    ask: () => ({ask: takeProposal})
  });
  return {...found, code: await readFile(found.written, "utf8"), last: found.text.split("Accepted without asking")[1] ?? ""};
}

const rows = ["A-1,Acme,2026-01-05,Won,2026-02-01,1200", "A-2,Globex,2026-01-06,Lost,2026-02-03,3400"];

test("--yes lists at its end what values alone spoke for, and the file has it as DOUBT", async () => {
  const {last, code, doubts, preview} = await mapped(["Xyz,Firma,Wann,Stage,Schluss,Wieviel", ...rows]);
  expect(preview!.records.map(({cells}) => [cells["deal_id"], cells["opened_on"], cells["amount"]])).toEqual([
    ["A-1", "2026-01-05", "1200.0000"],
    ["A-2", "2026-01-06", "3400.0000"]
  ]);
  for (const said of [
    'By its values alone (a code in every record, never twice the same) it could be "Xyz". Is it? Accepted: "Xyz"',
    'By its values alone (days in every record) it could be "Wann". Is it? Accepted: "Wann"',
    'By its values alone (the only amounts that are left) it could be "Wieviel". Is it? Accepted: "Wieviel"',
    'deals of this file belong to no partner. Accepted: "none"'
  ]) {
    expect(last).toContain(said);
    expect(code.split("\n").filter((l) => l.startsWith("// DOUBT: ") && l.includes(said))).toHaveLength(1);
    expect(doubts.filter((d) => d.includes(said))).toHaveLength(1);
  }
});

test("numbers under the header of an id are no amounts, and an estimated value is one", async () => {
  const {preview, last} = await mapped([
    "Deal ID,Customer,Partner,Created,Stage,Closed,CRM Opportunity ID,Estimated Value,Partner Rep",
    'A-1,Acme,North,2026-01-05,Won,2026-02-01,0067101,"$1,200",Ann',
    'A-2,Globex,North,2026-01-06,Lost,2026-02-03,0067102,"$3,400",Bob'
  ]);
  expect(preview!.records.map(({cells}) => cells["amount"])).toEqual(["1200.0000", "3400.0000"]);
  // who sells on the partner's side is none of our reps
  expect(preview!.records.map(({cells}) => cells["rep_id"] ?? null)).toEqual([null, null]);
  expect(last).toContain('Is "Estimated Value" amount (gross value)? Accepted: "Estimated Value"');
});

test("an account whose id is beside it is the customer, and nobody of ours", async () => {
  const {preview, code} = await mapped([
    "Opportunity-ID,Account,Account-ID,Partner,Angelegt am,Status,Abgeschlossen am,Wert,Zuständiger",
    "A-1,Acme Foods,K1,North,2026-01-05,Gewonnen,2026-02-01,1200,Ann Berg",
    "A-2,Globex Bank,K2,North,2026-01-06,Verloren,2026-02-03,3400,Bob Frei"
  ]);
  expect(preview!.records.map(({cells}) => cells["customer_id"])).toEqual(["K1", "K2"]);
  expect(code).toContain('rep_id: {hashOf: ["Zuständiger"]}');
  expect(code).toContain('customer_id: {from: "Account"}');
});

test.each([
  ["Company (Partner)", "Prospect Company"],
  ["Zugeordnete Unternehmens-ID (Partner)", "Zugeordnetes Unternehmen (Primär)"],
  ["Entreprise associée (Partenaire)", "Entreprise associée (principale)"]
])("what the label of a header says is the partner’s, as %s, is never the customer", async (partner, customer) => {
  const {preview} = await mapped([
    `Deal ID,${partner},${customer},Created Date,Status,Close Date,Amount`,
    "1,P-1,C-1,2026-01-05,Won,2026-02-01,1200",
    "2,P-2,C-2,2026-01-06,Lost,2026-02-03,3400"
  ]);
  expect(preview!.records.map(({cells}) => [cells["partner_id"], cells["customer_id"]])).toEqual([
    ["P-1", "C-1"],
    ["P-2", "C-2"]
  ]);
});

test.each(["Contact (Partner)", "Revenue (Partner)"])(
  "what the label of a header says is the partner’s is a doubt where it is no company, as %s",
  async (header) => {
    const {last} = await mapped([
      `Deal ID,${header},Customer,Created Date,Status,Close Date,Amount`,
      "1,300,C-1,2026-01-05,Won,2026-02-01,1200",
      "2,200,C-2,2026-01-06,Lost,2026-02-03,3400"
    ]);
    expect(last).toContain(`partner_id: Is "${header}" partner_id`);
  }
);

test("what a person answers is no guess", async () => {
  const {last} = await mapped(
    ["Xyz,Firma,Wann,Stage,Schluss,Wieviel", ...rows],
    [
      ["deal_id", "Xyz"],
      ["amount", "Wieviel"]
    ]
  );
  expect(last).toContain("opened_on: ");
  expect(last).not.toMatch(/deal_id: |amount: /);
});

test("names that leave nothing open are accepted without a list", async () => {
  const lines = [
    "Deal ID,Partner ID,Customer ID,Created Date,Status,Close Date,Amount",
    "1,P1,C1,2026-01-05,Won,2026-02-01,1200"
  ];
  expect((await mapped(lines)).text).not.toContain("Accepted without asking");
});

test("a code with letters before a number is no amount", async () => {
  const {preview} = await mapped([
    "Firma,Wann,Stage,Schluss,Wieviel,Nummer des Antrags",
    "Acme,2026-01-05,Won,2026-02-01,1200,K-310",
    "Globex,2026-01-06,Lost,2026-02-03,3400,K-311"
  ]);
  expect(preview!.records.map(({cells}) => [cells["deal_id"], cells["amount"]])).toEqual([
    ["K-310", "1200.0000"],
    ["K-311", "3400.0000"]
  ]);
});

test.each([
  [
    "the header with the fewest words beside it",
    "Partner portal login,Name of partner",
    "bo,North",
    "by,South",
    "Name of partner"
  ],
  ["short words", "Team,MSP company", "a,North", "b,South", "MSP company"],
  ["Japanese words", "Team,主なパートナー様", "a,North", "b,South", "主なパートナー様"]
])("the partner is looked for by %s", async (_, headers, first, second, wanted) => {
  const {last} = await mapped([
    `Deal ID,Customer ID,Created Date,Status,Close Date,Amount,${headers}`,
    `1,C1,2026-01-05,Won,2026-02-01,1200,${first}`,
    `2,C2,2026-01-05,Won,2026-02-01,1300,${second}`
  ]);
  expect(last).toContain(`partner_id: Is ${JSON.stringify(wanted)} partner_id`);
});

test("a deal that is closed is not taken for open because it lacks a day: whether it was won stays open", async () => {
  const header = "Deal ID,Partner ID,Customer ID,Created Date,Status,Close Date,Amount";
  const {finished, doubts} = await mapped([
    header,
    ...["1,P1,C1,2026-01-05,Won,2026-02-01,1200", "2,P1,C2,2026-01-06,Lost,2026-02-03,300"],
    ...["3,P2,C3,2026-01-07,Closed,,400", "4,P2,C4,2026-01-08,Contract out,,500"]
  ]);
  expect(finished).toBe(false);
  expect(doubts.filter((d) => d.includes('"Closed"') && d.endsWith("?"))).toHaveLength(1);
  expect(doubts.filter((d) => d.includes('"Contract out"') && d.includes('Accepted: "open"'))).toHaveLength(1);
});

test.each([
  [
    "Opportunity,Company,Created,Status,Closed,Value",
    ["1,Acme,2026-01-05,Won,2026-02-01,1200", "2,B,2026-01-06,Lost,2026-02-03,600"]
  ],
  [
    "Opportunity,Company,Created,Status,Closed,Bid Amount,Opportunity Value",
    ["A,Acme,2026-01-05,Won,2026-02-01,100,1200", "B,B,2026-01-06,Lost,2026-02-03,50,600"]
  ]
])(
  "in %s neither the number of a deal nor the bid of a month is its amount, which another column has",
  async (headers, deals) => {
    const {preview} = await mapped([headers, ...deals]);
    expect(preview!.records.map(({cells}) => cells["amount"])).toEqual(["1200.0000", "600.0000"]);
  }
);

const header = "Deal,Company,Created,Status,Closed,Value";
const numbered = ["A-1,Acme,2026-01-05,Won,2026-02-01,1200", "A-2,Globex,2026-01-06,Proposal,2026-02-03,3400"];

test("a flag that says that a deal is no longer active is told, with the edit that counts it as lost", async () => {
  const told = async (flags: [string, string], name: string) =>
    (await mapped([`${header},Active`, ...numbered.map((row, i) => `${row},${flags[i]}`)], [], name)).doubts.join("\n");
  expect(await told(["True", "False"], "a.csv")).toContain(
    '"Active" says no in 1 record, and nothing reads it: Odoo says so of lost deals. To count them as lost, set status: {constant: "lost", when: {column: "Active", is: ["False"]}'
  );
  expect(await told(["True", "True"], "b.csv")).not.toContain('"Active"');
});

test("shares of 1 among percentages are read as such, and told; percentages alone are read as they are", async () => {
  const told = async (shares: [string, string], name: string) => {
    const {preview, doubts} = await mapped([`${header},Discount`, ...numbered.map((row, i) => `${row},${shares[i]}`)], [], name);
    return [...preview!.records.map(({cells}) => cells["discount_pct"]), doubts.some((d) => d.includes("shares of 1"))];
  };
  expect(await told(["15 %", "0.1"], "a.csv")).toEqual(["15.0", "10.0", true]);
  expect(await told(["15 %", "12.5"], "b.csv")).toEqual(["15.0", "12.5", false]);
});

test("an export whose name no drop takes is to be renamed before it is checked", async () => {
  const {text} = await mapped([header, ...numbered], [], "deals (1).csv");
  expect(text).toContain('Next: rename "deals (1).csv", with letters, digits, ".", "_" and "-" only, then npx handshake check');
});

test.each([
  [
    "English",
    ",",
    ["ID,Partner,Customer,Created,Finished,Status,Turnover k,Repaid", "Won,Won,Open,Lost", "2026-01-0", "2026-02-0"]
  ],
  [
    "German",
    ";",
    [
      "ID;Partner;Kunde;Erstellt;Abgeschlossen;Status;Posten;Sonstiges",
      "Gewonnen,Gewonnen,Offen,Verloren",
      "2026-01-0",
      "2026-02-0"
    ]
  ]
])(
  "won and lost with amounts that no header names are deals, told as a guess: %s",
  async (_, mark, [header, states, from, to]) => {
    const rows = states!
      .split(",")
      .map((state, i) => [
        i + 1,
        "Alpha",
        `C${i}`,
        `${from}${i + 1}`,
        /O/.test(state) ? "" : `${to}${i + 1}`,
        state,
        `${i + 3}.25`,
        0
      ]);
    const draft = await mapped([header!, ...rows.map((r) => r.join(mark))]);
    expect(draft.text).toContain(": deals, with");
    expect(draft.text).toContain("Are these deals (Sales opportunities, open and closed, with and without a partner.)?");
  }
);

test.each([
  [
    "rates",
    "Id,IsoCode,ConversionRate,StartDate,NextStartDate",
    "K1,EUR,0.9,2026-01-01,2026-04-01",
    "K2,EUR,0.8,2026-04-01,2027-01-01"
  ],
  ["orders", "Sales Document,Partner (ZP),Created on,Net worth", "45001,700,20260105,1200.50", "45002,701,20260106,80.00"]
])("%s that share a key and a day with tickets are taken for tickets by a person only", async (_, ...lines) => {
  const draft = await mapped(lines);
  expect(draft.doubts[0]).toContain("Are these tickets (Support tickets and who is to resolve them.)? They have an id and a day");
  expect(draft.finished).toBe(false);
  expect((await mapped(lines, [["table", "tickets"]], "again.csv")).finished).toBe(true);
});

test("a second column of partners is told, with the deals that would be direct for want of it", async () => {
  const head = "Deal ID,Customer,Sourcing Partner,Influencing Partner,Region,Stage,Amount,Create Date";
  const line = (id: string, first: string, second: string) => `${id},Acme,${first},${second},Alps,Open,70,2026-01-05`;
  const two = await mapped([head, line("D1", "Alpha", ""), line("D2", "Beta", "Alpha"), line("D3", "", "Beta")]);
  expect(two.text).toContain(
    '"Influencing Partner" names partners of "Sourcing Partner" too, in 2 records, 1 of them where no partner is read: it is not read. All partners of a deal can come as deal_partners'
  );
  const same = await mapped([head, line("D1", "Alpha", "Alpha"), line("D2", "Beta", "Beta")], [], "same.csv");
  expect(same.doubts.join("\n")).not.toContain("Influencing Partner");
});

test("several lines of a deal that name a partner each are told to come as deal_partners, not to be added up", async () => {
  const head = "Deal ID,Customer,Partner,Stage,Amount,Create Date,Close Date";
  const line = (id: string, partner: string, amount: number) => `${id},Acme,${partner},Won,${amount},2026-01-05,2026-02-15`;
  const split = await mapped([head, line("D1", "Alpha", 70), line("D1", "Beta", 30), line("D2", "Alpha", 5)]);
  expect(split.text).toContain(
    "Records that differ have the same Deal ID (deal_id) and name different partners, and adding them up takes one partner only. Export each deal once, and its partners as deal_partners, which share it equally."
  );
  const lines = await mapped([head, line("D1", "Alpha", 70), line("D1", "Alpha", 30), line("D2", "Alpha", 5)], [], "lines.csv");
  expect(lines.text).toContain('or set group: {sum: ["amount"]} in the mapping');
});

test("a parent by name is not read where the records have ids, and that is told", async () => {
  const list = ["Account ID,Account Name,Parent Account,Industry", "A1,Acme Ltd,,Energy", "A2,Bolt Ltd,Acme Ltd,Energy"];
  const {code, doubts} = await mapped(list, [["table", "customers"]], "accounts.csv");
  expect(code).not.toContain("parent_id: {");
  expect(doubts.join("\n")).toContain(
    'parent_id: "Parent Account" holds names, and "Account ID" other ids: no record would be found by them, so no parent is read. Export the parent\'s "Account ID" instead'
  );
});

test("a mapping of the library does not read headers below a title, and map says so", async () => {
  await writeFiles(folder, {
    "report.csv":
      "Pipeline\n\nOpportunity Name,Account Name,Stage,Close Date,Created Date,Amount\nA,Acme,Closed Won,1/31/2026,1/5/2026,5\n"
  });
  const {text, exitCode} = await mapFile({
    file: `${folder}/report.csv`,
    mappings: [fileURLToPath(new URL("../../../loaders/mappings", import.meta.url))],
    out: `${folder}/mappings`,
    settings: parseSettings({}, "test")
  });
  expect(exitCode).toBe(65);
  expect(text).toContain("salesforce_opportunity_report.ts in line 3, where it does not look for them: delete the lines above");
});

test("what a draft does not read is named, also where nothing is doubtful", async () => {
  const lines = [
    "Deal No,Partner ID,Customer,Created,Closed,Status,Amount,Our person,Mood",
    "D1,P1,C1,2026-01-13,2026-02-14,won,100,U7,good"
  ];
  expect((await mapped(lines)).text).toContain(
    'Nothing is doubtful. Read it through all the same.\nNot read: "Mood". If it is a column of docs/tables.md, name it in the file or with --answers.\n'
  );
  const more = (await mapped([lines[0]!.replace("Our person", "Zeal"), lines[1]!], [], "more.csv")).text;
  expect(more).toContain('Not read: "Zeal", "Mood". If one of them is a column of docs/tables.md');
});

test("nothing else is doubtful where something was accepted without asking", async () => {
  const {text} = await mapped(["Ticket ID,Partner ID,Created,Priority", "1,A1,2026-01-05,high", "2,A2,2026-01-06,low"]);
  expect(text).toContain("Nothing else is doubtful. Read it through all the same.");
});

test.each([
  ["Deal,Partner,Customer,Start,Status,Amount", "deals"],
  ["Lead,Partner,Customer,Start,Status,Amount", "referrals"]
])("won and lost with amounts are deals, unless a header speaks of referrals: %s", async (headers, table) => {
  const {text} = await mapped([headers, "1,Alpha,C1,2026-01-01,Won,70", "2,,C2,2026-01-02,Lost,80"]);
  expect(text).toContain(`: ${table}, with`);
});

test("a column of days that only won and lost deals could have is asked about as their day of closing", async () => {
  const lines = ["Deal ID,Partner,Customer,Opened,Signed off,Status,Amount", "1,Alpha,C1,2026-01-01,2026-02-01,Won,70"];
  const first = await mapped(lines);
  expect(first.doubts.join("\n")).toContain(
    'closed_on: no header says which day a deal was won or lost, which 1 deal needs: it goes to quarantine (state). Is it "Signed off"?'
  );
  expect(first.finished).toBe(false);
  const answered = await mapped(lines, [["closed_on", "Signed off"]], "again.csv");
  expect(answered.preview!.records.map((r) => r.cells["closed_on"])).toEqual(["2026-02-01"]);
});

test("won and lost without any amount stay a list of referrals", async () => {
  const draft = await mapped([
    "ID,Partner,Customer,Created,Status,Score",
    "1,Alpha,C1,2026-01-01,Won,7",
    "2,Alpha,C2,2026-01-02,Lost,8"
  ]);
  expect(draft.text).toContain(": referrals, with");
});

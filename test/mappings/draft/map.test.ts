import {readFile, rename} from "node:fs/promises";
import path from "node:path";
import {PassThrough} from "node:stream";
import ts from "typescript";
import {afterEach, beforeEach, expect, test} from "vitest";
import {HandshakeError} from "../../../loaders/errors.ts";
import {mapFile, type MapOptions} from "../../../loaders/mappings/draft/map.ts";
import {optionOf, takeProposal, terminalAsk} from "../../../loaders/mappings/draft/answers.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {readMappings} from "../../../loaders/mappings/engine/mappings.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles} from "../../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const known = [path.join(root, "loaders/mappings")];
/** As if the library had no mapping for the export. */
const unknown = {mappings: []};

async function propose(name: string, lines: string[], more: Partial<MapOptions> = {}) {
  await writeFiles(folder, {[`drops/${name}`]: `${lines.join("\n")}\n`});
  const mapped = await mapFile({
    file: `${folder}/drops/${name}`,
    mappings: known,
    out: `${folder}/mappings`,
    settings: parseSettings({}, "test"),
    ...more
  });
  return {...mapped, code: mapped.written ? await readFile(mapped.written, "utf8") : ""};
}

/** Calls a draft what it is called when a person has finished it. */
const finish = (written: string) => rename(written, written.replace(".draft.ts", ".ts"));
const yes = {ask: () => ({ask: takeProposal})};

const deals = [
  "Deal number,Reseller Name,Client,Start date,Closed on,Deal Status,Net value,Contact e-mail",
  '1001,North Star,Acme Ltd,05/01/2026,31/03/2026,Closed Won,"€1,200.50",bo@example.com',
  "1002,N/A,Globex,16/02/2026,,In progress,€300.00,bo@example.com"
];

test("names, formats, words for nothing and translations are proposed, with their doubts", async () => {
  const {written, code, text} = await propose("crm-export_2026-06-30.csv", deals);
  expect(path.basename(written)).toBe("crm_export.draft.ts");
  expect(code).toContain('table: "deals"');
  expect(code).toContain('deal_id: {from: "Deal number"}');
  expect(code).toContain('partner_id: {hashOf: ["Reseller Name"], nulls: ["N/A"]}');
  expect(code).toContain('opened_on: {from: "Start date", date: "%d/%m/%Y"}');
  expect(code).toContain('"Closed Won": "won", // 1');
  expect(code).toContain('amount: {from: "Net value", strip: "currency", thousands: ","}');
  expect(code).toContain('currency: {constant: "EUR"}');
  expect(code).toContain('// Not read: "Contact e-mail"');
  expect(text).toMatch(/^Wrote .*crm_export\.draft\.ts: deals, with 8 of the 27 columns that this table can have\./);
});

test("the written file type-checks, is a mapping, and reads the export that it was made from", async () => {
  const {written: draft} = await propose("crm-export_2026-06-30.csv", deals);
  await finish(draft);
  const written = draft.replace(".draft.ts", ".ts");
  const program = ts.createProgram([written], {
    noEmit: true,
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: []
  });
  expect(program.getSemanticDiagnostics(program.getSourceFile(written)).map((d) => d.messageText)).toEqual([]);
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-06-30", mappings: [`${folder}/mappings`]});
  const rows = await run.db.rows(
    "select deal_id, status, cast(opened_on as varchar) as d, cast(amount as varchar) as a from facts.deals order by 1"
  );
  run.db.close();
  expect(rows).toEqual([
    {deal_id: "1001", status: "won", d: "2026-01-05", a: "1200.5000"},
    {deal_id: "1002", status: "open", d: "2026-02-16", a: "300.0000"}
  ]);
});

test("a day that can be read in two orders is asked about", async () => {
  const {doubts} = await propose("deals.csv", [
    "deal_id,customer_id,opened,stage,value",
    "1,2,05/01/2026,won,5",
    "2,2,06/02/2026,lost,7"
  ]);
  expect(doubts).toContainEqual(expect.stringContaining("can be read as %d/%m/%Y (day first) and as %m/%d/%Y (month first)"));
});

test("what is needed and not found is a commented line, and the file then fails with what is missing", async () => {
  const {code, doubts, written} = await propose("tickets-export.csv", [
    "Ticket Number,Created,Priority,Solved at",
    "7,2026-01-05,High,2026-01-06"
  ]);
  expect(code).toContain("// owner: {constant: ");
  expect(doubts).toContainEqual(expect.stringContaining("owner: owner is needed (who has to resolve it (partner, us, both))"));
  expect(await readMappings([`${folder}/mappings`])).toEqual([]);
  await finish(written);
  await expect(readMappings([`${folder}/mappings`])).rejects.toThrow(
    "tickets needs owner too; fill each from a header, a constant"
  );
});

test("words of a file can't break out of the comments and strings of the proposal", async () => {
  const {code, written} = await propose("deals.csv", [
    "deal_id,customer_id,opened_on,stage,amount",
    `1,2,2026-01-05,"won*/\u2028process.exit(1)",5`,
    `2,2,2026-01-05,"""}; throw 1; //",5`,
    "3,2,2026-01-05,__proto__,5"
  ]);
  expect(code).not.toContain("\u2028");
  expect(ts.transpileModule(code, {reportDiagnostics: true, fileName: written}).diagnostics).toEqual([]);
  await finish(written);
  expect(Object.keys((await readMappings([`${folder}/mappings`]))[0]!.mapping)).toContain("table");
});

test("a file is never overwritten, and one that a mapping knows is said to be known", async () => {
  await propose("deals.csv", ["deal_id,customer_id,opened,stage,value", "1,2,2026-01-05,won,5"]);
  await expect(propose("deals.csv", ["deal_id,customer_id,opened,stage,value", "1,2,2026-01-05,won,5"])).rejects.toThrow(
    "deals.draft.ts is there already and is not overwritten. Finish it, rename it, or rename deals.csv."
  );
  const {written, text} = await propose("x.csv", ["OpportunityId,AccountToId,Role", "1,2,3"]);
  expect([written, text]).toEqual([
    "",
    expect.stringContaining("salesforce_opportunity_partners.ts already. Nothing was written.")
  ]);
});

test("a missing file is said to be missing", async () => {
  await expect(
    mapFile({file: `${folder}/no.csv`, mappings: known, out: folder, settings: parseSettings({}, "test")})
  ).rejects.toThrow(HandshakeError);
});

test.each([
  [
    "German",
    ["Auftragsnr;Vorgang;Vertriebspartner;Kunde;Eröffnet am;Abgeschlossen am;Status;Betrag;Währung"],
    ["7;1001;Nord;Acme;05.01.2026;31.03.2026;Gewonnen;1.200,50;EUR", "7;1002;Nord;Globex;16.02.2026;;In Bearbeitung;300,00;EUR"]
  ],
  [
    "French",
    ["Affaire;Partenaire;Client;Créé le;Clôturé le;Étape;Montant;Devise"],
    ["1001;Nord;Acme;05/01/2026;31/03/2026;Gagnée;1200,50;EUR", "1002;Nord;Globex;16/02/2026;;En cours;300,00;EUR"]
  ],
  [
    "Spanish",
    ["Oportunidad;Socio;Cliente;Fecha de creación;Fecha de cierre;Etapa;Importe;Moneda"],
    ["1001;Nord;Acme;05/01/2026;31/03/2026;Ganada;1200,50;EUR", "1002;Nord;Globex;16/02/2026;;En curso;300,00;EUR"]
  ],
  [
    "Portuguese",
    ["Oportunidade;Parceiro;Cliente;Data de criação;Data de fechamento;Etapa;Valor;Moeda"],
    ["1001;Nord;Acme;05/01/2026;31/03/2026;Ganho;1200,50;EUR", "1002;Nord;Globex;16/02/2026;;Em andamento;300,00;EUR"]
  ],
  [
    "Italian",
    ["ID trattativa;Rivenditore;Cliente;Data di creazione;Data di chiusura;Fase;Importo;Valuta"],
    ["1001;Nord;Acme;05/01/2026;31/03/2026;Chiusa vinta;1200,50;EUR", "1002;Nord;Globex;16/02/2026;;In corso;300,00;EUR"]
  ],
  [
    "Dutch",
    ["Dealnummer;Wederverkoper;Klant;Aangemaakt op;Gesloten op;Fase;Bedrag;Valuta"],
    ["1001;Nord;Acme;05-01-2026;31-03-2026;Gewonnen;1200,50;EUR", "1002;Nord;Globex;16-02-2026;;In behandeling;300,00;EUR"]
  ],
  [
    "Japanese",
    ["商談ID,代理店,顧客名,作成日,完了日,フェーズ,金額,通貨"],
    ["1001,Nord,Acme,2026/01/05,2026/03/31,受注,1200.50,EUR", "1002,Nord,Globex,2026/02/16,,商談中,300,EUR"]
  ]
])("a %s export of deals is proposed as deals, and read through its proposal", async (_, header, rows) => {
  const {finished, written} = await propose("export_2026-06-30.csv", [...header, ...rows], yes);
  expect([finished, path.basename(written)]).toEqual([true, "export.ts"]);
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-06-30", mappings: [`${folder}/mappings`]});
  const read = await run.db.rows(
    "select deal_id, status, cast(opened_on as varchar) as opened, cast(closed_on as varchar) as closed, cast(amount as double) as amount, currency from facts.deals order by 1"
  );
  run.db.close();
  expect(run.quarantine).toEqual([]);
  expect(read).toEqual([
    {deal_id: "1001", status: "won", opened: "2026-01-05", closed: "2026-03-31", amount: 1200.5, currency: "EUR"},
    {deal_id: "1002", status: "open", opened: "2026-02-16", closed: null, amount: 300, currency: "EUR"}
  ]);
});

/** The columns that a draft fills, each with the header that it takes. */
const filled = (code: string): Record<string, unknown> =>
  Object.fromEntries(
    [...code.matchAll(/^ {4}(\w+): \{\s*(?:from|hashOf): \[?("(?:[^"\\]|\\.)*")/gm)].map((m): [string, unknown] => [
      m[1]!,
      JSON.parse(m[2]!)
    ])
  );

test("values outrank names: the column whose words all translate is the status, and what open deals lack is the closing day", async () => {
  const {code} = await propose(
    "deals-1.csv",
    [
      '"Deal - ID","Deal - Value","Deal - Currency of Value","Deal - Organization","Deal - Organization ID","Deal - Stage","Deal - Status","Deal - Deal created","Deal - Expected close date","Deal - Won time","Deal - Deal closed on","Deal - Channel partner"',
      '"1","12","EUR","Acme","55","Closing","Won","2026-01-05 09:12:33","2026-02-28","2026-03-01 10:00:00","2026-03-01 10:00:00","A"',
      '"2","8","EUR","Beta","56","Proposal Made","Open","2026-01-06 09:12:33","2026-12-31","","","A"',
      '"3","5","USD","Gamma","57","Contact Made","Lost","2026-01-07 09:12:33","2026-03-15","","2026-03-03 10:00:00","B"'
    ],
    unknown
  );
  expect(filled(code)).toMatchObject({
    status: "Deal - Status",
    opened_on: "Deal - Deal created",
    closed_on: "Deal - Deal closed on",
    currency: "Deal - Currency of Value",
    customer_id: "Deal - Organization ID",
    partner_id: "Deal - Channel partner"
  });
  expect(code).not.toContain('when: {canonical: "status"');
});

test("a closing day that open deals have too counts only where a deal is won or lost", async () => {
  const {code, doubts} = await propose(
    "deals.csv",
    [
      "ID,STAGE_ID,CURRENCY_ID,OPPORTUNITY,TAX_VALUE,COMPANY_ID,CLOSEDATE,DATE_CREATE,STAGE_SEMANTIC_ID",
      "1,NEW,EUR,100.00,0.00,7,2026-02-10T03:00:00+03:00,2026-02-03T15:58:12+03:00,P",
      "5,WON,EUR,90.00,0.00,14,2026-02-11T03:00:00+03:00,2026-02-04T13:18:10+03:00,S",
      "7,LOSE,EUR,45.00,0.00,14,2026-02-20T03:00:00+03:00,2026-02-05T13:18:10+03:00,F"
    ],
    unknown
  );
  expect(filled(code)).toMatchObject({amount: "OPPORTUNITY", status: "STAGE_SEMANTIC_ID", closed_on: "CLOSEDATE"});
  expect(code).toContain('closed_on: {from: "CLOSEDATE", when: {canonical: "status", is: ["won", "lost"]}}');
  expect(doubts).toContainEqual(expect.stringContaining('"CLOSEDATE" is filled in 1 open deal too'));
});

test("a planned day is never the closing day: that none is there is a doubt, with what to do", async () => {
  const {code, doubts} = await propose("negocios.csv", [
    "id,empresa,etapa,importe_eur,fecha de creación,cierre_previsto",
    "1,A,Negociación,42000,2026-01-02,2026-08-11",
    "2,B,Cerrado ganado,64000,2026-01-03,2026-08-21",
    "3,C,Cerrado perdido,18000,2026-01-04,2026-08-26"
  ]);
  expect(filled(code)).not.toHaveProperty("closed_on");
  expect(filled(code)).toMatchObject({status: "etapa", amount: "importe_eur"});
  expect(code).toContain('currency: {constant: "EUR"}');
  expect(doubts).toContainEqual(expect.stringMatching(/^closed_on: no column is the day .* which 2 deals need/));
});

test("one column that can't be read does not turn deals into another table", async () => {
  const {code} = await propose("pipeline_in.csv", [
    "Deal ID,Partner ID,Customer ID,Status,Created Date,Close Date,Amount",
    'D1,P1,C1,Won,05-01-2026,14-02-2026,"twelve lakh"',
    'D2,P1,C2,Won,06-01-2026,15-02-2026,"five & 1"',
    'D3,P2,C3,Lost,17-01-2026,16-02-2026,"none of 1"'
  ]);
  expect(code).toContain('table: "deals"');
  expect(filled(code)).toMatchObject({customer_id: "Customer ID", amount: "Amount"});
});

test("a deal registration fills registration, registered_on and decided_on; its status is asked for", async () => {
  const {code, doubts} = await propose("deal_registrations.csv", [
    "Registration Number,Partner Company,Partner Account ID,End Customer,Deal Value,Currency,Registration Status,Submitted Date,Decision Date,Expected Close Date,Opportunity ID",
    "DR-1,Partner A,PA-1,Cust 1,12000,USD,Approved,2026-01-05,2026-01-08,2026-03-31,OPP-1",
    "DR-2,Partner A,PA-1,Cust 2,8000,USD,Rejected,2026-01-06,2026-01-09,2026-04-30,",
    "DR-3,Partner B,PB-1,Cust 3,5000,USD,Pending,2026-01-07,,2026-05-31,"
  ]);
  expect(filled(code)).toEqual({
    deal_id: "Registration Number",
    partner_id: "Partner Account ID",
    customer_id: "End Customer",
    opened_on: "Submitted Date",
    amount: "Deal Value",
    currency: "Currency",
    registered_on: "Submitted Date",
    decided_on: "Decision Date",
    expected_close_on: "Expected Close Date",
    registration: "Registration Status"
  });
  expect(doubts).toContainEqual(expect.stringContaining("status is needed (its state (open, won, lost))"));
});

test("German labels of an export are read with the pipeline's name behind the stage", async () => {
  const {code} = await propose("alle-deals.csv", [
    "Datensatz-ID,Deal-Name,Deal-Phase,Betrag,Abschlussdatum,Erstellungsdatum,Associated Company IDs (Primary),Associated Company (Primary)",
    "1,Alpha,Abgeschlossen und gewonnen (Vertriebspipeline),50000,2026-07-01 10:00,2026-05-01 09:00,501,Acme",
    "2,Beta,Abgeschlossen und verloren (Vertriebspipeline),7000,2026-07-02 10:00,2026-05-02 09:00,502,Beta",
    "3,Gamma,Termin vereinbart (Vertriebspipeline),9000,2026-12-02 10:00,2026-05-02 09:00,503,Gamma"
  ]);
  expect(filled(code)).toMatchObject({
    deal_id: "Datensatz-ID",
    customer_id: "Associated Company IDs (Primary)",
    opened_on: "Erstellungsdatum",
    status: "Deal-Phase"
  });
  expect(code).toContain('customer_id: {from: "Associated Company (Primary)"}');
});

test("cells that are empty in a needed column are a doubt with a remedy", async () => {
  const {doubts} = await propose("deals.csv", [
    "deal_id,account id,opened,stage,value",
    "1,,2026-01-05,won,5",
    "2,7,2026-01-06,lost,7"
  ]);
  expect(doubts).toContainEqual(
    'customer_id: "account id" is needed, and empty in 1 record of 2: they go to quarantine (customer_id) until they are filled in, or the mapping says with "empty" what to take instead'
  );
});

test("a file of which no record can be read is refused with its one fault, and nothing is written", async () => {
  await expect(
    propose("Opportunity.csv", [
      "ID,Name,Account Name,Stage,Amount,Amount Currency,Close Date,Created At",
      "1,Opp 1,Acme,Closed Won,1000.00,2026-03-20,2026-01-05 10:00:00",
      "2,Opp 2,Beta,Closed Won,2000.00,2026-03-21,2026-01-06 10:00:00"
    ])
  ).rejects.toThrow("Every record is unreadable: the header has 8 cells, line 2 has 7.");
});

const sellers = [
  "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,channel",
  "1C1,Moses,GTX,Cancity,Won,2026-10-20,2026-11-01,1054,North",
  "1C2,Darcel,GTX,Isdom,Engaging,2026-10-25,,,South",
  "1C3,Moses,MG,Cancity,Parked,2026-10-26,,,North",
  "1C4,Moses,MG,Isdom,Lost,2026-10-27,2026-11-03,0,North"
];

test("--yes takes what is proposed: a word without a day of closing is open, and the mapping is in use at once", async () => {
  const {written, finished, code, text} = await propose("sales_pipeline.csv", sellers, yes);
  expect([path.basename(written), finished]).toEqual(["sales_pipeline.ts", true]);
  expect(code).toMatch(/Parked: "open", \/\/ 1/);
  expect(text).toContain("4 records accepted.");
  expect(text).toContain("deal_id 1C1 · ");
  expect(text).toContain("not yet  What is lost if one leaves? Missing: deals.partner_id.");
});

test("--answers answers by question; a header that is none, and an answer that nothing asks, are refused", async () => {
  const answers = new Map([
    ["partner_id", "channel"],
    ["status: Parked", "lost"]
  ]);
  const {code, text} = await propose("sales_pipeline.csv", sellers, {answers, ...yes});
  expect(filled(code)).toMatchObject({partner_id: "channel"});
  expect(code).toMatch(/Parked: "lost"/);
  expect(text).toContain("1 rejected (state)");
  const wrong = (id: string, answer: string) => propose("other.csv", sellers, {answers: new Map([[id, answer]]), ...yes});
  await expect(wrong("partner_id", "chanel")).rejects.toThrow('The answer to "partner_id" is "chanel", expected one of');
  await expect(wrong("status: Gone", "lost")).rejects.toThrow('Nothing asks "status: Gone", and "Gone" is no word of the file.');
  await expect(wrong("amuont", "close_value2")).rejects.toThrow('Nothing asks "amuont", and "close_value2" is no header');
});

test("in a terminal each question is asked once: a number or a name answers it, Return takes the proposal, ? leaves it open", async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const shown: string[] = [];
  output.on("data", (d: Buffer) => {
    shown.push(d.toString());
    if (/ to leave it open\): $|Return for .*\): $/.test(shown.join(""))) input.write(replies.shift() ?? "?\n");
  });
  const replies = ["\n", "nowhere\n", "channel\n"];
  const {code, finished} = await propose("sales_pipeline.csv", sellers, {
    ask: (headers) => terminalAsk(headers, input, output)
  });
  expect(shown.join("")).toContain("Is any of these a reseller, a source, a referrer?");
  expect(shown.join("")).toContain('"nowhere" is none of these.');
  expect(finished).toBe(true);
  expect(filled(code)).toMatchObject({partner_id: "channel"});
});

test("an option is meant by its number or its name; a header may be named though it is no option", () => {
  const question = {id: "partner_id", text: "", options: ["a", "b"], proposal: null};
  expect(["2", " A ", "none", "c", "9"].map((a) => optionOf(question, a, ["c"]))).toEqual(["b", "a", "none", "c", null]);
});

test.each([
  [
    "a symbol each",
    '"$1,500.00"',
    '"£950.00"',
    [
      ["1500.0000", "USD"],
      ["950.0000", "GBP"]
    ]
  ],
  [
    "no-break spaces and a comma",
    "12\u00a0500\u202f€",
    '"1\u202f200,50 €"',
    [
      ["12500.0000", "EUR"],
      ["1200.5000", "EUR"]
    ]
  ],
  [
    "lakh groups",
    '"12,34,567.00"',
    '"₹ 5,00,000"',
    [
      ["1234567.0000", "INR"],
      ["500000.0000", "INR"]
    ]
  ],
  [
    "units",
    "1.2k",
    "3k",
    [
      ["1200.0000", null],
      ["3000.0000", null]
    ]
  ]
])("amounts with %s are read with their currency", async (_, first, second, wanted) => {
  const {preview, finished} = await propose(
    "pipeline.csv",
    [
      "Deal ID,Partner ID,Customer ID,Status,Created Date,Close Date,Amount",
      `D1,P1,C1,Won,2026-01-05,2026-02-14,${first}`,
      `D2,P1,C2,Won,2026-01-06,2026-02-15,${second}`
    ],
    yes
  );
  expect(finished).toBe(true);
  expect(preview!.records.map(({cells}) => [cells.amount, cells.currency ?? null])).toEqual(wanted);
});

test("deals that were closed before they were opened are asked about, and --yes takes the earlier day", async () => {
  const lines = [
    "Deal ID,Partner ID,Customer ID,Status,Created Date,Close Date,Amount",
    "D1,P1,C1,Won,2025-06-01,2024-02-14,5",
    "D2,P1,C2,Won,2025-06-01,2025-07-15,7"
  ];
  const {doubts} = await propose("a.csv", lines);
  expect(doubts).toContainEqual(expect.stringContaining("1 deal was closed before it was opened"));
  const {preview} = await propose("b.csv", lines, yes);
  expect(preview!.records.map(({cells}) => cells.opened_on)).toEqual(["2024-02-14", "2025-06-01"]);
});

test("days of a spreadsheet, of 1970 and with months of another language are read", async () => {
  const {preview} = await propose(
    "tickets.csv",
    [
      "Ticket Number;Partner;Erstellt am;Gelöst am;Due date",
      "1;A;12. März 2026;1773532800;46096",
      "2;B;3. Mai 2026;1773532800;46097"
    ],
    yes
  );
  expect(preview!.records[0]!.cells).toMatchObject({
    opened_on: "2026-03-12",
    resolved_on: "2026-03-15",
    due_on: "2026-03-15",
    owner: "us"
  });
});

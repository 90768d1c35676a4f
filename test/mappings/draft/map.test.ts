import {readFile} from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import {afterEach, beforeEach, expect, test} from "vitest";
import {HandshakeError} from "../../../loaders/errors.ts";
import {mapFile} from "../../../loaders/mappings/draft/draft.ts";
import {readMappings} from "../../../loaders/mappings/engine/mappings.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles} from "../../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const known = [path.join(root, "loaders/mappings")];

async function propose(name: string, lines: string[]) {
  await writeFiles(folder, {[`drops/${name}`]: `${lines.join("\n")}\n`});
  const {written, doubts, text} = await mapFile({file: `${folder}/drops/${name}`, mappings: known, out: `${folder}/mappings`});
  return {written, doubts, text, code: written ? await readFile(written, "utf8") : ""};
}

const deals = [
  "Deal number,Reseller Name,Client,Start date,Closed on,Deal Status,Net value,Contact e-mail",
  '1001,North Star,Acme Ltd,05/01/2026,31/03/2026,Closed Won,"€1,200.50",bo@example.com',
  "1002,N/A,Globex,16/02/2026,,In progress,€300.00,bo@example.com"
];

test("names, formats, words for nothing and translations are proposed, with their doubts", async () => {
  const {written, code, text} = await propose("crm-export_2026-06-30.csv", deals);
  expect(path.basename(written)).toBe("crm_export.ts");
  expect(code).toContain('table: "deals"');
  expect(code).toContain('deal_id: {from: "Deal number"}');
  expect(code).toContain('partner_id: {hashOf: ["Reseller Name"], nulls: ["N/A"]}');
  expect(code).toContain('opened_on: {from: "Start date", date: "%d/%m/%Y"}');
  expect(code).toContain('"Closed Won": "won", // 1');
  expect(code).toContain('amount: {from: "Net value", strip: ["€"], thousands: ","}');
  expect(code).toContain('// DOUBT: is "Client" really "who buys"?');
  expect(code).toContain('// Not read: "Contact e-mail"');
  expect(text).toMatch(/^Wrote .*crm_export\.ts: deals, with 7 of 24 columns\./);
});

test("the written file type-checks, is a mapping, and reads the export that it was made from", async () => {
  const {written} = await propose("crm-export_2026-06-30.csv", deals);
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
  expect(doubts).toContainEqual(expect.stringContaining("can be read as %d/%m/%Y and as %m/%d/%Y: which is it?"));
});

test("what is needed and not found is a commented line, and the file then fails with what is missing", async () => {
  const {code, doubts} = await propose("tickets-export.csv", [
    "Ticket Number,Created,Priority,Solved at",
    "7,2026-01-05,High,2026-01-06"
  ]);
  expect(code).toContain("// owner: {constant: ");
  expect(doubts).toEqual(["owner is needed, and no header seems to be it"]);
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
  expect(Object.keys((await readMappings([`${folder}/mappings`]))[0]!.mapping)).toContain("table");
});

test("a file is never overwritten, and one that a mapping knows is said to be known", async () => {
  await propose("deals.csv", ["deal_id,customer_id,opened,stage,value", "1,2,2026-01-05,won,5"]);
  await expect(propose("deals.csv", ["deal_id,customer_id,opened,stage,value", "1,2,2026-01-05,won,5"])).rejects.toThrow(
    "is there already and is not overwritten. Finish it, rename it, or rename deals.csv."
  );
  const {written, text} = await propose("x.csv", ["OpportunityId,AccountToId,Role", "1,2,3"]);
  expect([written, text]).toEqual([
    "",
    expect.stringContaining("salesforce_opportunity_partners.ts already. Nothing was written.")
  ]);
});

test("a missing file is said to be missing", async () => {
  await expect(mapFile({file: `${folder}/no.csv`, mappings: known, out: folder})).rejects.toThrow(HandshakeError);
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
  ]
])("a %s export of deals is proposed as deals, and read through its proposal", async (_, header, rows) => {
  await propose("export_2026-06-30.csv", [...header, ...rows]);
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

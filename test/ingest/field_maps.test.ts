import {cp} from "node:fs/promises";
import path from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {mapFile, takeProposal} from "../../loaders/mappings/draft/map.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {ingest, removeFolder, root, temporaryFolder, type Ingested} from "../support/pipeline.ts";
import {expectConservation} from "./drive.ts";

/*
 * Exports as people had them (test/fixtures/field_cases), from "npx handshake map --yes" to the records: what the draft reads, what it
 * still asks, and what becomes of every record through the mapping that it writes.
 */

const fixtures = path.join(root, "test/fixtures/field_cases");

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

interface MapCase {
  folder: string;
  file: string;
  source: string;
  /** Answers to what --yes has no proposal for. */
  answers?: Record<string, string>;
  /** Parts of what is still doubtful. */
  doubts: string[];
  /** Deals as deal, opened, closed, status, amount, currency; null where a question is open, so that nothing reads the draft. */
  deals: (string | null)[][] | null;
  rejected?: [line: number, reason: string][];
  partners?: string[];
}

async function mapped({folder: name, file, answers = {}}: MapCase) {
  await cp(path.join(fixtures, name), `${folder}/drops`, {recursive: true});
  // as if the library knew no such export
  return mapFile({
    file: `${folder}/drops/${file}`,
    mappings: [],
    out: `${folder}/mappings`,
    settings: parseSettings({}, "test"),
    answers: new Map(Object.entries(answers)),
    ask: () => ({ask: takeProposal})
  });
}

const columns = ["deal_id", "opened_on", "closed_on", "status", "amount", "currency"];

async function dealsRead(): Promise<(string | null)[][]> {
  run = await ingest(`${folder}/drops`, `${folder}/build`, {mappings: [`${folder}/mappings`], library: false});
  expectConservation(run);
  const rows = await run.db.rows<Record<string, string | null>>(
    `select ${columns
      .map((c) => (c === "amount" ? "cast(amount as decimal(18, 2))" : c))
      .map((c, i) => `cast(${c} as varchar) as ${columns[i]}`)
      .join(", ")} from facts.deals order by deal_id`
  );
  return rows.map((r) => columns.map((c) => r[c] ?? null));
}

const cases: [title: string, MapCase][] = [
  [
    "a stage's semantic is the status, what open deals have too is the planned day, and no tax is the amount",
    {
      folder: "c02_bitrix24",
      file: "deals.csv",
      source: "https://github.com/GluhovDmitry/BitrixDataFetching",
      doubts: ['"CLOSEDATE" is filled in 2 open deals too', '"0" in "COMPANY_ID" (1 record) often means none'],
      deals: [
        ["1", "2021-02-03", null, "open", "100000.00", "RUB"],
        ["3", "2021-02-04", null, "open", "10000.00", "RUB"],
        ["5", "2021-02-04", "2021-02-11", "won", "90000.00", "RUB"],
        ["7", "2021-02-05", "2021-02-20", "lost", "45000.00", "RUB"]
      ]
    }
  ],
  [
    "the column whose words all translate is the status, a deleted deal is none, and 0000-00-00 is no day",
    {
      folder: "c17_pipedrive",
      file: "deals-12345678-42.csv",
      source: "https://github.com/singer-io/tap-pipedrive/issues/61",
      doubts: ['"Deleted" in "Deal - Status" says that the source has deleted the record'],
      deals: [
        ["101", "2026-01-05", "2026-03-01", "won", "12000.00", "EUR"],
        ["102", "2026-01-06", null, "open", "8000.50", "EUR"],
        ["103", "2026-01-07", "2026-03-03", "lost", "500.00", "USD"]
      ],
      rejected: [[6, "state"]],
      partners: ["Partner A", "Partner B"]
    }
  ],
  [
    "a symbol at each amount is its currency",
    {
      folder: "c05_symbols_in_amounts",
      file: "pipeline.csv",
      source: "https://github.com/SuiteCRM/SuiteCRM/issues/9505",
      doubts: ['"Amount" has 3 currencies in one column ($, £, €): each deal takes its own'],
      deals: [
        ["D-1", "2026-01-05", "2026-02-01", "won", "1500.00", "USD"],
        ["D-2", "2026-01-06", "2026-02-02", "won", "950.00", "GBP"],
        ["D-3", "2026-01-07", "2026-02-03", "won", "1000.00", "EUR"],
        ["D-4", "2026-01-08", "2026-02-04", "lost", "2000.00", "EUR"],
        ["D-5", "2026-01-09", null, "open", "700.00", "USD"],
        ["D-6", "2026-01-09", "2026-03-09", "won", "12000.50", "GBP"]
      ],
      partners: ["Partner A", "Partner B", "Partner C"]
    }
  ],
  [
    "groups of two digits are an amount, so that deals stay deals",
    {
      folder: "c21b_lakh_hand",
      file: "pipeline_in.csv",
      source: "https://github.com/openexchangerates/accounting.js/issues/113",
      doubts: [],
      deals: [
        ["D1", "2026-01-05", "2026-02-14", "won", "1234567.00", "INR"],
        ["D2", "2026-01-06", "2026-02-15", "won", "500000.00", "INR"],
        ["D3", "2026-01-17", "2026-02-16", "lost", "75000.00", "INR"],
        ["D4", "2026-01-18", "2026-02-26", "won", "12500000.00", "INR"]
      ]
    }
  ],
  [
    "what became of a registered deal is asked for: a decision on the registration is no status",
    {
      folder: "c71_deal_registrations",
      file: "deal_registrations.csv",
      source: "tomposmiko/liferay-dxp-new, dealRegistrationColumnKey.ts",
      doubts: ["status is needed (its state (open, won, lost)), and no header seems to be it"],
      deals: null
    }
  ],
  [
    "once the status of registered deals is said, their registrations are read",
    {
      folder: "c71_deal_registrations",
      file: "deal_registrations.csv",
      source: "tomposmiko/liferay-dxp-new, dealRegistrationColumnKey.ts",
      answers: {status: "=open"},
      doubts: ['the day of its registration, "Submitted Date", is taken'],
      deals: [
        ["DR-0001", "2026-01-05", null, "open", "12000.00", "USD"],
        ["DR-0002", "2026-01-06", null, "open", "8000.00", "USD"],
        ["DR-0003", "2026-01-07", null, "open", "5000.00", "USD"],
        ["DR-0004", "2026-01-08", null, "open", "25000.00", "USD"],
        ["DR-0005", "2026-01-09", null, "open", "15000.00", "USD"]
      ],
      partners: ["Partner A", "Partner B", "Partner C"]
    }
  ],
  [
    "German labels are read, and the pipeline behind a stage says nothing",
    {
      folder: "c76_hs_german_labels",
      file: "hubspot-crm-exports-alle-deals-2026-09-30.csv",
      source: "HubSpot's export of a German portal",
      doubts: ['"Abschlussdatum" is filled in 1 open deal too'],
      deals: [
        ["1001", "2026-05-01", "2026-07-01", "won", "50000.00", null],
        ["1002", "2026-05-02", "2026-07-02", "lost", "7000.00", null],
        ["1003", "2026-05-02", null, "open", "9000.00", null]
      ]
    }
  ],
  [
    "a Spanish pipeline without a day of opening asks for it, and takes no planned day for the closing day",
    {
      folder: "c82_es_pipeline",
      file: "negocios.csv",
      source: "https://github.com/aulazaro28110-prog/informe-pipeline-ventas",
      doubts: ["opened_on is needed", "no column is the day that a deal was won or lost, which 5 deals need"],
      deals: null
    }
  ]
];

test.each(cases)("%s", async (_, c) => {
  const {finished, doubts} = await mapped(c);
  for (const part of c.doubts) expect(doubts.join("\n")).toContain(part);
  expect(finished).toBe(c.deals !== null);
  if (!c.deals) return;
  expect(await dealsRead()).toEqual(c.deals);
  expect(run!.quarantine.map((q) => [q.line, q.reason])).toEqual(c.rejected ?? []);
  const partners = await run!.db.rows<{name: string}>("select name from facts.partners order by 1");
  if (c.partners) expect(partners.map((p) => p.name)).toEqual(c.partners);
});

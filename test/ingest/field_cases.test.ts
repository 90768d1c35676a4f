import {cp} from "node:fs/promises";
import path from "node:path";
import {writeXlsx} from "hucre/xlsx";
import {afterEach, beforeEach, expect, test} from "vitest";
import {readMappings} from "../../loaders/mappings/engine/mappings.ts";
import {withRefusals} from "../../loaders/run/report/report.ts";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import {handshake} from "../support/handshake.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";
import {expectConservation} from "./drive.ts";
import {fieldMappings} from "./fieldMappings.ts";

const fixtures = path.join(root, "test/fixtures/field_cases");
const day = (text: string) => new Date(`${text}T00:00:00Z`);

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

const header = ["deal_id", "partner_id", "customer_id", "opened_on", "closed_on", "status", "amount"];
/** Workbooks are typed here: their bytes could not be read by a person. */
const workbooks: Record<string, () => Promise<Record<string, Uint8Array>>> = {
  c35b_three_regions: async () => ({
    "deals_2026-09-30.xlsx": await writeXlsx({
      sheets: [
        {name: "EMEA", rows: [header, ["D1", "P1", "C1", day("2026-01-04"), day("2026-03-14"), "won", 1000]]},
        {name: "APAC", rows: [header, ["D2", "P2", "C2", day("2026-01-04"), day("2026-03-14"), "won", 900000]]}
      ]
    })
  }),
  c09_sf_formatted_xlsx: async () => ({
    "Partner_pipeline-2026-09-30-17-02-11.xlsx": await writeXlsx({
      sheets: [
        {
          name: "Partner pipeline",
          rows: [
            [],
            [null, "Partner pipeline FY26"],
            [null, "As of 2026-09-30"],
            [null, "Filtered By"],
            [null, "   Show: All opportunities"],
            [null, "   Units: Close Date"],
            [],
            [null, "Partner Account  ↑", "Opportunity Name", "Account Name", "Stage", "Amount", "Close Date", "Created Date"],
            [null, "Partner A", "Opp 1", "Acct 1", "Closed Won", 1000, day("2026-03-14"), day("2026-01-04")],
            [null, null, "Opp 2", "Acct 2", "Closed Won", 2000, day("2026-03-15"), day("2026-01-05")],
            [null, "Subtotal", "Sum", null, null, 3000]
          ]
        }
      ]
    })
  })
};

const code = (mapping: string) =>
  `import {defineMapping} from ${JSON.stringify(path.join(root, "loaders/mappings/engine/mapping.ts"))};\nexport const mapping = defineMapping(${mapping});\n`;

/** What becomes of a case's drops, as check says it: outcomes and counts by file, and every message. */
async function checked(name: string, mapping: string | null = name) {
  const book = workbooks[name];
  if (book) await writeFiles(`${folder}/drops`, await book());
  else await cp(path.join(fixtures, name), `${folder}/drops`, {recursive: true});
  const own = mapping === null ? undefined : fieldMappings[mapping];
  if (own) await writeFiles(folder, {"mappings/own.ts": code(own)});
  run = await ingest(`${folder}/drops`, `${folder}/build`, own ? {mappings: [`${folder}/mappings`]} : {});
  expectConservation(run);
  const files = withRefusals(run.files);
  const counts = files.map((f) => [f.table, f.outcome, f.accepted, f.deduplicated, f.superseded, f.quarantined]);
  const text = files.map((f) =>
    [f.message, ...f.warnings.map((w) => `${w.reason}: ${w.detail}`), notesText(f.notes)].filter(Boolean).join("\n")
  );
  return {counts, text: text.join("\n"), exitCode: files.some((f) => f.outcome === "refuse" || f.outcome === "hold") ? 65 : 0};
}

const rows = (sql: string) => run!.db.rows<Record<string, string | null>>(sql);

interface Expected {
  name: string;
  /** Where the situation was published. */
  source: string;
  /** The mapping of fieldMappings, where it is not the case's own; null for none. */
  mapping?: string | null;
  counts: (string | number | null)[][];
  exitCode: number;
  says?: string[];
  facts?: [sql: string, rows: Record<string, string | null>[]];
}

const cases: [title: string, Expected][] = [
  [
    "an export without any column for the customer is refused for that, not for its ids",
    {
      name: "c01_hubspot_api",
      source: "https://github.com/Interact-Brands/finance-reporting",
      counts: [["deals", "refuse", 0, 0, 0, 0]],
      exitCode: 65,
      says: ["No column gives customer_id", "Associated Company IDs (Primary)"]
    }
  ],
  [
    "three currencies that a mapping strips out of one column refuse the file",
    {
      name: "c05_symbols_in_amounts",
      source: "https://github.com/SuiteCRM/SuiteCRM/issues/9505",
      counts: [["deals", "refuse", 0, 0, 0, 0]],
      exitCode: 65,
      says: ["$ (2 records), £ (2 records), € (2 records)", 'find: "currency"']
    }
  ],
  [
    "the currency of an amount is read from its symbol",
    {
      name: "c05_symbols_in_amounts",
      mapping: "c05_read",
      source: "https://github.com/philipmulcahy/azad/issues/8",
      counts: [["deals", "accept", 6, 0, 0, 0]],
      exitCode: 0,
      facts: [
        "select currency, cast(sum(amount) as varchar) as amount from facts.deals where status = 'won' group by 1 order by 1",
        [
          {currency: "EUR", amount: "1000.0000"},
          {currency: "GBP", amount: "12950.5000"},
          {currency: "USD", amount: "1500.0000"}
        ]
      ]
    }
  ],
  [
    "one day that reads only day first refuses a file that is mapped month first",
    {
      name: "c06b_dmy_silent",
      source: "https://github.com/BEXIS2/Core/issues/22",
      counts: [["deals", "refuse", 0, 0, 0, 0]],
      exitCode: 65,
      says: ['Close Date is "25/11/2025" in line 5: day before month', 'date: "dmy" on closed_on']
    }
  ],
  [
    "amounts that the source has converted are used, with their currency",
    {
      name: "c07_sf_multicurrency",
      source: "https://github.com/SuiteCRM/SuiteCRM/issues/2035",
      counts: [["deals", "accept", 5, 0, 0, 0]],
      exitCode: 0,
      facts: [
        "select currency, cast(sum(amount) as varchar) as amount from facts.deals where status = 'won' group by 1",
        [{currency: "USD", amount: "4125.5000"}]
      ]
    }
  ],
  [
    "lines of a title above the headers are told, with the line of the headers",
    {
      name: "c09_sf_formatted_xlsx",
      mapping: null,
      source: "https://github.com/internetstandards/Internet.nl-dashboard/issues/558",
      counts: [[null, "refuse", 0, 0, 0, 0]],
      exitCode: 65,
      says: ["Its headers seem to be in line 8", "skip: 7"]
    }
  ],
  [
    "a mapping that skips the title lines reads the records below",
    {
      name: "c09_sf_formatted_xlsx",
      source: "https://github.com/cidgoh/DataHarmonizer/issues/40",
      counts: [["deals", "accept", 2, 0, 0, 0]],
      exitCode: 0,
      facts: ["select cast(sum(amount) as varchar) as amount from facts.deals", [{amount: "3000.0000"}]]
    }
  ],
  [
    "15 and 18 characters of a Salesforce id are one id",
    {
      name: "c10_sf_15_18",
      source: "https://github.com/simple-salesforce/simple-salesforce/issues/42",
      counts: [
        ["customers", "accept", 4, 0, 0, 0],
        ["partners", "accept", 2, 0, 0, 0],
        ["deals", "accept", 12, 0, 0, 0]
      ],
      exitCode: 0
    }
  ],
  [
    "a ticket that its desk has deleted is gone, with its earlier version",
    {
      name: "c11b_zendesk_deleted",
      source: "https://support.zendesk.com, statuses of a ticket",
      counts: [
        ["tickets", "accept", 1, 0, 1, 0],
        ["tickets", "accept", 0, 1, 1, 0]
      ],
      exitCode: 0,
      says: ["deleted: 1 record that the source has deleted"],
      facts: ["select ticket_id from facts.tickets", [{ticket_id: "1"}]]
    }
  ],
  [
    "a deal that was merged into another is superseded by it",
    {
      name: "c12_hs_merged",
      source: "https://github.com/fivetran/dbt_hubspot/issues/134",
      counts: [
        ["deals", "accept", 2, 0, 1, 0],
        ["deals", "accept", 0, 2, 0, 0]
      ],
      exitCode: 0,
      facts: ["select cast(sum(amount) as varchar) as amount from facts.deals", [{amount: "57000.0000"}]]
    }
  ],
  [
    "ids that a spreadsheet has turned into exponents are refused",
    {
      name: "c13_hs_excel_ids",
      source: "https://github.com/pulibrary/orangelight/issues/2695",
      counts: [["deals", "refuse", 0, 0, 0, 3]],
      exitCode: 65,
      says: ['Record ID (deal_id) is "1.43163E+10"', "Export again without opening it in a spreadsheet"]
    }
  ],
  [
    "text of a spreadsheet is to be renamed",
    {
      name: "c14_unicode_txt",
      source: "Excel, Unicode Text (*.txt)",
      counts: [[null, "refuse", 0, 0, 0, 0]],
      exitCode: 65,
      says: ["rename it to .tsv"]
    }
  ],
  [
    "a question mark is nobody, and the newest line of a ticket stands",
    {
      name: "c19_servicenow_log",
      source: "https://github.com/rvinicius396g/rvsAzure-BlobStorage",
      counts: [["tickets", "accept", 2, 0, 4, 0]],
      exitCode: 0,
      says: ['vendor says "?" (5 records): taken for nothing in partner_id'],
      facts: ["select name from facts.partners", [{name: "vendor 1"}]]
    }
  ],
  [
    "spaces that look alike are one thousands mark",
    {
      name: "c20_french_amounts",
      source: "https://github.com/portfolio-performance/portfolio/issues/1382",
      counts: [["deals", "accept", 4, 0, 0, 0]],
      exitCode: 0,
      facts: [
        "select cast(amount as varchar) as amount, currency from facts.deals order by deal_id",
        ["12500.5000", "1200.0000", "950.0000", "1045000.0000"].map((amount) => ({amount, currency: "EUR"}))
      ]
    }
  ],
  [
    "groups of two digits are read as groups of three are",
    {
      name: "c21b_lakh_hand",
      source: "https://github.com/openexchangerates/accounting.js/issues/113",
      counts: [["deals", "accept", 4, 0, 0, 0]],
      exitCode: 0,
      facts: [
        "select cast(amount as varchar) as amount from facts.deals order by deal_id",
        ["1234567.0000", "500000.0000", "75000.0000", "12500000.0000"].map((amount) => ({amount}))
      ]
    }
  ],
  [
    "seconds since 1970 are days",
    {
      name: "c23_epoch_json",
      source: "the shape of Intercom's API",
      counts: [["tickets", "accept", 3, 0, 0, 0]],
      exitCode: 0,
      facts: [
        "select cast(opened_on as varchar) as o, cast(resolved_on as varchar) as r from facts.tickets order by ticket_id",
        [
          {o: "2026-01-15", r: "2026-01-20"},
          {o: "2026-01-16", r: null},
          {o: "2026-01-17", r: "2026-01-22"}
        ]
      ]
    }
  ],
  [
    "names that differ in case and spaces only are one partner",
    {
      name: "c25_name_variants",
      source: "https://github.com/abdulaziz-alfalahi/Emirati_Pathways/issues/99",
      counts: [["deals", "accept", 24, 0, 0, 0]],
      exitCode: 0,
      says: ["one_name: 1 name in Partner Account"],
      facts: ["select cast(count(*) as varchar) as n from facts.partners", [{n: "3"}]]
    }
  ],
  [
    "days of another locale are told with a value and the key that reads them",
    {
      name: "c26_jira_locale",
      source: "https://github.com/apache/maven-changes-plugin/issues/171",
      counts: [
        ["tickets", "refuse", 0, 0, 0, 3],
        ["tickets", "refuse", 0, 0, 0, 2]
      ],
      exitCode: 65,
      says: [
        '"12.03.2026 09:41"',
        'Set date: "dmy" on opened_on',
        '"12/mars/26 9:41 AM"',
        'date: "dmy", locale: "fr"',
        "jira_issues.ts"
      ]
    }
  ],
  [
    "a file of which nothing is accepted is refused, also where its name carries a date",
    {
      name: "c26b_dated",
      source: "https://github.com/evancharlton/android-mileage/issues/26",
      counts: [
        ["tickets", "refuse", 0, 0, 0, 3],
        ["tickets", "refuse", 0, 0, 0, 2]
      ],
      exitCode: 65,
      says: ["none of its 3 records is accepted (opened_on)"]
    }
  ],
  [
    "records that lack the cell of a header are told by their numbers of cells",
    {
      name: "c28_espo_shift",
      source: "https://github.com/espocrm/espocrm/issues/2669",
      counts: [[null, "refuse", 0, 0, 0, 0]],
      exitCode: 65,
      says: ["Every record has 7 cells, the header 8"]
    }
  ],
  [
    "lines of empty cells are no records",
    {
      name: "c30c_trailing_commas",
      source: "https://github.com/microsoft/AzureStorageExplorer/issues/3136",
      counts: [["deals", "accept", 12, 0, 0, 0]],
      exitCode: 0,
      says: ["empty_lines: 20 lines"]
    }
  ],
  [
    "every way of writing a negative amount is one",
    {
      name: "c34_credit_notes",
      source: "https://github.com/moneymanagerex/moneymanagerex/issues/2898",
      counts: [["deals", "accept", 5, 0, 0, 0]],
      exitCode: 0,
      facts: [
        "select cast(amount as varchar) as a, cast(refunded as varchar) as r from facts.deals order by deal_id",
        [
          {a: "1200.0000", r: null},
          {a: "0.0000", r: "300.0000"},
          {a: "0.0000", r: null},
          {a: "0.0000", r: "2500.0000"},
          {a: "0.0000", r: "50.0000"}
        ]
      ]
    }
  ],
  [
    "a second sheet with the same headers is read too",
    {
      name: "c35b_three_regions",
      source: "https://github.com/yakew7/Fair-Code/issues/182",
      counts: [["deals", "accept", 2, 0, 0, 0]],
      exitCode: 0,
      says: ['"EMEA" (1 row), "APAC" (1 row)'],
      facts: ["select cast(sum(amount) as varchar) as amount from facts.deals", [{amount: "901000.0000"}]]
    }
  ],
  [
    "a drop of which no record can be read and no name carries a date is a refusal with its reason",
    {
      name: "c41_crash_min",
      source: "https://github.com/krayin/laravel-crm/issues/2630",
      counts: [["deals", "refuse", 0, 0, 0, 1]],
      exitCode: 65,
      says: ['first line 2, key D1: opened_on is "31/01/2026", expected YYYY-MM-DD']
    }
  ],
  [
    "a sound file beside a refused one is taken",
    {
      name: "c41b_two_files",
      source: "https://github.com/krayin/laravel-crm/issues/2630",
      counts: [
        ["deals", "refuse", 0, 0, 0, 1],
        ["partners", "accept", 1, 0, 0, 0]
      ],
      exitCode: 65
    }
  ],
  [
    "a spreadsheet's hint at the delimiter is no header line",
    {
      name: "c47_sep_line",
      source: "https://github.com/PowerShell/PowerShell/issues/7776",
      counts: [["deals", "accept", 1, 0, 0, 0]],
      exitCode: 0
    }
  ],
  [
    "an amount is read with its currency, and a symbol of several currencies is asked for",
    {
      name: "c49_sf_list_amounts",
      source: "https://github.com/portfolio-performance/portfolio/issues/1382",
      counts: [["deals", "accept", 2, 0, 0, 1]],
      exitCode: 0,
      says: ['Amount (currency) is "$500.00"', 'values: {"$": "USD"}'],
      facts: [
        "select currency, cast(amount as varchar) as amount from facts.deals order by 1",
        [
          {currency: "EUR", amount: "2000.0000"},
          {currency: "USD", amount: "1000.0000"}
        ]
      ]
    }
  ],
  [
    "records that were closed before they were created are told with the key that takes them",
    {
      name: "c51_migrated_created",
      mapping: null,
      source: "https://github.com/Interact-Brands/finance-reporting",
      counts: [["deals", "refuse", 0, 0, 0, 0]],
      exitCode: 65,
      says: ["40 of 50 records are bad (date_order)", 'opened_on: {earliest: ["CreatedDate", "CloseDate"]}']
    }
  ],
  [
    "the earlier of two days takes records that were moved from another system",
    {
      name: "c51_migrated_created",
      source: "https://github.com/Interact-Brands/finance-reporting",
      counts: [["deals", "accept", 50, 0, 0, 0]],
      exitCode: 0,
      facts: ["select cast(count(*) as varchar) as n from facts.deals where opened_on > closed_on", [{n: "0"}]]
    }
  ],
  [
    "line breaks in headers count as a space",
    {
      name: "c57_header_breaks",
      source: "headers with Alt+Enter in Excel",
      counts: [["deals", "accept", 2, 0, 0, 0]],
      exitCode: 0
    }
  ],
  [
    "a date without marks in a file's name dates its drop",
    {
      name: "c75_date_in_name",
      source: "the default names of Salesforce and Zoho",
      counts: [
        ["deals", "accept", 1, 0, 1, 0],
        ["deals", "accept", 1, 1, 0, 0]
      ],
      exitCode: 0,
      facts: ["select status from facts.deals order by deal_id", [{status: "won"}, {status: "open"}]]
    }
  ]
];

test.each(cases)("%s", async (_, c) => {
  const {counts, text, exitCode} = await checked(c.name, c.mapping === undefined ? c.name : c.mapping);
  expect([counts, exitCode]).toEqual([c.counts, c.exitCode]);
  for (const said of c.says ?? []) expect(text).toContain(said);
  if (c.facts) expect(await rows(c.facts[0])).toEqual(c.facts[1]);
});

test("a date format of another tool is refused when the mapping is read, with what to write", async () => {
  await writeFiles(folder, {"mappings/own.ts": code(fieldMappings.c79_bad_format!)});
  await expect(readMappings([`${folder}/mappings`])).rejects.toMatchObject({
    exitCode: 78,
    message: expect.stringMatching(/own\.ts[^]*columns\.opened_on\.date: "dd\/MM\/yyyy"[^]*Write "%d\/%m\/%Y"/) as string
  });
});

test.each(["check", "rebuild"])("%s of a drop of which nothing can be read ends with 65 and the reason", async (command) => {
  const drops = path.join(fixtures, "c41_crash_min");
  const where = command === "check" ? [drops] : ["--drops", drops, "--site", `${folder}/site`];
  const {exitCode, stdout, stderr} = await handshake([command, ...where, "--build", `${folder}/build`]);
  expect(exitCode).toBe(65);
  expect(stdout + stderr).toContain('opened_on is "31/01/2026", expected YYYY-MM-DD');
  expect(stderr).not.toContain("TypeError");
});

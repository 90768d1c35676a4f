import {afterEach, beforeEach, expect, test} from "vitest";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

const mapping = `import {defineMapping} from ${JSON.stringify(new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).href)};
export const mapping = defineMapping({
  about: "deals of the CRM before",
  signature: ["Deal", "Customer", "Opened", "Closed", "Amount"],
  table: "deals",
  columns: {
    deal_id: {from: "Deal"}, customer_id: {from: "Customer"}, opened_on: {from: "Opened"}, closed_on: {from: "Closed"},
    status: {constant: "won"}, amount: {from: "Amount"}
  }
});
`;

interface Deal {
  id: string;
  customer: string;
  opened: string;
  closed: string;
  amount: number;
}

/** Deals of days and amounts of their own, by another system's name for each customer. */
const won = (n: number, id: string, customer = id, change: (i: number) => Partial<Deal> = () => ({})): Deal[] =>
  Array.from({length: n}, (_, i) => {
    const day = String(i + 1).padStart(2, "0");
    const deal = {
      id: `${id}${i}`,
      customer: `${customer}${i}`,
      opened: `2026-01-${day}`,
      closed: `2026-03-${day}`,
      amount: 100 + i
    };
    return {...deal, ...change(i)};
  });
const cells = (deals: Deal[], status = "") =>
  deals.map((d) => `${d.id},${d.customer},${d.opened},${d.closed},${d.amount}${status}\n`).join("");

/** What is said of deals of our own headers, delivered after those of another system. */
async function told(earlier: Deal[], later: Deal[]): Promise<string[]> {
  await writeFiles(folder, {"mappings/crm.ts": mapping});
  await writeFiles(`${folder}/drops`, {
    "crm_2026-04-01.csv": `Deal,Customer,Opened,Closed,Amount\n${cells(earlier)}`,
    "deals_2026-05-01.csv": `deal_id,customer_id,opened_on,closed_on,amount,status\n${cells(later, ",won")}`
  });
  run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-06-30", mappings: [`${folder}/mappings`]});
  return run.file("deals_2026-05-01.csv").warnings.map((w) => `${w.reason}: ${w.detail}`);
}

test("deals that two exports have under other ids, as after a move to another system, are told, since each counts twice", async () => {
  expect((await told(won(12, "A"), won(12, "B")))[0]).toBe(
    'counted_twice: 12 records of this export are like ones of the export that crm reads, under another deal_id: "B0" is like "A0". If they are the same deals, as after a move to another system, each counts twice. Where this export has them all, make the earlier one not count: in its mapping, crm, give ignore: "moved to another system" in place of table and columns; else read deal_id from the column of this export that has the earlier id'
  );
});

test("deals that were opened anew on the day of the move are known by their customers", async () => {
  const [said] = await told(
    won(12, "A", "C"),
    won(12, "B", "C", () => ({opened: "2026-03-01"}))
  );
  expect(said).toMatch(/^counted_twice: 12 records/);
});

test.each([
  ["are fewer than ten", won(9, "A"), won(9, "B")],
  ["have other amounts", won(12, "A"), won(12, "B", "B", (i) => ({amount: 900 + i}))],
  [
    "are alike within one export, as of a list of prices",
    won(12, "A"),
    won(24, "B", "B", (i) => ({...won(12, "X")[i % 12]!, id: `B${i}`}))
  ],
  [
    "are opened and closed on one day by other customers",
    won(12, "A", "A", (i) => ({opened: won(12, "A")[i]!.closed})),
    won(12, "B", "B", (i) => ({opened: won(12, "B")[i]!.closed}))
  ]
])("deals of two exports that %s are no reason", async (_, earlier, later) => {
  expect((await told(earlier, later)).filter((said) => said.startsWith("counted_twice"))).toEqual([]);
});

test("an id in the 15 and the 18 characters of Salesforce is told, as one record counts twice then, and only such an id", async () => {
  folder = await temporaryFolder();
  const deals = (...rows: string[]) => `Deal,Customer,Opened,Closed,Amount\n${rows.join("\n")}\n`;
  await writeFiles(`${folder}/drops`, {
    "deals_2026-05-01.csv": deals(
      "0065g00000ABcde,0015g00000ZZzzz,2026-01-02,2026-02-03,100",
      "0065g00000ABcdf,C2,2026-01-02,2026-02-03,5"
    ),
    "deals_2026-06-01.csv": deals(
      "0065g00000ABcdeAAD,0015g00000ZZzzzAAD,2026-01-02,2026-02-03,100",
      "0065g00000ABcdfXYZ,C2,2026-01-02,2026-02-03,5"
    )
  });
  const read = async (text: string) => {
    run?.db.close();
    const mappings = `${folder}/${text === mapping ? "before" : "after"}`;
    await writeFiles(mappings, {"README.md": "", "crm.ts": text});
    run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-06-30", mappings: [mappings]});
    return run
      .file("deals_2026-06-01.csv")
      .warnings.filter((w) => w.reason === "counted_twice")
      .map((w) => w.detail);
  };
  expect(await read(mapping)).toEqual([
    '1 id of customer_id comes with 15 and with 18 characters, such as "0015g00000ZZzzz" and "0015g00000ZZzzzAAD": in Salesforce both are one record, and here each counts twice. To make it count once, set idForm: "salesforce" on customer_id in the mapping crm',
    '1 id of deal_id comes with 15 and with 18 characters, such as "0065g00000ABcde" and "0065g00000ABcdeAAD": in Salesforce both are one record, and here each counts twice. To make it count once, set idForm: "salesforce" on deal_id in the mapping crm'
  ]);
  const formed = mapping
    .replace('{from: "Deal"}', '{from: "Deal", idForm: "salesforce"}')
    .replace('{from: "Customer"}', '{from: "Customer", idForm: "salesforce"}');
  expect(await read(formed)).toEqual([]);
  expect(await run!.db.rows("select count(*) as n from facts.deals where amount = 100")).toEqual([{n: "1"}]);
});

import {readFile} from "node:fs/promises";
import {afterEach, beforeEach, expect, test} from "vitest";
import {csvParse} from "d3-dsv";
import {match} from "../../loaders/run/match.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const mapping = (
  about: string,
  id: string,
  name: string
) => `import {defineMapping} from "${root}/loaders/mappings/engine/mapping.ts";
export const mapping = defineMapping({
  about: "${about}",
  signature: ["Ticket", "${name}"],
  table: "tickets",
  columns: {ticket_id: {from: "Ticket"}, partner_id: {${id}}, owner: {constant: "us"}, opened_on: {from: "Opened"}},
  names: {partner_id: {from: "${name}"}}
});
`;

const files = {
  "drops/partners_2026-01-01.csv": "partner_id,name\nP1,Northwind Partners\nP2,Café Zürich AG\nP3,Partner A\nP4,Blue Sky\n",
  "drops/people_2026-01-01.csv":
    "person_id,name,side,partner_id,email\nH1,Jane Doe,us,,jane@us.example\nH2,Ann,partner,P4,ann@skyblue.example\n",
  "drops/desk.csv":
    "Ticket,Organization,Opened\nT1,Northwind Partners Inc.,2026-01-05\nT2,cafe zurich,2026-01-05\nT3,Partner B,2026-01-05\nT4,Northwind Partner,2026-01-05\nT5,SkyBlue,2026-01-05\n",
  "mappings/desk.ts": mapping("A desk", `hashOf: ["Organization"]`, "Organization")
};

const run = () =>
  match(
    {
      drops: `${folder}/drops`,
      sample: false,
      build: `${folder}/build`,
      keep: false,
      settingsFile: `${root}/handshake.config.ts`,
      mappings: [`${root}/loaders/mappings`, `${folder}/mappings`],
      acceptVolume: [],
      asOf: "2026-06-30",
      today: "2026-06-30",
      style: "silent"
    },
    `${folder}/drops/aliases.csv`
  );

test("ids of two sources with the same name but for legal form, accents, or e-mail domain are proposed; names that only differ by a letter are not", async () => {
  await writeFiles(folder, files);
  const {proposed, text} = await run();
  expect(proposed.map((c) => [c.from_name, c.to, c.score, c.why])).toEqual([
    ["Northwind Partners Inc.", "P1", 0.99, "same name but for legal form, case or punctuation"],
    ["cafe zurich", "P2", 0.99, "same name but for legal form, case or punctuation"],
    ["Northwind Partner", "P1", expect.closeTo(0.989, 2), "similar name"],
    ["SkyBlue", "P4", 0.95, "web or e-mail domain"]
  ]);
  expect(text).toContain("Nothing is merged yet.");
  const lines = csvParse(await readFile(`${folder}/drops/aliases.csv`, "utf8"));
  expect(lines).toHaveLength(4);
  expect(lines.map((l) => l.decided_by)).toEqual(["", "", "", ""]);
});

test("the same web domain under two names is proposed, whichever way it is written; a host of many says nothing", async () => {
  await writeFiles(folder, {
    "drops/partners_2026-01-01.csv":
      "partner_id,name,website\nP1,NW Holdings,https://www.northwind.co.uk/partners\nP2,Oak,www.linkedin.com/company/oak\nP3,Maple,\n",
    "drops/people_2026-01-01.csv": "person_id,name,side,partner_id,email\nH1,Ann,partner,P3,ann@mail.Redleaf.example\n",
    "drops/hubspot_2026-01-01.csv":
      "Record ID,Company name,Company Domain Name,Type\n501,Northwind Traders,northwind.com,Partner\n502,Elm,linkedin.com,Partner\n503,Zeta,redleaf.example,Partner\n",
    "mappings/desk.ts": files["mappings/desk.ts"]
  });
  const {proposed} = await run();
  expect(proposed.filter((c) => c.kind === "partner").map((c) => [c.from, c.to, c.score, c.why])).toEqual([
    ["503", "P3", 0.95, "web or e-mail domain"],
    ["P1", "501", 0.95, "web or e-mail domain"]
  ]);
});

test("a name in other keyboards' letters, with a word for and, a short Japanese form or words in brackets is proposed; two names in brackets are not", async () => {
  const names = ["Müller & Söhne GmbH", "Mueller und Soehne", "Groß AG", "GROSS AG", "株式会社アクメ", "（株）アクメ"];
  const rest = ["Acme Ltd", "Acme (new)", "Nordwind (Ost)", "Nordwind (West)", "Bauer KG", "Baur KG"];
  await writeFiles(folder, {
    "drops/partners_2026-01-01.csv": `partner_id,name\n${[...names, ...rest].map((name, i) => `P${i + 1},${name}\n`).join("")}`,
    "mappings/desk.ts": files["mappings/desk.ts"]
  });
  const {proposed} = await run();
  expect(proposed.map((c) => [c.from_name, c.to_name, c.why])).toEqual([
    ["GROSS AG", "Groß AG", "same name but for legal form, case or punctuation"],
    ["（株）アクメ", "株式会社アクメ", "same name but for legal form, case or punctuation"],
    ["Mueller und Soehne", "Müller & Söhne GmbH", "same name but for umlauts"],
    ["Acme (new)", "Acme Ltd", "same name but for words in brackets"]
  ]);
});

test("two companies of one source are proposed for the same name but for legal form, case, punctuation or spaces, never for a similar one; people of one name are not", async () => {
  await writeFiles(folder, {
    "drops/partners_2026-01-01.csv":
      "partner_id,name,website\nP1,Nova IT,\nP2,Nova I.T.,\nP3,Acme Partner,a.example\nP4,Acme Partners,a.example\nP5,Blue Sky,\nP6,BlueSky GmbH,\n",
    "drops/people_2026-01-01.csv": "person_id,name,side,email\nH1,Jo Kim,us,jo@us.example\nH2,Jo Kim,us,jo@us.example\n",
    "drops/customers_2026-01-01.csv": "customer_id,name\nC1,Elm\nC2,ELM Ltd\n",
    "drops/deals_2026-01-01.csv": "deal_id,partner_id,customer_id,opened_on,status,amount\nD1,P1,C-1,2026-01-02,open,1\n",
    "mappings/desk.ts": files["mappings/desk.ts"]
  });
  const {proposed} = await run();
  expect(proposed.map((c) => [c.from, c.to, c.score, c.why])).toEqual([
    ["C2", "C1", 0.99, "same name but for legal form, case or punctuation"],
    ["P2", "P1", 0.99, "same name but for legal form, case or punctuation"],
    ["P6", "P5", 0.97, "same name but for spaces"]
  ]);
});

test("a line that somebody has decided is applied and not proposed again; the file keeps what stands in it", async () => {
  await writeFiles(folder, files);
  const {proposed} = await run();
  const text = await readFile(`${folder}/drops/aliases.csv`, "utf8");
  const decided = text.replace(`partner,${proposed[0]!.from},P1,,`, `partner,${proposed[0]!.from},P1,Kim,2026-02-01`);
  expect(decided).not.toBe(text);
  await writeFiles(folder, {"drops/aliases.csv": decided});
  expect((await run()).proposed).toEqual([]);
  expect(await readFile(`${folder}/drops/aliases.csv`, "utf8")).toBe(decided);
  const done = await ingest(`${folder}/drops`, `${folder}/ingested`, {asOf: "2026-06-30", mappings: [`${folder}/mappings`]});
  const rows = await done.db.rows<{ticket_id: string; partner_id: string}>("select ticket_id, partner_id from facts.tickets");
  done.db.close();
  expect(rows).toEqual([{ticket_id: "T1", partner_id: "P1"}]);
});

test("a name that a spreadsheet would take for a formula is text in the file that people review", async () => {
  const name = '=HYPERLINK(""https://evil.example"")';
  await writeFiles(folder, {
    ...files,
    "drops/partners_2026-01-01.csv": `partner_id,name\nP1,"${name}"\nP4,Blue Sky\n`,
    "drops/desk.csv": `Ticket,Organization,Opened\nT1,"${name} Inc.",2026-01-05\n`
  });
  await run();
  const [line] = csvParse(await readFile(`${folder}/drops/aliases.csv`, "utf8"));
  expect([line?.to, line?.from_name, line?.to_name]).toEqual([
    "P1",
    `'=HYPERLINK("https://evil.example") Inc.`,
    `'=HYPERLINK("https://evil.example")`
  ]);
});

import type {Browser} from "playwright-core";
import {afterAll, afterEach, beforeAll, beforeEach, describe, test} from "vitest";
import {removeFolder} from "../support/pipeline.ts";
import {checkoutCopy, filesIn, openPreview, type Look, type Preview} from "./preview.ts";

/*
 * `npm run dev` of a copy of the project, called with flags of rebuild: each test edits one of the product's own files that come before the
 * metrics, or beside them, and looks at the page that is open.
 */

let root: string;
let dev: Preview;
let browser: Browser;
let look: Look;

const {write, edit} = filesIn(() => root);

const notebook = `---
title: Probe
---

# Probe

\`\`\`sql id=[first]
select revenue as net from risk where partner_id = 'PA'
\`\`\`

\`\`\`sql id=[ann]
select tier, (select count(tier) from partners) as known from partners where id = 'PA'
\`\`\`

<p id="net">\${first?.net ?? 0}</p>
<p id="tier">\${ann?.tier ?? "none"}</p>
<p id="partners">\${Number(ann?.known ?? 0)} have a tier</p>
`;

/** A mapping that is named by --mappings. */
const mapping = `import {defineMapping} from "../loaders/mappings/engine/mapping.ts";

export const mapping = defineMapping({
  about: "deals of a house of one's own",
  signature: [["No", "Reseller", "Worth"]],
  table: "deals",
  columns: {
    deal_id: {from: "No"},
    partner_id: {from: "Reseller"},
    customer_id: {from: "Client"},
    opened_on: {from: "Begun", date: "%d.%m.%Y"},
    closed_on: {from: "Ended", date: "%d.%m.%Y"},
    status: {from: "State", values: {yes: "won", no: "lost"}},
    amount: {from: "Worth"},
    currency: {constant: "EUR"}
  }
});
`;

beforeAll(async () => {
  root = checkoutCopy();
  write("src/notebooks/probe.md", notebook);
  write(
    "other.config.ts",
    'import {defineSettings} from "./loaders/settings.ts";\n\nexport default defineSettings({company: "Flags & Co", history_months: 2});\n'
  );
  write(
    "drops/partners_2026-06-30.csv",
    "partner_id,name,kind,joined_on,tier\nPA,Ann,reseller,2024-01-01,gold\nPB,Bea,reseller,2024-01-01,silver\n"
  );
  write(
    "drops/deals_2026-06-30.csv",
    `deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,currency\n${[1, 2].map((n) => `D${n},PA,C1,2026-01-1${n},2026-03-1${n},won,1000,EUR\n`).join("")}`
  );
  // an export of HubSpot, which the library has a mapping for
  write(
    "drops/hubspot_2026-06-30.csv",
    "Record ID,Deal Name,Deal Stage,Create Date,Close Date,Amount,Amount in company currency,Associated Company (Primary),Partner Company ID\n77,Big,Closed Won,2026-02-01,2026-03-20,400,500,House,PA\n"
  );
  const flags = ["--drops", "drops", "--settings", "other.config.ts", "--as-of", "2026-07-15", "--mappings", "own"];
  write("own/house_deals.ts", mapping);
  write("drops/house_2026-06-30.csv", "No,Reseller,Client,Begun,Ended,State,Worth\nH1,PA,C1,01.02.2026,05.03.2026,yes,250\n");
  ({dev, browser, look} = await openPreview(root, ["--import", "tsx", "loaders/dev.ts", ...flags]));
  await look.open("notebooks/probe");
}, 900_000);
afterEach(({task}) => {
  if (task.result?.state === "fail") console.error(dev.printed());
});
afterAll(async () => {
  await browser.close();
  await dev.stop();
  await removeFolder(root);
});
beforeEach(() => dev.forget());

describe("npm run dev", () => {
  test("takes rebuild's flags for drops, settings, date and mappings", async () => {
    await look.shows("#net", "2750");
    await look.shows("#observablehq-footer", /Flags & Co · data to 15\s*July\s*2026/);
  });

  test("an edit of the SQL of facts shows; an error in it is told with file and line, the figure stays, and saving again recovers", async () => {
    const credited = "as double) / coalesce(shares.partners, 1) as credited_net";
    const wrong = credited.replace("shares.partners", "shares.partnerss");
    edit("loaders/facts/deal_credits.sql", credited, wrong);
    await look.banner(/loaders\/facts\/deal_credits\.sql line \d+: .*partnerss/s);
    await dev.until(() => /deal_credits\.sql line \d+: .*partnerss/.test(dev.printed()), "the terminal says it too");
    await look.shows("#net", "2750");
    edit("loaders/facts/deal_credits.sql", wrong, credited.replace("as double)", "as double) * 2"));
    await look.noBanner();
    await look.shows("#net", "5500");
    edit("loaders/facts/deal_credits.sql", "as double) * 2", "as double)");
    await look.shows("#net", "2750");
  });

  test("an edit of a mapping of the product's shows; one that can't be read is told with file and line, and saving again recovers", async () => {
    const mapping = "loaders/mappings/hubspot_deals.ts";
    const amount = 'const inCompanyCurrency = ["Amount in company currency"';
    edit(mapping, amount, 'const inCompanyCurrency = ["Amount elsewhere"');
    await look.shows("#net", "2650");
    edit(mapping, 'table: "deals"', 'table: "deals');
    await look.banner(/loaders\/mappings\/hubspot_deals\.ts line \d+: Unterminated string literal\s+table: "deals,/);
    edit(mapping, 'table: "deals,', "table: dealz,");
    await look.banner(/loaders\/mappings\/hubspot_deals\.ts can't be read: dealz is not defined\.\s+line \d+ \| table: dealz,/);
    await look.shows("#net", "2650");
    edit(mapping, "table: dealz,", 'table: "deals",');
    edit(mapping, '["Amount elsewhere"', '["Amount in company currency"');
    await look.noBanner();
    await look.shows("#net", "2750");
  });

  test("an edit of a canonical table shows; a mistake in it is told with file and line, the figures stay, and saving again recovers", async () => {
    const table = "loaders/tables/partners.ts";
    const tier = 'tier: text("gold, silver, … in the company\'s own words")';
    edit(table, tier, tier.replace("text(", "text(("));
    await look.banner(/loaders\/tables\/partners\.ts line \d+: Expected "\)" but found/);
    edit(table, tier.replace("text(", "text(("), tier.replace("text(", "no_such_kind("));
    await look.banner(/loaders\/tables\/partners\.ts line \d+: no_such_kind is not defined\s+tier: no_such_kind\(/);
    await dev.until(() => /tables\/partners\.ts line \d+: no_such_kind is not/.test(dev.printed()), "the terminal says it too");
    await look.shows("#partners", "2 have a tier");
    edit(table, tier.replace("text(", "no_such_kind("), tier.replace("text(", 'category(["gold"], '));
    await look.noBanner();
    await look.shows("#partners", "1 have a tier");
    edit(table, 'category(["gold"], "gold, silver', 'text("gold, silver');
    await look.shows("#partners", "2 have a tier");
  });

  test("an edit of the contract shows; a column that there is not, or a mistake in the code, is told, and saving again recovers", async () => {
    const contract = "src/contract/partners.ts";
    await look.shows("#tier", "gold");
    edit(contract, '{from: "partners.tier"}', '{from: "partners.tierr"}');
    await look.banner(
      /After the edit of src\/contract\/partners\.ts:\s+The table "partners" of src\/contract can't be read.*tierr/s
    );
    await look.shows("#tier", "gold");
    edit(contract, '{from: "partners.tierr"}', '{from: nobody("partners.tier")}');
    await look.banner(/src\/contract\/partners\.ts line \d+: nobody is not defined/);
    await look.shows("#tier", "gold");
    edit(contract, '{from: nobody("partners.tier")}', '{from: "partners.kind"}');
    await look.noBanner();
    await look.shows("#tier", "reseller");
    const turned = '"trait", {from: "partners.kind"}).nullable(),\n    region';
    edit(contract, turned, turned.replace("kind", "tier"));
    await look.shows("#tier", "gold");
  });

  test("a mistake in the code of a sentence, or of the settings, is told with file and line, and saving again recovers", async () => {
    const thrown = "noSuchNames();\nexport const gradeNames";
    edit("src/copy/names.ts", "export const gradeNames", thrown);
    await look.banner(/src\/copy\/names\.ts line \d+: noSuchNames is not defined\s+noSuchNames\(\);/);
    await look.shows("#net", "2750");
    edit("src/copy/names.ts", thrown, "export const gradeNames");
    await look.noBanner();
    edit("other.config.ts", "history_months: 2", "history_months: 2,,");
    await look.banner(/other\.config\.ts line 3: Expected identifier/);
    edit("other.config.ts", "history_months: 2,,", "history_months: two");
    await look.banner(/other\.config\.ts can't be read: two is not defined\.\s+line 3 \| export default/);
    await look.shows("#net", "2750");
    edit("other.config.ts", "history_months: two", "history_months: 2");
    await look.noBanner();
    await dev.until(() => /other\.config\.ts: corrected\./.test(dev.printed()), "the terminal says that it is corrected");
  });
});

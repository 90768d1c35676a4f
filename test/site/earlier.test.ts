import {readFileSync} from "node:fs";
import path from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {longDate, money, whole, withRange} from "../../src/shared/formats.ts";
import {nothingWrong, openBrowser, settle, visit} from "../support/browser.ts";
import {buildOfSample, siteOfSample} from "../support/site.ts";

/** What the metric tables have of one date. */
interface Then {
  as_of: string;
  partners: number;
  trusted: number;
  at_risk: number;
  rated: number;
  revenue: number;
  /** The revenue of each partner, by its id. */
  each: Record<string, number>;
  received: number;
  given: number;
}

/** The same of one partner. */
interface PartnerThen {
  as_of: string;
  score: number;
  lower: number;
  upper: number;
  revenue: number;
}

const partner = "P012";
let browser: Browser;
let site: Serving;
let folder: string;
let page: Page;
let dates: Then[];
let ofPartner: PartnerThen[];

async function metrics(): Promise<[Then[], PartnerThen[]]> {
  const db = await DuckDB.open();
  try {
    const file = path.join(await buildOfSample(), "handshake.duckdb");
    await db.run(`attach ${literal(file)} as built (read_only); use built`);
    const all = await db.rows<Omit<Then, "each"> & {each: string}>(`
      select cast(risk.as_of as varchar) as as_of, cast(count(*) as integer) as partners,
        cast(count(*) filter (trust.grade = 'trusted') as integer) as trusted,
        cast(count(*) filter (trust.grade = 'at_risk') as integer) as at_risk,
        cast(count(*) filter (trust.score is not null and trust.grade <> 'unproven') as integer) as rated,
        sum(risk.revenue) as revenue, json_group_object(risk.partner_id, risk.revenue) as each,
        cast(sum(coalesce(reciprocity.received, 0)) as integer) as received,
        cast(sum(coalesce(reciprocity.given, 0)) as integer) as given
      from metrics.risk left join metrics.trust using (as_of, partner_id) left join metrics.reciprocity using (as_of, partner_id)
      group by risk.as_of order by risk.as_of`);
    const one = await db.rows<PartnerThen>(`
      select cast(as_of as varchar) as as_of, score, lower, upper, revenue
      from metrics.risk join metrics.trust using (as_of, partner_id) where partner_id = ${literal(partner)} order by as_of`);
    return [all.map((then) => ({...then, each: JSON.parse(then.each) as Then["each"]})), one];
  } finally {
    db.close();
  }
}

beforeAll(async () => {
  folder = await siteOfSample();
  [browser, site, [dates, ofPartner]] = await Promise.all([openBrowser(), serve({folder, port: 0}), metrics()]);
  page = await browser.newPage({viewport: {width: 1280, height: 900}});
});
afterAll(() => Promise.all([browser.close(), site.close()]));

const plain = (text: string) => text.replaceAll(/[\s\u00a0\u202f]+/g, " ").trim();
const numbersOf = async (place: string) => (await page.locator(`${place} .numbers li`).allInnerTexts()).map(plain);

describe("the site at each of its 25 dates", () => {
  test("has the partners, grades, revenue and referrals of the metric tables in the file of that date", () => {
    expect(dates).toHaveLength(25);
    for (const then of dates) {
      const {partners} = JSON.parse(readFileSync(path.join(folder, "past", `${then.as_of}.json`), "utf8")) as {
        partners: Record<string, (string | number | null)[]>;
      };
      const sum = (column: string) => partners[column]!.reduce<number>((all, value) => all + Number(value ?? 0), 0);
      const graded = (grade: string) => partners["grade"]!.filter((value) => value === grade).length;
      expect([then.as_of, partners["id"]!.length, graded("trusted"), graded("at_risk"), sum("received"), sum("given")]).toEqual([
        then.as_of,
        ...[then.partners, then.trusted, then.at_risk, then.received, then.given]
      ]);
      // money is published in whole units, so each partner's may be half of one away
      const off = partners["id"]!.filter((id, i) => !(Math.abs(Number(partners["revenue"]![i]) - then.each[String(id)]!) <= 0.5));
      expect([then.as_of, off]).toEqual([then.as_of, []]);
    }
  });

  test("opens the overview of that date: its finding and key numbers are those of the tables", async () => {
    for (const {as_of, partners, trusted, at_risk, rated, revenue, received, given} of dates.slice(0, -1)) {
      expect(await visit(page, `${site.url}?as_of=${as_of}`)).toEqual(nothingWrong);
      await page.locator(".past h1").waitFor();
      expect(rated).toBeGreaterThan(0);
      expect(plain(await page.locator(".past h1").innerText())).toBe(
        plain(`${longDate(as_of)}: ${whole(trusted)} of ${whole(partners)} partners trusted, ${whole(at_risk)} at risk`)
      );
      const numbers = await numbersOf(".past");
      expect(numbers.some((text) => text.startsWith(`${money(revenue, "EUR")} revenue`))).toBe(true);
      expect(numbers.some((text) => text.startsWith(`${whole(received)} : ${whole(given)} referrals`))).toBe(true);
    }
  });

  test("opens a partner at that date: its score in its range and its revenue are those of the tables", async () => {
    for (const {as_of, score, lower, upper, revenue} of ofPartner.slice(0, -1)) {
      expect(await visit(page, `${site.url}partner/${partner}?as_of=${as_of}`)).toEqual(nothingWrong);
      await page.locator(".pastPartner").waitFor();
      const numbers = await numbersOf(".pastPartner");
      expect(plain(await page.locator(".pastPartner .verdict").innerText())).toContain(
        plain(`trust score ${withRange(score, lower, upper)}`)
      );
      expect([as_of, numbers[0]!.startsWith(plain(withRange(score, lower, upper)))]).toEqual([as_of, true]);
      expect([as_of, numbers[1]!.startsWith(`${money(revenue, "EUR")} revenue`)]).toEqual([as_of, true]);
    }
    expect(ofPartner).toHaveLength(25);
  });

  test("keeps the date that an address by id asks for", async () => {
    const [then] = ofPartner;
    await page.goto(`${site.url}partner?id=${partner}&as_of=${then!.as_of}`);
    await page.waitForURL(`**/partner/${partner}?as_of=${then!.as_of}`);
    await page.locator(".pastPartner").waitFor();
    expect((await numbersOf(".pastPartner"))[0]!.startsWith(plain(withRange(then!.score, then!.lower, then!.upper)))).toBe(true);
  });

  test("is that of now at the last of them", async () => {
    const now = dates.at(-1)!;
    await visit(page, `${site.url}?as_of=${now.as_of}`);
    await settle(page);
    expect(await page.locator(".past").count()).toBe(0);
    expect(
      (await numbersOf("main")).some(
        (text) => text.startsWith(`${whole(now.trusted)} of`) || text.startsWith(`${whole(now.trusted)} `)
      )
    ).toBe(true);
    await visit(page, `${site.url}partner/${partner}?as_of=${now.as_of}`);
    expect(await page.locator(".pastPartner").count()).toBe(0);
    expect(plain(await page.locator("main").innerText())).toContain(`${whole(ofPartner.at(-1)!.score)} (`);
  });
});

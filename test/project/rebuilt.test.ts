import {cpSync, readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {serve} from "../../loaders/serve/serve.ts";
import {handshake, root} from "../support/handshake.ts";
import {npmInstall, packedPackage} from "../support/ownPackage.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

/*
 * The project of each version that there has been, in a folder outside of the checkout, as that version made it: own mapping, metric, page,
 * notebook, component, brand and words. A later version must rebuild it as it is.
 */
const version = "0.1.0";

/** A metric of one file that says itself where it is shown. */
const lostDeals = `-- question: How many deals did we lose with each partner?
-- definition: lost_deals = deals lost up to as_of.
-- unit: deals
-- direction: lower is better
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- columns: lost_deals integer, deals, count: deals lost up to that day; worth double, currency, money: what the won ones brought
-- shown: card; column lost_deals; page
select
  dates.as_of,
  credits.partner_id,
  cast(count(*) filter (credits.status = 'lost') as integer) as lost_deals,
  cast(coalesce(sum(credits.credited_net) filter (credits.status = 'won'), 0) as double) as worth
from metrics.as_of_dates as dates
join facts.deal_credits as credits on credits.closed_on <= dates.as_of and credits.partner_id is not null
group by dates.as_of, credits.partner_id
`;

const summed = '# Summed\n\n```js\nimport {sumOf} from "npm:sum-of-parts";\n```\n\n<p id="summed">${sumOf(1, 2, 3)}</p>\n';

/** Shows what a component of the folder makes of the package, and does not import it itself. */
const drawn = '# Drawn\n\n```js\nimport {total} from "../components/total.js";\n```\n\n<p id="drawn">${total()}</p>\n';
const total = `import {parts} from "./parts.js";
import {sumOf} from "npm:sum-of-parts";

export const total = (): string => String(sumOf(...parts));
`;

let project: string;
let first: Awaited<ReturnType<typeof handshake>>;
const page = (name: string) => readFileSync(path.join(project, "dist/current", `${name}.html`), "utf8");
const textOf = (html: string) => html.replaceAll(/<!--.*?-->/g, "");

beforeAll(async () => {
  project = path.join(await temporaryFolder(), "acme");
  cpSync(path.join(root, "test/fixtures", `project-${version}`), project, {recursive: true});
  writeFileSync(path.join(project, "metrics/lost_deals.sql"), lostDeals);
  npmInstall(packedPackage(path.dirname(project)), project);
  writeFileSync(path.join(project, "notebooks/summed.md"), summed);
  writeFileSync(path.join(project, "notebooks/drawn.md"), drawn);
  writeFileSync(path.join(project, "components/total.ts"), total);
  writeFileSync(path.join(project, "components/parts.ts"), "export const parts = [4, 5];\n");
  first = await handshake(["rebuild"], {cwd: path.join(project, "drops")});
});
afterAll(() => removeFolder(path.dirname(project)));

test("a folder of one's own is rebuilt from its own drops, by its own mapping and settings, into its own site", () => {
  expect(first).toMatchObject({exitCode: 0});
  expect(first.stdout).toContain("6 records: 6 accepted");
  expect(page("index")).toContain("Acme Partners");
});

test("a package that npm install has put into the folder is used by its notebook, with nothing else to do", () =>
  expect(textOf(page("notebooks/summed"))).toContain('<p id="summed">6</p>'));

test("a package that only its component imports comes along with it", () =>
  expect(textOf(page("notebooks/drawn"))).toContain('<p id="drawn">9</p>'));

test("its metric is published, and its page and notebook query it and are in the menu", () => {
  expect(textOf(page("pages/board"))).toContain('<p id="board">1 partner has won deals, worth 3.501.</p>');
  expect(textOf(page("notebooks/values"))).toContain('<p id="value">Ann GmbH: 3 deals of 1166.83 each.</p>');
  expect(page("index")).toMatch(/href="\.\/pages\/board">For the board/);
  expect(page("method")).toContain("What is a won deal of each partner worth?");
});

test("a metric that says where it is shown is on the partner's page, in the list of partners, and on a page of its own in the menu", () => {
  const card = textOf(page("partner/PA"));
  expect(card).toContain("How many deals did we lose with each partner?");
  expect(card).toMatch(
    /<strong>0<\/strong>[\s\S]*deals lost up to that day[\s\S]*<strong>3500&nbsp;€<\/strong>[\s\S]*what the won ones brought/
  );
  expect(textOf(page("partners"))).toContain("Lost deals");
  expect(textOf(page("pages/lost_deals"))).toMatch(/<h1>Lost deals<\/h1>[\s\S]*Ann GmbH/);
  expect(page("index")).toMatch(/href="\.\/pages\/lost_deals">Lost deals/);
});

test("its component draws, and a page that replaces one of the product's stands in its place", () => {
  expect(textOf(page("pages/board"))).toContain("<svg");
  expect(page("people")).toContain("This page of Acme stands in the place of the product");
});

test("name, logo, accent, locale of numbers and words are its own", () => {
  expect(page("index")).toMatch(/<img src="data:image\/svg\+xml;base64,[^"]+" alt=""[^>]*>Acme<\/a>/);
  expect(page("index")).toMatch(/--theme-foreground-focus: ?#8a1c4a[\s\S]*--theme-foreground-focus: ?#f28ab2/);
  expect(page("index")).toContain("too new to rate");
  expect(page("glossary")).toContain("0 where all resellers bring the same");
});

test("a check of its metric that fails is said by the run and named on the data page", () => {
  expect(first.stdout).toMatch(/deal_value fails its check "value between 0 and 1000": \d+ rows?;/);
  expect(textOf(page("data"))).toMatch(
    /One check fails; treat the figures of deal value with care[\s\S]*expected value between 0 and 1000/
  );
});

test("its commands find it where they are called, or by --project from anywhere", async () => {
  const query = "select partner_id, won_deals, round(value, 2) as value from deal_value where as_of = date '2026-06-30'";
  const {stdout} = await handshake(["sql", query, "--json", "--project", project]);
  expect(JSON.parse(stdout)).toEqual({partner_id: "PA", won_deals: 3, value: 3500.5});
  const explained = await handshake(["explain", "deal_value", "PA"], {cwd: project});
  expect(explained).toMatchObject({exitCode: 0});
  expect(explained.stdout).toContain("won deal");
});

test("what nothing has changed is not built again, and an edit of its brand is seen", async () => {
  expect((await handshake(["rebuild"], {cwd: project})).stdout).toContain("No changes");
  const note = () => readFileSync(path.join(project, "build/unchanged.json"), "utf8");
  const {made} = JSON.parse(note()) as {made: string};
  writeFileSync(path.join(project, "brand.json"), '{"name": "Acme & Sons", "menu": {"trust": "Reliability", "compare": null}}');
  const {stdout} = await handshake(["rebuild"], {cwd: project});
  expect(stdout).toContain("Published dist/current");
  expect((JSON.parse(note()) as {made: string}).made).not.toBe(made);
  expect(page("index")).toContain("Acme &amp; Sons</a>");
  expect(page("index")).toMatch(/href="\.\/trust">Reliability</);
  expect(page("index")).not.toMatch(/href="\.\/compare">/);
});

test("its build folder says which version wrote it last", () => {
  const note = JSON.parse(readFileSync(path.join(project, "build/build.json"), "utf8")) as {written_by: string};
  const {version: now} = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {version: string};
  expect(note.written_by).toBe(now);
});

test("and it is served", async () => {
  const served = await serve({folder: path.join(project, "dist"), port: 0});
  try {
    const answer = await fetch(new URL("pages/board", served.url));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("For the board");
  } finally {
    await served.close();
  }
});

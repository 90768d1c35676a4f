import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {expect, test} from "vitest";
import {everything} from "../../loaders/disclosure/audience.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {publish} from "../../loaders/publish/publish.ts";
import {figureFaults, figuresFor, headlineFigures} from "../../loaders/release/figures.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {plain} from "../../src/copy/say.ts";
import type {File} from "../../src/contract/index.ts";
import {seeded} from "../metrics/invented.ts";
import {asOf, emptyReport} from "../release/project.ts";
import {factsOf, type Records} from "../support/facts.ts";

const settings = parseSettings({company: "Test & Co"}, "test");

/** A company of a few partners, some of which have nothing to show; each kind of record is there or not. */
function company(seed: number): Records {
  const random = seeded(seed);
  const whole = (n: number) => Math.floor(random() * n);
  const day = (before: number) => new Date(Date.parse(asOf) - before * 86_400_000).toISOString().slice(0, 10);
  const partners = Array.from({length: 1 + whole(12)}, (_, i) => ({
    partner_id: `p${String(i)}`,
    name: `Partner ${String(i)}`,
    joined_on: random() < 0.8 ? day(whole(1500)) : null
  }));
  const busy = Math.ceil(random() * partners.length);
  const one = () => `p${String(whole(busy))}`;
  const some = (n: number) => (random() < 0.3 ? 0 : whole(n));
  const spread = random() < 0.5 ? 60 : 1200;
  return {
    partners,
    deals: Array.from({length: some(30)}, (_, i) => {
      const opened = 1 + whole(spread);
      const status = (["won", "won", "lost", "open"] as const)[whole(4)]!;
      return {
        deal_id: `d${String(i)}`,
        partner_id: random() < 0.9 ? one() : null,
        customer_id: `c${String(whole(6))}`,
        opened_on: day(opened),
        closed_on: status === "open" ? null : day(whole(opened)),
        status,
        amount: String(whole(100_000)),
        currency: random() < 0.15 ? "SEK" : "EUR"
      };
    }),
    referrals: Array.from({length: some(20)}, (_, i) => {
      const made = 1 + whole(spread);
      const outcome = (["accepted", "rejected", "pending"] as const)[whole(3)]!;
      return {
        referral_id: `r${String(i)}`,
        direction: random() < 0.5 ? "received" : "given",
        partner_id: one(),
        made_on: day(made),
        answered_on: outcome === "pending" ? null : day(whole(made)),
        outcome
      };
    })
  };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  "company %d, small and with gaps: its overview says what the metrics say, and no page an empty value",
  async (seed) => {
    const folder = mkdtempSync(path.join(tmpdir(), "handshake-small-"));
    const db = await factsOf(company(seed));
    await buildMetrics(db, settings, asOf);
    const history = await readHistory({db, settings}, asOf, null, []);
    await publish(db, {settings, asOf, report: emptyReport, history, folder});
    const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), "utf8"));

    const overview = read("overview.json") as File<"overview">;
    const numbers = overview.numbers.map(({to, value}) => `<li><a href="${to}"><strong>${value}</strong></a></li>`);
    const title = plain(overview.words["headline"]!.finding);
    writeFileSync(path.join(folder, "index.html"), `<h1>${title}</h1><ul class="numbers">${numbers.join("")}</ul>`);
    const figures = figuresFor(everything, overview.about, await headlineFigures(db));
    expect(figureFaults(folder, figures)).toEqual([]);

    // definitions on the method page speak of null
    const files = readdirSync(folder).filter((f) => f.endsWith(".json") && f !== "method.json");
    const empty = files.flatMap((f) =>
      texts(read(f)).filter((text) => /\b(?:NaN|undefined|null|Infinity)\b|\[object/.test(text))
    );
    expect(empty).toEqual([]);
    db.close();
    rmSync(folder, {recursive: true});
  }
);

/** Every text within a value. */
const texts = (value: unknown): string[] =>
  typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(texts) : [];

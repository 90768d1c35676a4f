import {JSDOM} from "jsdom";
import {parse} from "parse5";
import {expect, test} from "vitest";
import {atomFeed} from "../../loaders/notifications/feed.ts";
import {digestHtml, digestText} from "../../loaders/notifications/digest.ts";
import {newsFor, publishedNews, toldOf} from "../../loaders/notifications/news.ts";
import type {Case, File} from "../../src/contract/index.ts";

const made = (id: string, change: Partial<Case> = {}): Case => ({
  id,
  kind: "below_pace",
  signals: "referrals below pace",
  lane: "decide",
  status: "open",
  news: "continuing",
  partner: "P1",
  owner: "Ann",
  about: ["Referrals from ", {id: "P1", name: "<b>Ann</b>"}, " have stopped"],
  why: ["None came."],
  todo: ["Call."],
  since: "2026-05-01",
  known_from: null,
  size: "3 referrals",
  stake: null,
  shown: true,
  decided: [],
  record: null,
  ...change
});
const file = (cases: Case[]) =>
  ({about: {company: "Test & Co", as_of: "2026-06-30"}, compared: "2026-05-31", cases}) as unknown as File<"attention">;
const news = publishedNews(
  file([made("a1", {news: "new"}), made("a2"), made("a3", {news: "resolved"}), made("a4", {lane: "do"})])
);

test("digest and feed keep names as text, and a feed's entries their ids", () => {
  expect(digestHtml(news)).toContain("&lt;b&gt;Ann&lt;/b&gt;");
  expect(digestHtml(news)).not.toContain("<b>");
  expect(parse(digestHtml(news)).childNodes.length).toBeGreaterThan(0);
  expect(atomFeed(news).match(/urn:handshake:case:a\d/g)).toEqual(["urn:handshake:case:a1", "urn:handshake:case:a2"]);
  expect(atomFeed(news)).toContain("&lt;b&gt;Ann&lt;/b&gt;");
  const {window} = new JSDOM(atomFeed(news), {contentType: "application/atom+xml"});
  const entry = window.document.querySelector("entry")!;
  const shown = (name: string) => new JSDOM(entry.querySelector(name)!.textContent).window.document.body.textContent;
  expect(window.document.querySelector("feed > title")!.textContent).toBe("Test & Co: what needs attention");
  expect(shown("title")).toBe("Referrals from <b>Ann</b> have stopped");
  expect(shown("summary")).toBe("None came. Call.");
  expect(entry.querySelector("link")!.getAttribute("href")).toBe("./attention");
  expect(entry.querySelector("updated")!.textContent).toBe("2026-05-01T00:00:00.000Z");
  expect(digestText(news)).toContain("- Referrals from <b>Ann</b> have stopped. None came. 3 referrals.");
});

test("where most partners have slowed at the same time, digest and feed say so before the cases, as the page does", () => {
  const together = ["All 24 partners have slowed or stopped at the same time."];
  const all = publishedNews({...file([made("a1", {news: "new"})]), together});
  for (const text of [
    digestText(all),
    digestHtml(all),
    digestText(newsFor({...file([made("a1", {lane: "do"})]), together}, "Ann", [], null)!)
  ])
    expect(text.split(together[0]!)).toHaveLength(2);
  expect(atomFeed(all)).toContain(`<subtitle>${together[0]!}</subtitle>`);
  // nothing to say: no empty words
  expect(atomFeed(news)).not.toContain("<subtitle>");
});

test("a reader's first digest is a summary, the same cases again are none, and a further signal or one gone is news", () => {
  const before = file([made("a1"), made("a2")]);
  const first = newsFor(before, null, null, null)!;
  expect([first.baseline, first.standing.length, first.fresh.length]).toEqual([true, 2, 0]);
  const told = toldOf(before.cases, null);
  expect(newsFor(before, null, told, null)).toBeNull();
  const more = newsFor(file([made("a1", {signals: "referrals below pace, downgrade"}), made("a2")]), null, told, null)!;
  expect([more.fresh, more.changed.map((c) => c.id)]).toEqual([[], ["a1"]]);
  const less = newsFor(file([made("a1")]), null, told, null)!;
  expect([less.fresh.length, less.gone.length]).toEqual([0, 1]);
});

test("a case that a reader knows is called changed when a signal is added, and passed on when it is on the list of somebody else", () => {
  const before = file([made("a1", {about: ["A"]}), made("a2", {about: ["B"]}), made("a3", {about: ["C"]})]);
  const more = {about: ["A"], signals: "referrals below pace, downgrade", why: [], todo: [], size: "–"};
  const after = file([made("a1", more), made("a2", {about: ["B"], lane: "do"})]);
  expect(digestText(newsFor(after, null, toldOf(before.cases, null), null)!)).toBe(
    [
      "Test & Co: 1 changed case to decide, 1 resolved, 1 passed on (data to 2026-06-30)",
      "Changed\n\n- A.",
      "Resolved\n\n- C.",
      "With somebody else now\n\n- B.",
      "1 case is on leadership’s list now.\n"
    ].join("\n\n")
  );
  const published = publishedNews(file([made("a1", {news: "changed"}), made("a2", {news: "changed"})]));
  expect(digestText(published)).toContain("Test & Co: 2 changed cases to decide (data to 2026-06-30)\n\nChanged\n\n");
});

test("a case that was snoozed, is done or not to be done is called taken off the list, and not resolved", () => {
  const told = toldOf(file([made("a1"), made("a2"), made("a3"), made("a4"), made("a5", {about: ["E"]})]).cases, null);
  const after = file([
    made("a1", {about: ["A"], status: "snoozed"}),
    made("a2", {about: ["B"], status: "done"}),
    made("a3", {about: ["C"], status: "wont_do"}),
    // resolved on the pages too, whatever was decided before
    made("a4", {about: ["D"], status: "snoozed", news: "resolved"})
  ]);
  const about = (id: string) => told.map((t) => (t.id === id ? t.about : "")).join("");
  const text = digestText(newsFor(after, null, told, null)!);
  expect(text).toContain("Test & Co: 2 cases resolved, 3 taken off the list (data to 2026-06-30)");
  expect(text).toContain(`Resolved\n\n- ${about("a4")}.\n- E.\n\nTaken off the list by a decision\n\n- ${about("a1")}.`);
});

test("an account manager is told their own cases, with the address of their page, and leadership only what it decides", () => {
  const cases = [
    made("a1"),
    made("a2", {lane: "do"}),
    made("a3", {lane: "do", owner: "Bo"}),
    made("a4", {lane: "do", status: "done"})
  ];
  const mine = newsFor(file(cases), "Ann", [], "https://health.example/")!;
  expect(mine.fresh.map((c) => c.id)).toEqual(["a2"]);
  expect(digestText(mine)).toContain("https://health.example/owner?name=Ann");
  expect(newsFor(file(cases), null, [], null)!.fresh.map((c) => c.id)).toEqual(["a1"]);
});

test("what the address of the site has after its path stays after the page's", () => {
  const link = (site: string, owner: string | null = null) =>
    newsFor(file([made("a1"), made("a2", {lane: "do"})]), owner, [], site)!.link;
  expect(link("https://health.example")).toBe("https://health.example/attention");
  expect(link("https://health.example/site/?key=1#top")).toBe("https://health.example/site/attention?key=1#top");
  expect(link("https://health.example/site?key=1", "Ann")).toBe("https://health.example/site/owner?key=1&name=Ann");
});

test("a digest says what has not been delivered, since its cases may be of what is missing", () => {
  const stale = [{table: "deals", last: "2026-04-30"}];
  const told = (late: boolean) => {
    const of = {
      company: "Acme",
      as_of: "2026-10-31",
      owner: null,
      baseline: true,
      fresh: [],
      changed: [],
      resolved: [],
      standing: [],
      link: null
    };
    return [digestText(late ? {...of, stale} : of), digestHtml(late ? {...of, stale} : of)];
  };
  for (const text of told(true))
    expect(text).toContain("No delivery of deals since 30 Apr 2026: what happened after that is missing");
  for (const text of told(false)) expect(text).not.toContain("No delivery");
});

test("a signal that may be of a missing delivery alone is told once the delivery shows that it is not, and not as gone", () => {
  const doubted = file([made("a1", {doubted: "referrals below pace"}), made("a2", {signals: "downgrade"})]);
  const told = toldOf(doubted.cases, null);
  expect(told.map((t) => t.id)).toEqual(["a2"]);
  expect(newsFor(doubted, null, told, null)).toBeNull();
  expect(newsFor(file([made("a1"), made("a2", {signals: "downgrade"})]), null, told, null)!.fresh.map((c) => c.id)).toEqual([
    "a1"
  ]);
  expect(newsFor(file([made("a2", {signals: "downgrade"})]), null, told, null)).toBeNull();
});

test("where other settings or definitions hold, a digest says that its news may be theirs", () => {
  const said = "Settings or definitions changed, which alone can raise, change or resolve cases.";
  const cases = [made("a1", {news: "new"})];
  const published = (redefined?: true) => digestText(publishedNews({...file(cases), ...(redefined ? {redefined} : {})}));
  expect(published(true)).toContain(said);
  expect(published()).not.toContain(said);
  const mailed = (redefined: boolean) => newsFor(file(cases), null, [], null, redefined)!;
  expect([digestText(mailed(true)), digestHtml(mailed(true))]).toEqual([
    expect.stringContaining(said),
    expect.stringContaining(said)
  ]);
  expect(digestText(mailed(false))).not.toContain(said);
  // a first summary compares with nothing
  expect(digestText(newsFor(file(cases), null, null, null, true)!)).not.toContain(said);
});

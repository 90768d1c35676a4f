import {parse} from "parse5";
import {expect, test} from "vitest";
import {atomFeed, digestHtml, digestText, newsOf} from "../../loaders/notifications/digest.ts";
import type {Alert, File} from "../../src/contract/index.ts";

const alert = (id: string, status: Alert["status"]) =>
  ({
    id,
    kind: "quiet",
    status,
    about: ["Leads from ", {id: "P1", name: "<b>Ann</b>"}, " have stopped"],
    why: ["None came."],
    todo: ["Call."],
    since: "2026-05-01"
  }) as unknown as Alert;
const file = (alerts: Alert[]) =>
  ({about: {company: "Test & Co", as_of: "2026-06-30"}, compared: "2026-05-31", alerts}) as unknown as File<"alerts">;
const news = newsOf(file([alert("a1", "new"), alert("a2", "continuing"), alert("a3", "resolved")]));

test("digest and feed keep names as text, and a feed's entries their ids", () => {
  expect(digestHtml(news)).toContain("&lt;b&gt;Ann&lt;/b&gt;");
  expect(digestHtml(news)).not.toContain("<b>");
  expect(parse(digestHtml(news)).childNodes.length).toBeGreaterThan(0);
  expect(atomFeed(news).match(/urn:handshake:alert:a\d/g)).toEqual(["urn:handshake:alert:a1", "urn:handshake:alert:a2"]);
  expect(atomFeed(news)).toContain("&lt;b&gt;Ann&lt;/b&gt;");
  expect(digestText(news)).toContain("- Leads from <b>Ann</b> have stopped. None came.");
});

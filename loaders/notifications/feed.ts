import {Feed} from "feed";
import {plain} from "../../src/copy/say.ts";
import {digestCopy} from "../../src/copy/digest.ts";
import {escapeHtml} from "../../src/shared/html.ts";
import {brandName} from "../project/brand.ts";
import {doubts} from "./digest.ts";
import type {News} from "./news.ts";

const longest = 100;

/**
 * An Atom feed (RFC 4287) of leadership's cases: an entry keeps its id from rebuild to rebuild, so a reader shows it once. Its links are
 * relative, for the feed lies next to the pages and the site's address need not be known; feed 6 takes only absolute ones, hence 5.
 */
export function atomFeed(news: News): string {
  const time = (day: string) => new Date(`${day}T00:00:00Z`);
  const doubt = doubts(news).join(" ");
  const feed = new Feed({
    id: "urn:handshake:attention",
    title: digestCopy.feed(news.company),
    ...(doubt ? {description: doubt} : {}),
    updated: time(news.as_of),
    author: {name: brandName()},
    feedLinks: {atom: "./feed.xml"},
    copyright: "",
    generator: brandName()
  });
  for (const c of news.standing.slice(0, longest))
    feed.addItem({
      id: `urn:handshake:case:${c.id}`,
      // the library says of both that they are HTML
      title: escapeHtml(plain(c.about)),
      description: escapeHtml(`${plain(c.why)} ${plain(c.todo)}`),
      date: time(c.since ?? news.as_of),
      link: "./attention"
    });
  return `${feed.atom1()}\n`;
}

import {createHash} from "node:crypto";
import type {Alert, File, Sentence} from "../../src/contract/index.ts";
import {counted} from "../../src/shared/formats.ts";

/** What there is to tell: alerts that are new since the last publication that said something else, and those that are resolved. */
export interface News {
  company: string;
  as_of: string;
  fresh: Alert[];
  resolved: Alert[];
  standing: Alert[];
  /** The same for the same news, however often it is made. */
  key: string;
}

const shown = 10;

export function newsOf({about, alerts, compared}: File<"alerts">): News {
  const of = (status: Alert["status"]) => alerts.filter((a) => a.status === status);
  const [fresh, resolved] = [of("new"), of("resolved")];
  const key = createHash("sha256")
    .update(JSON.stringify([compared, fresh.map((a) => a.id).sort(), resolved.map((a) => a.id).sort()]))
    .digest("hex")
    .slice(0, 16);
  const {company, as_of} = about;
  return {company, as_of, fresh, resolved, standing: alerts.filter((a) => a.status !== "resolved"), key};
}

/** Whether there is anything to tell. */
export const isNews = ({fresh, resolved}: News): boolean => fresh.length + resolved.length > 0;

export const plain = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === "string" ? part : "strong" in part ? part.strong : part.name)).join("");

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** "Test: 3 new alerts, 1 resolved" */
export const subject = ({company, fresh, resolved}: News): string =>
  `${company}: ${counted(fresh.length, "new alert")}${resolved.length ? `, ${resolved.length} resolved` : ""}`;

/** The digest as plain text. */
export function digestText(news: News): string {
  const line = (a: Alert) => `- ${plain(a.about)}. ${plain(a.why)}\n  ${plain(a.todo)}`;
  const part = (title: string, list: Alert[]) =>
    list.length
      ? [
          `${title}\n\n${list.slice(0, shown).map(line).join("\n")}${list.length > shown ? `\n… and ${list.length - shown} more` : ""}`
        ]
      : [];
  return `${[`${subject(news)} (data to ${news.as_of})`, ...part("New", news.fresh), ...part("Resolved", news.resolved), ...(isNews(news) ? [] : ["Nothing new."])].join("\n\n")}\n`;
}

/** The digest as a page that needs no other file. */
export function digestHtml(news: News): string {
  const item = (a: Alert) =>
    `<li><strong>${escaped(plain(a.about))}</strong>. ${escaped(plain(a.why))}<br>${escaped(plain(a.todo))}</li>`;
  const part = (title: string, list: Alert[]) =>
    list.length
      ? `<h2>${title}</h2><ol>${list.slice(0, shown).map(item).join("\n")}</ol>${list.length > shown ? `<p>… and ${list.length - shown} more</p>` : ""}`
      : "";
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(subject(news))}</title></head>
<body><main><h1>${escaped(subject(news))}</h1><p>Data to ${news.as_of}.</p>
${part("New", news.fresh)}${part("Resolved", news.resolved)}${isNews(news) ? "" : "<p>Nothing new.</p>"}
</main></body></html>
`;
}

/** An Atom feed (RFC 4287) of the alerts that stand: an entry keeps its id from rebuild to rebuild, so a reader shows it once. */
export function atomFeed(news: News): string {
  const time = (day: string) => `${day}T00:00:00Z`;
  const entries = news.standing
    .slice(0, 100)
    .map(
      (a) =>
        `<entry><id>urn:handshake:alert:${escaped(a.id)}</id><title>${escaped(plain(a.about))}</title><updated>${time(a.since ?? news.as_of)}</updated><link href="./alerts"/><summary>${escaped(`${plain(a.why)} ${plain(a.todo)}`)}</summary></entry>`
    );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:handshake:alerts</id><title>${escaped(news.company)}: what needs attention</title><updated>${time(news.as_of)}</updated><author><name>Handshake</name></author><link rel="self" href="./feed.xml"/>
${entries.join("\n")}
</feed>
`;
}

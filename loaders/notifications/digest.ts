import {escapeHtml} from "../../src/shared/html.ts";
import type {Case} from "../../src/contract/index.ts";
import {staleSentence} from "../../src/copy/begins.ts";
import {redefinedCases} from "../../src/copy/changes.ts";
import {digestCopy} from "../../src/copy/digest.ts";
import {plain} from "../../src/copy/say.ts";
import type {AnyNews, News} from "./news.ts";

/* The digest of a reader's news, as text and as a page. */

const shown = 10;

/** "Test: 3 new cases, 1 resolved" */
export const subject = (news: AnyNews): string =>
  digestCopy.subject(
    news,
    {
      fresh: news.fresh.length,
      changed: news.changed.length,
      gone: news.gone?.length ?? news.resolved.length,
      off: news.off?.length ?? 0,
      passed: news.passed?.length ?? 0
    },
    news.standing.length
  );

interface Part {
  title: string;
  items: {about: string; rest: string}[];
  more: string | null;
}

/** The parts of a digest: the news, what went away, and how much there is besides. */
function partsOf(news: AnyNews): Part[] {
  const item = (c: Case) => ({
    about: plain(c.about),
    rest: [`${plain(c.why)}${c.size === "–" ? "" : ` ${c.size}.`}`.trim(), plain(c.todo)].filter(Boolean).join("\n")
  });
  const part = (title: string, items: Part["items"]): Part[] =>
    items.length
      ? [{title, items: items.slice(0, shown), more: items.length > shown ? digestCopy.more(items.length - shown) : null}]
      : [];
  const bare = (abouts: readonly string[]) => abouts.map((about) => ({about, rest: ""}));
  const gone = bare(news.gone ?? news.resolved.map((c) => plain(c.about)));
  return news.baseline
    ? part(digestCopy.baseline, news.standing.map(item))
    : [
        ...part(digestCopy.fresh, news.fresh.map(item)),
        ...part(digestCopy.changed, news.changed.map(item)),
        ...part(digestCopy.gone, gone),
        ...part(digestCopy.off, bare(news.off ?? [])),
        ...part(digestCopy.passed, bare(news.passed ?? []))
      ];
}

/** What a reader must know before the cases: what is missing, what they have in common, and that other rules hold. */
export const doubts = ({
  stale = [],
  together = [],
  redefined = false
}: Pick<News, "stale" | "together" | "redefined">): string[] => [
  ...[staleSentence({stale}), together].map((s) => plain(s).replaceAll("\u00a0", " ")).filter(Boolean),
  ...(redefined ? [redefinedCases] : [])
];

/** The digest as plain text. */
export function digestText(news: AnyNews): string {
  const parts = partsOf(news).map(({title, items, more}) =>
    [
      title,
      "",
      ...items.map(({about, rest}) => `- ${about}.${rest ? ` ${rest.replaceAll("\n", "\n  ")}` : ""}`),
      ...(more ? [more] : [])
    ].join("\n")
  );
  const foot = digestCopy.foot(news.standing.length, news.owner);
  return `${[`${subject(news)} (data to ${news.as_of})`, ...doubts(news), ...(parts.length ? parts : [digestCopy.nothing]), foot, ...(news.link ? [news.link] : [])].join("\n\n")}\n`;
}

/** The digest as a page that needs no other file. */
export function digestHtml(news: AnyNews): string {
  const parts = partsOf(news).map(
    ({title, items, more}) =>
      `<h2>${title}</h2><ol>${items
        .map(({about, rest}) => `<li><strong>${escapeHtml(about)}</strong>. ${escapeHtml(rest).replaceAll("\n", "<br>")}</li>`)
        .join("\n")}</ol>${more ? `<p>${more}</p>` : ""}`
  );
  const link = news.link ? `<p><a href="${escapeHtml(news.link)}">${escapeHtml(news.link)}</a></p>` : "";
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(subject(news))}</title></head>
<body><main><h1>${escapeHtml(subject(news))}</h1><p>${[`Data to ${news.as_of}.`, ...doubts(news).map(escapeHtml)].join(" ")}</p>
${parts.join("") || `<p>${digestCopy.nothing}</p>`}<p>${escapeHtml(digestCopy.foot(news.standing.length, news.owner))}</p>${link}
</main></body></html>
`;
}

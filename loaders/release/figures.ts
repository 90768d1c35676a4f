import {readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import {parse} from "parse5";
import {answerTree, type Tree} from "../../src/components/answer.ts";
import {percent, whole} from "../../src/components/format.ts";
import type {Answer} from "../../src/contract.ts";
import type {Engine} from "../engines/engine.ts";
import {attribute, elements, htmlFiles, textOf} from "./verify.ts";

/** The headline figures as the metrics tables have them. */
export interface Headline {
  partners: number;
  trusted: number;
  received: number;
  given: number;
  largest_share: number | null;
  k80: number | null;
}

const now = "join metrics.as_of_dates as dates on dates.is_current and dates.as_of = ";

/** Asked of the metrics tables themselves, past everything that publishing does. */
export async function headlineFigures(engine: Engine): Promise<Headline> {
  const [found] = await engine.rows<Headline>(`
    select
      (select cast(count(*) as integer) from metrics.partners_at as t ${now} t.as_of) as partners,
      (select cast(count(*) as integer) from metrics.trust as t ${now} t.as_of where t.grade = 'trusted') as trusted,
      (select cast(coalesce(sum(t.received), 0) as integer) from metrics.reciprocity as t ${now} t.as_of) as received,
      (select cast(coalesce(sum(t.given), 0) as integer) from metrics.reciprocity as t ${now} t.as_of) as given,
      (select max(t.share) from metrics.risk as t ${now} t.as_of where t.revenue > 0) as largest_share,
      (select t.k80 from metrics.segmentation as t ${now} t.as_of) as k80`);
  return found!;
}

interface Shown {
  words?: Record<string, Answer>;
  about?: {partners: number};
  numbers?: {value: string; unit: string; to: string}[];
}

/**
 * Holds what the built site shows to what the metrics say: the number of partners in its first sentence, the key numbers of the overview,
 * and every sentence in a page to the same sentence in the data that the page loads.
 * @returns a sentence for each fault.
 */
export function figureFaults(site: string, expected: Headline): string[] {
  const data = dataOf(site);
  return [...sentenceFaults(site, data), ...numberFaults(data.overview, expected)];
}

function numberFaults(overview: Shown | undefined, expected: Headline): string[] {
  if (!overview?.numbers) return [];
  const {partners, trusted, received, given, largest_share: largest, k80} = expected;
  const right: [to: string, value: string][] = [
    ...(partners ? ([["trust", String(trusted)]] as [string, string][]) : []),
    ...(received + given ? ([["reciprocity", `${whole(received)} : ${whole(given)}`]] as [string, string][]) : []),
    ...(largest === null ? [] : ([["concentration", percent(largest)]] as [string, string][])),
    ...(k80 === null ? [] : ([["segments", whole(k80)]] as [string, string][]))
  ];
  const wrong = right.flatMap(([to, value]) => {
    const shown = overview.numbers!.find((n) => n.to === `./${to}`);
    return !shown || shown.value === value ? [] : [`index.html: shows ${shown.value} for ${to}, the metrics say ${value}`];
  });
  const said = /^(One|No|[\d,]+) partner/.exec(plain(overview.words?.headline))?.[1];
  const count = partners === 0 ? "No" : partners === 1 ? "One" : whole(partners);
  return [
    ...wrong,
    ...(said === undefined || said === count ? [] : [`index.html: speaks of ${said} partnerships, the metrics have ${count}`]),
    ...(overview.about?.partners === partners
      ? []
      : [`index.html: is about ${overview.about?.partners} partners, the metrics have ${partners}`])
  ];
}

/** Each place that carries an answer has the words of the data file that the page loads. */
function sentenceFaults(site: string, data: Record<string, Shown>): string[] {
  return htmlFiles(site).flatMap((file) =>
    [...elements(parse(readFileSync(path.join(site, file), "utf8")))].flatMap((element) => {
      const name = attribute(element, "data-words");
      const [table = "", key = ""] = name?.split(".") ?? [];
      const answer = data[table]?.words?.[key];
      if (!answer) return [];
      const wanted = answerTree(answer, key === "headline")
        .map(treeText)
        .join("");
      const said = textOf(element).trim();
      return said === wanted.trim()
        ? []
        : [`${file}: ${name} says "${said.slice(0, 80)}", its data say "${wanted.slice(0, 80)}"`];
    })
  );
}

const treeText = (tree: Tree): string =>
  tree.children.map((child) => (typeof child === "string" ? child : treeText(child))).join("");

const plain = (answer: Answer | undefined): string =>
  (answer?.finding ?? []).map((p) => (typeof p === "string" ? p : "strong" in p ? p.strong : p.name)).join("");

/** The published files as they stand in the site, by name. */
function dataOf(site: string): Record<string, Shown> {
  const folder = path.join(site, "_file", "data");
  const names = readdirSync(folder).filter((f) => /^\w+\.[0-9a-f]{8}\.json$/.test(f));
  return Object.fromEntries(
    names.map((f) => [f.split(".")[0]!, JSON.parse(readFileSync(path.join(folder, f), "utf8")) as Shown])
  );
}

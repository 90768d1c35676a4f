import {existsSync, readFileSync} from "node:fs";
import {glossary} from "../../src/copy/glossary.js";
import {pageName} from "../../src/shared/address.js";
import {foundBy} from "../../src/shared/fold.js";

/* What the search of a site finds besides the text of its pages, from the tables that it publishes. */

/** A published file of the folder in which the site is built; undefined where this audience has none. */
export const readPublished = (name: string): unknown => {
  const file = `src/data/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
};

/** Search finds partners by name as well as pages by their text. */
function* partnersToFind() {
  const published = readPublished("partners") as
    {partners: {id: string[]; name: string[]; region: (string | null)[]}} | undefined;
  if (!published) return;
  const {id, name, region} = published.partners;
  for (const [i, key] of id.entries())
    yield {path: `/partner/${pageName(key)}`, title: name[i]!, text: `${name[i]} ${key} ${region[i] ?? ""}`};
}

/** And account managers, whose pages have their cases. */
function* ownersToFind() {
  const published = readPublished("owners") as {owners: string[]} | undefined;
  for (const name of published?.owners ?? [])
    yield {path: `/owner?name=${encodeURIComponent(name)}`, title: name, text: `${name} account manager`};
}

/** And metrics by the question that they answer. */
function* metricsToFind() {
  const published = readPublished("method") as {metrics: {name: string; question: string}[]} | undefined;
  for (const {name, question} of published?.metrics ?? [])
    yield {path: `/method#${name}`, title: `${name.replaceAll("_", " ")} (definition)`, text: question};
}

/** And terms by what they mean. */
function* termsToFind() {
  for (const {term, says, anchor} of glossary)
    yield {path: `/glossary#${anchor}`, title: `${term} (term)`, text: `${term} ${says}`};
}

/** The most entries of a kind: the index is loaded by everybody who searches. */
const mostFound = 1000;

/** Customers and our people by name: what goes if they go. */
function* othersToFind() {
  const published = readPublished("concentration") as Record<"customers" | "reps", {id: string[]; name: string[]}> | undefined;
  if (!published) return;
  const kinds = [
    ["customer", published.customers],
    ["rep", published.reps]
  ] as const;
  for (const [of, {id, name}] of kinds)
    for (const [i, key] of id.slice(0, mostFound).entries())
      yield {
        path: `/concentration?${new URLSearchParams({of, gone: key}).toString()}`,
        title: `${name[i]!} (${of === "rep" ? "our person" : of})`,
        text: `${name[i]!} ${key}`
      };
}

interface Published {
  partners: {partners: {id: string[]; name: string[]}};
  partner_people: {pairs: {id: string[]; theirs: string[]; received: number[]; given: number[]}};
}

/** And the people of partners, those with most referrals to and from ours first, each on the partner's page. */
function* theirsToFind() {
  const published = readPublished("partners") as Published["partners"] | undefined;
  const people = readPublished("partner_people") as Published["partner_people"] | undefined;
  if (!published || !people) return;
  const {id, theirs, received, given} = people.pairs;
  const names = new Map(published.partners.id.map((key, i) => [key, published.partners.name[i]!]));
  const paths = id.map((key, i) => `/partner/${pageName(key)}?${new URLSearchParams({person: theirs[i]!}).toString()}#people`);
  const most = id.map((_, i) => i).sort((a, b) => received[b]! + given[b]! - received[a]! - given[a]!);
  for (const [path, i] of [...new Map(most.reverse().map((i) => [paths[i]!, i]))].reverse().slice(0, mostFound))
    yield {path, title: `${theirs[i]!} (at ${names.get(id[i]!) ?? id[i]!})`, text: `${theirs[i]!} ${names.get(id[i]!) ?? ""}`};
}

/** And cases by what they are about. */
function* casesToFind() {
  const published = readPublished("attention") as {cases: {id: string; about: unknown[]; news: string}[]} | undefined;
  for (const {id, about, news} of published?.cases ?? [])
    if (news !== "resolved")
      yield {path: `/attention#case-${encodeURIComponent(id)}`, title: `${said(about)} (case)`, text: said(about)};
}

/** A sentence as text. */
const said = (parts: unknown[]): string =>
  parts
    .map((part) =>
      typeof part === "string"
        ? part
        : ((part as {name?: string; strong?: string}).name ?? (part as {strong?: string}).strong ?? "")
    )
    .join("");

/** What a site of these pages lets its readers find, besides the text of the pages; a name also by what folds to the same. */
export const toFind = (only: string[] | null) => {
  const all = entries(only);
  return function* () {
    for (const entry of all()) yield {...entry, keywords: foundBy(entry.title)};
  };
};

const entries = (only: string[] | null) => {
  const shown = (page: string) => !only || only.includes(page);
  return function* () {
    if (shown("partner")) {
      yield* partnersToFind();
      yield* theirsToFind();
    }
    if (shown("owner")) yield* ownersToFind();
    if (shown("method")) yield* metricsToFind();
    if (shown("glossary")) yield* termsToFind();
    if (shown("concentration")) yield* othersToFind();
    if (shown("attention")) yield* casesToFind();
  };
};

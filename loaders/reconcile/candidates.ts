import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {DropFile} from "../stage/dropFile.ts";
import {legalForms} from "../stage/legalForms.ts";
import {tableNamed} from "../tables/index.ts";
import {idColumns} from "./aliases.ts";

/** Two ids that seem to be the same partner, customer or person. */
export interface Candidate {
  kind: string;
  from: string;
  to: string;
  from_name: string;
  to_name: string;
  /** From 0 to 1. */
  score: number;
  why: string;
}

/** Below this likeness (Jaro-Winkler, Winkler 1990) two names are no more than alike. */
const alike = 0.92;

/** The most names with the same first letters that are compared each with each. */
const block = 500;

/** Hosts of many: their names say nothing of a company. */
const shared =
  "gmail|googlemail|outlook|hotmail|live|yahoo|icloud|gmx|web|aol|proton|protonmail|qq|163|linkedin|facebook|instagram|wixsite|wordpress|squarespace|godaddysites";

/** SQL of the name in a host: northwind of mail.northwind.com, www.northwind.co.uk and https://northwind.com/en. */
const nameInHost = (text: string) => {
  const host = `regexp_extract(lower(trim(${text})), '^(?:[a-z]+://)?(?:[^/@]*@)?([^/?#:]+)', 1)`;
  return `nullif(regexp_extract(rtrim(${host}, '.'), '([^.]+)\\.(?:(?:co|com|org|net|ac|gov|or|ne)\\.[a-z]{2}|[a-z]{2,})$', 1), '')`;
};

/**
 * Looks through the ids of all deliveries for those that two sources write differently: the same e-mail, the same name without
 * legal form, accents and punctuation, the web domain or that of the e-mails, also as the name, or a name that is nearly the same.
 * Two records of one source are usually two, two people of one name always: there only companies with the same name or e-mail count.
 * Nothing is merged.
 * @returns the best counterpart of each id, the surest first; what somebody has decided already is left out
 */
export async function findCandidates(db: DuckDB, dropFiles: readonly DropFile[]): Promise<Candidate[]> {
  await collectIds(db, dropFiles);
  const rows = await db.rows<Record<keyof Candidate, string>>(pairsSql);
  await db.run("drop table named_ids; drop table domains");
  return rows.map((r) => ({...r, score: Number(r.score)}));
}

/** Where a delivery has a host of a company: its e-mails' or its web address'. */
const hosts = [
  {table: "people", kind: "partner", id: "partner_id", text: "email"},
  {table: "partners", kind: "partner", id: "partner_id", text: "website"},
  {table: "customers", kind: "customer", id: "customer_id", text: "website"}
];

async function collectIds(db: DuckDB, dropFiles: readonly DropFile[]): Promise<void> {
  await db.run(
    "create or replace temp table named_ids (kind varchar, id varchar, name varchar, email varchar, listed boolean, source varchar)"
  );
  await db.run("create or replace temp table domains (kind varchar, id varchar, domain varchar)");
  for (const {table: name, mapping, staged} of dropFiles.filter((f) => f.staged?.rows && f.table && f.table !== "aliases")) {
    const table = tableNamed(name!)!;
    const {columns, names, rows} = staged!;
    const source = literal(mapping ?? name!);
    for (const [column, kind] of idColumns(table).filter(([c]) => columns.includes(c))) {
      const own = table.key[0] === column && table.key.length === 1;
      const called = own ? "name" : names.includes(column) ? `_name_${column}` : "null";
      const email = own && columns.includes("email") ? "lower(email)" : "null";
      await db.run(
        `insert into named_ids select '${kind}', ${column}, ${called}, ${email}, ${own}, ${source} from read_parquet(${literal(rows)}) where ${column} is not null`
      );
    }
    for (const {kind, id, text} of hosts.filter((h) => h.table === name && [h.id, h.text].every((c) => columns.includes(c))))
      await db.run(
        `insert into domains select distinct '${kind}', ${id}, ${nameInHost(text)} from read_parquet(${literal(rows)}) where ${id} is not null and ${text} is not null`
      );
  }
}

/** Japanese legal forms, which stand before a name or behind it. */
const japaneseForms = "株式会社|有限会社|合同会社|[（(][株有同][)）]|㈱|㈲";

/** SQL of a name without legal form, accents, case and punctuation; null where nothing is left. */
export const plainName = (name: string) => {
  const words = `regexp_replace(regexp_replace(replace(lower(strip_accents(${name})), 'ß', 'ss'), '^(https?://)?(www\\.)?([a-z0-9-]+)\\.(com|net|org|io|de|fr|eu|co|ai)(\\.[a-z]{2})?/?$', '\\3'), '${japaneseForms}', '', 'g')`;
  const joined = `regexp_replace(replace(${words}, '.', ''), '\\b(\\p{L})/(\\p{L})\\b', '\\1\\2', 'g')`;
  const spaced = `trim(regexp_replace(${joined}, '[^\\p{L}\\p{N}]+', ' ', 'g'))`;
  const core = `regexp_replace(regexp_replace(${spaced}, '^the ', ''), ' (and|und|et|y|e|en|och|og) ', ' ', 'g')`;
  return `nullif(regexp_replace(${core}, '( (${legalForms}))+$', ''), '')`;
};

/** SQL of a name with its umlauts as two letters, as keyboards without them have it: Müller is Mueller, and Muller too. */
const inTwoLetters = (name: string) =>
  [...Object.entries({ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa"})].reduce(
    (sql, [one, two]) => `replace(${sql}, '${one}', '${two}')`,
    `lower(nfc_normalize(${name}))`
  );

/** SQL of a name without words in brackets behind it; null where it has none. */
const unbracketed = (name: string) =>
  `case when regexp_matches(${name}, '\\S\\s*[(\\[（][^()]*[)\\]）]\\s*$') then regexp_replace(${name}, '\\s*[(\\[（][^()]*[)\\]）]\\s*$', '') end`;

const joined = (text: string) => `replace(${text}, ' ', '')`;

/** SQL of whether two names are the same, spaces aside, umlauts as one letter or two. */
const sameName = `(${joined("a.word")} = ${joined("b.word")} or ${joined("a.wide")} = ${joined("b.word")} or ${joined("a.word")} = ${joined("b.wide")})`;

/** SQL of whether two names are the same but for words in brackets that one of them has. */
const sameButBrackets = `(${joined("a.bare")} = ${joined("b.word")} or ${joined("a.word")} = ${joined("b.bare")})`;

const tokens = (text: string) => `list_sort(string_split(${text}, ' '))`;
const only = (a: string, b: string) => `list_filter(string_split(${a}, ' '), w -> not list_contains(string_split(${b}, ' '), w))`;

const pairsSql = `
  with ids as (
    select kind, id, coalesce(max(name), id) as name, bool_or(name is not null) as named, max(email) as email, bool_or(listed) as listed, count(*) as n,
      list(distinct source) as sources
    from named_ids group by kind, id
  ),
  plain as (
    select *, ${plainName("name")} as word, ${plainName(inTwoLetters("name"))} as wide, ${plainName(unbracketed("name"))} as bare,
      (select min(domain) from domains where domains.id = ids.id and domains.kind = ids.kind
        and not regexp_full_match(domain, '${shared}')) as domain
    from ids
  ),
  keys as (
    select kind, id, key, starts_with(key, '~') as fuzzy from (
      select kind, id, unnest([
        '@' || email, '=' || ${joined("word")}, '=' || ${joined("wide")}, '=' || ${joined("bare")}, '=' || domain,
        case when kind = 'person' then '&' || array_to_string(${tokens("word")}, ' ') end,
        '~' || left(word, 3)
      ]) as key
      from plain
    ) where key is not null
  ),
  -- where very many names begin alike, their beginning says nothing, and comparing each with each would take too long
  telling as (
    select kind, id, key from keys qualify not fuzzy or count(*) over (partition by kind, key) <= ${block}
  ),
  compared as (
    select distinct a.kind, a.id as a_id, b.id as b_id
    from telling as a join telling as b on a.kind = b.kind and a.key = b.key and a.id < b.id
  ),
  pairs as (
    select a.kind, a.id as a_id, b.id as b_id, a.name as a_name, b.name as b_name,
      (a.listed, a.n, b.id) >= (b.listed, b.n, a.id) as a_stays,
      case
        when a.email = b.email then 1.0
        when a.word = b.word or a.kind = 'person' and ${tokens("a.word")} = ${tokens("b.word")} then 0.99
        when ${sameName} then 0.97
        when a.domain = b.domain or a.domain = replace(b.word, ' ', '') or b.domain = replace(a.word, ' ', '') then 0.95
        when a.kind <> 'person' and ${sameButBrackets} then 0.93
        else jaro_winkler_similarity(a.word, b.word)
      end as score,
      case
        when a.email = b.email then 'same e-mail'
        when a.word = b.word or ${tokens("a.word")} = ${tokens("b.word")} then 'same name but for legal form, case or punctuation'
        when replace(a.word, ' ', '') = replace(b.word, ' ', '') then 'same name but for spaces'
        when ${sameName} then 'same name but for umlauts'
        when a.domain = b.domain or a.domain = replace(b.word, ' ', '') or b.domain = replace(a.word, ' ', '') then 'web or e-mail domain'
        when a.kind <> 'person' and ${sameButBrackets} then 'same name but for words in brackets'
        else 'similar name'
      end as why,
      ${only("a.word", "b.word")} || ${only("b.word", "a.word")} as differing
    from compared
    join plain as a on a.kind = compared.kind and a.id = compared.a_id
    join plain as b on b.kind = compared.kind and b.id = compared.b_id
    where not list_has_any(a.sources, b.sources)
      or a.kind <> 'person' and a.named and b.named and (a.email = b.email or ${sameName} or ${sameButBrackets})
  ),
  likely as (
    select kind, case when a_stays then b_id else a_id end as from_id, case when a_stays then a_id else b_id end as to_id,
      case when a_stays then b_name else a_name end as from_name, case when a_stays then a_name else b_name end as to_name,
      score, why
    from pairs
    where score >= ${alike}
      -- "Partner A" and "Partner B", "Store 12" and "Store 13" differ in what tells them apart
      and (why <> 'similar name' or len(list_filter(differing, w -> length(w) <= 2 or regexp_matches(w, '[0-9]'))) = 0)
  ),
  best as (
    select *, row_number() over (partition by kind, from_id order by score desc, to_id) as place from likely
    where not exists (select 1 from facts.aliases d where d.kind = likely.kind
      and d.from_id in (likely.from_id, likely.to_id) and d.to_id in (likely.from_id, likely.to_id))
  )
  select kind, from_id as "from", to_id as "to", from_name, to_name, cast(round(score, 3) as varchar) as score, why
  from best where place = 1 order by kind, best.score desc, from_id`;

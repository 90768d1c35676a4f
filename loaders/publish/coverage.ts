import type {File} from "../../src/contract/index.ts";
import {bringTexts, coverageHeadline, questionAnswer} from "../../src/copy/coverage.ts";
import {unusableOf, unusableSentence} from "../../src/copy/recorded.ts";
import {whyNotRated} from "../../src/copy/whyNotRated.ts";
import {answerable, isThin, siteQuestions, type Needed} from "../../src/shared/answerable.ts";
import type {Bringer} from "../mappings/engine/bringers.ts";
import {columnsOf} from "../tables/columns.ts";
import {tableNamed} from "../tables/index.ts";
import type {Portfolio} from "./portfolio.ts";

/** Which of the site's questions the data can answer, from which columns, and what would bring the rest. */
export function coverage(p: Portfolio, bringers: readonly Bringer[]): File<"coverage"> {
  const recorded = new Map(p.recorded_columns.map((r) => [`${r.table_name}.${r.column_name}`, r]));
  const filled = new Map([...recorded].map(([name, r]) => [name, r.filled ?? 0]));
  const unrated = whyNotRated(p);
  // columns that are filled answer nothing where their outcomes tell no partner from another
  const questions = answerable(filled).map((q) => (q.id === "solid" && unrated ? {...q, answer: "no" as const} : q));
  const columns = siteQuestions.flatMap(({id, ways, better}) => [
    ...ways.flatMap((way) => way.columns.map((name) => ({question: id, way: way.about, name}))),
    ...better.map((name) => ({question: id, way: null, name}))
  ]);
  const rows = columns.map(({question, way, name}) => {
    const found = recorded.get(name);
    const there = found?.filled ?? 0;
    return {
      question,
      way,
      name,
      meaning: meaningOf(name),
      records: found?.records ?? 0,
      filled: found?.filled ?? null,
      bring: there > 0 && !isThin(name, there) ? "" : bringOf(name, found?.records ?? 0, p, bringers)
    };
  });
  return {
    about: p.about,
    words: {
      headline: coverageHeadline(questions),
      questions: questions.map((q) =>
        questionAnswer(q, q.id === "solid" ? unrated : null, unusableSentence(p.about, tablesOf(q.missing)))
      )
    },
    columns: rows
  };
}

/** The tables that missing columns are of. */
const tablesOf = (missing: readonly Needed[]) =>
  (["partners", "deals", "referrals", "tickets", "activities"] as const).filter((table) =>
    missing.some((name) => split(name)[0] === table)
  );

const split = (name: Needed) => name.split(".") as [table: string, column: string];

function meaningOf(name: Needed): string {
  const [table, column] = split(name);
  return columnsOf(tableNamed(table)!).find((c) => c.name === column)?.about ?? "";
}

/** What would bring a column: a header of an export that is delivered already, else exports of known systems that have it. */
function bringOf(name: Needed, records: number, p: Portfolio, bringers: readonly Bringer[]): string {
  const [table, column] = split(name);
  if (unusableOf(p.about).some((row) => row.table === table && !row.no_partner)) return bringTexts.correct(table);
  const delivered = p.report.files.filter((f) => f.table === table && f.outcome === "accept");
  if (!records || !delivered.length)
    return bringTexts.deliver(
      table,
      bringers
        .filter((b) => b.table === table && b.headers[column])
        .slice(0, 4)
        .map((b) => b.system)
    );
  const mapping = delivered.find((f) => f.mapping !== null)?.mapping ?? null;
  if (mapping === null) return bringTexts.fill(table, column);
  const known = bringers.find((b) => b.mapping === mapping && b.table === table)?.headers[column];
  return known?.length ? bringTexts.add(known.slice(0, 3), mapping) : bringTexts.name(column, mapping);
}

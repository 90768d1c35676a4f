import type {CanonicalTable} from "../../tables/columns.ts";
import type {Export} from "./export.ts";
import {headersIn, type Proposal} from "./proposal.ts";
import {counted, exact, quoted} from "./question.ts";

/** What adds up the lines of one deal: every amount that is read. */
export const groupOf = (filled: readonly string[]): string =>
  `group: {sum: [${["amount", "refunded"]
    .filter((c) => filled.includes(c))
    .map(exact)
    .join(", ")}]}`;

/**
 * Records of one key that are alike in all that is read and differ in what is not, as lines of an order with the same amount: a rebuild takes
 * them for one record that came several times. So it should where a report repeats a deal for each of its contacts; only a person knows.
 */
export async function repeatNotes(
  table: CanonicalTable,
  proposals: readonly Proposal[],
  unused: readonly string[],
  {db, profiles}: Pick<Export, "db" | "profiles">
): Promise<string[]> {
  const key = table.key.map((k) => profiles.find((p) => p.header === proposals.find((o) => o.column.name === k)?.rule?.from));
  const others = profiles.filter((p) => unused.includes(p.header));
  if (!others.length || key.some((k) => !k || k.distinct === k.filled)) return [];
  const used = new Set(proposals.flatMap(headersIn));
  const read = profiles.filter((p) => used.has(p.header)).map((p) => p.cell);
  const differ = others.map((p, i) => `count(distinct coalesce(${p.cell}, '')) > 1 as d${i}`);
  const rows = await db.rows<Record<string, string>>(
    `select count(*) as n, ${differ.map((_, i) => `count(*) filter (d${i}) as d${i}`).join(", ")}, sum(lost) as lost from (
      select ${differ.join(", ")}, count(distinct (${others.map((p) => `coalesce(${p.cell}, '')`).join(", ")}, '')) - 1 as lost
      from raw where ${key.map((k) => `${k!.cell} is not null`).join(" and ")} group by ${read.join(", ")})
     where lost > 0`
  );
  const [found] = rows;
  if (!found || found.n === "0") return [];
  const lost = Number(found.lost);
  const telling = others.filter((_, i) => found[`d${i}`] === found.n).map((p) => p.header);
  const names = (telling.length ? telling : others.map((p) => p.header)).slice(0, 3).map(quoted).join(", ");
  const headers = key.map((k) => quoted(k!.header)).join(" and ");
  const what = `${counted(lost)} ${lost === 1 ? "repeats" : "repeat"} another of the same ${headers} in all that is read, and ${lost === 1 ? "differs" : "differ"} in ${names}: ${lost === 1 ? "it does" : "they do"} not count`;
  const filled = proposals.filter((p) => p.rule).map((p) => p.column.name);
  return [
    table.name === "deals"
      ? `${what}. If each is a line of its deal with an amount of its own, set ${groupOf(filled)} in the mapping`
      : `${what}. If each is a record of its own, read ${table.key.join(" and ")} from another column`
  ];
}

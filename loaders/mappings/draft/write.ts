import path from "node:path";
import {format, resolveConfig} from "prettier";
import {doubtsOf, mappingOf, type Draft} from "./draft.ts";
import type {Proposal} from "./proposal.ts";
import {exact, quoted} from "./question.ts";

/**
 * A mapping as TypeScript, its doubts in comments; needed columns that were not found are there as a commented line.
 * @param importPath how the written file finds the function that gives it its types
 */
export async function draftText(draft: Draft, importPath: string): Promise<string> {
  const config = await resolveConfig(path.join(import.meta.dirname, "draft.ts"));
  return format(rawText(draft, importPath), {...config, parser: "typescript"});
}

function rawText(draft: Draft, importPath: string): string {
  const {file, records, unused, proposals} = draft;
  const {columns: _, ...whole} = mappingOf(draft) as Record<string, unknown> & {columns: unknown};
  const ofColumns = proposals.flatMap((p) =>
    [...p.questions.map((q) => q.text), ...p.notes].map((d) => `${p.column.name}: ${d}`)
  );
  const ofFile = doubtsOf(draft).filter((d) => !ofColumns.includes(d));
  const {about, signature, table, ...rest} = whole;
  const parts = [
    `about: ${literal(about)}`,
    `signature: ${literal(signature)}`,
    `table: ${literal(table)}`,
    ...(rest.trailer ? [`trailer: ${literal(rest.trailer)}`] : []),
    ...(rest.sheet ? [`sheet: ${literal(rest.sheet)}`] : []),
    ...(rest.skip ? [`skip: ${literal(rest.skip)}`] : []),
    ...(rest.emptyTail ? ["emptyTail: true"] : []),
    ...(rest.repeatedHeaders ? ["repeatedHeaders: true"] : []),
    ...(rest.when ? [`when: ${literal(rest.when)}`] : []),
    ...["deleted", "merged", "mergedInto"].flatMap((key) => (rest[key] ? [`${key}: ${literal(rest[key])}`] : [])),
    `columns: {\n${proposals.flatMap(columnLines).join("\n")}\n}`,
    ...(rest.names ? [`names: ${literal(rest.names)}`] : [])
  ];
  return `import {defineMapping} from ${JSON.stringify(importPath)};

// Proposed from ${quoted(file)} (${records} records). Settle what the lines with DOUBT ask, and delete those lines; nothing reads
// a file called NAME.draft.ts until it is called NAME.ts. loaders/mappings/README.md explains every key; "npx handshake check DROPS" tries it.
${ofFile.map((d) => `// DOUBT: ${d}\n`).join("")}export const mapping = defineMapping({\n${parts.join(",\n")}\n});
${unused.length ? `\n// Not read: ${unused.slice(0, 60).map(quoted).join(", ")}${unused.length > 60 ? ", …" : ""}\n` : ""}`;
}

function columnLines({column, rule, questions, notes, counts}: Proposal): string[] {
  const asked = [...questions.map((q) => q.text), ...notes].map((d) => `// DOUBT: ${d}`);
  if (rule) {
    const {values, ...others} = rule;
    const keys = Object.entries(others).map(([key, value]) => `${key}: ${literal(value)}`);
    const unknown = questions.filter(
      (q) => q.id.startsWith(`${column.name}: `) && !/: (days|order)$/.test(q.id) && column.kind === "category"
    );
    const asWords = unknown
      .map((q) => q.id.slice(column.name.length + 2))
      .map((w) => `// ${quoted(w)}: "", // ${counts.get(w) ?? ""}`);
    const known = Object.entries(values ?? {}).map(
      ([word, meaning]) => `${exact(word)}: ${exact(meaning)}, // ${counts.get(word) ?? ""}`
    );
    const all = [...keys, ...(values ? [`values: {\n${[...known, ...asWords].join("\n")}\n}`] : [])];
    const open = values || !asWords.length ? "" : `\n// values: {\n${asWords.join("\n")}\n// }\n`;
    return [...asked, `${column.name}: {${all.join(", ")}${open}},`];
  }
  if (!column.required) return asked;
  const example = column.kind === "category" ? `{constant: ${JSON.stringify(column.values![0])}}` : `{from: ""}`;
  return [...asked, `// ${column.name}: ${example},`];
}

/** A value as an object literal; its strings can't end the line or the comment they are in. */
function literal(value: unknown): string {
  if (typeof value === "string") return exact(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (value === null || typeof value !== "object") return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${/^[a-z_]\w*$/i.test(key) && key !== "__proto__" ? key : exact(key)}: ${literal(inner)}`)
    .join(", ")}}`;
}

import type {CanonicalTable} from "../../tables/columns.ts";
import {exact, quoted, type Proposal} from "./rules.ts";

/** What the written file is made of. */
export interface Draft {
  /** Name of the file that was looked at. */
  file: string;
  records: number;
  table: CanonicalTable;
  signature: string[];
  proposals: Proposal[];
  unused: string[];
  /** Doubts about the file as a whole. */
  doubts: string[];
  /** How the written file finds stage/mapping.ts. */
  importPath: string;
}

const indented = (text: string, by: string) => text.replace(/^/gm, by);

/** A mapping as TypeScript, its doubts in comments; columns that are needed and were not found stand there as a commented line. */
export function draftText(draft: Draft): string {
  const {file, records, table, signature, proposals, unused, doubts} = draft;
  const columns = proposals.flatMap((p) => columnLines(p));
  return `import {defineMapping} from ${JSON.stringify(draft.importPath)};

// Proposed from ${quoted(file)} (${records} records). Settle what the lines with DOUBT ask, then delete those lines;
// loaders/mappings/README.md explains every key. Try it with: npx handshake check DROPS
${doubts.map((d) => `// DOUBT: ${d}\n`).join("")}export const mapping = defineMapping({
  about: ${quoted(`export like ${file}`)},
  signature: [${signature.map(exact).join(", ")}],
  table: ${JSON.stringify(table.name)},
  columns: {
${indented(columns.join("\n"), "    ")}
  }${namesText(proposals, table)}
});
${unused.length ? `\n// Not read: ${unused.slice(0, 60).map(quoted).join(", ")}${unused.length > 60 ? ", …" : ""}\n` : ""}`;
}

/** Ids that are built from names keep them beside, so that pages can show them. */
function namesText(proposals: Proposal[], table: CanonicalTable): string {
  const built = proposals.filter((p) => p.rule?.[0]?.startsWith("hashOf") && p.header && !table.key.includes(p.column.name));
  if (!built.length) return "";
  return `,\n  names: {\n${built.map((p) => `    ${p.column.name}: {from: ${exact(p.header!)}${p.nulls.length ? `, nulls: [${p.nulls.map(exact).join(", ")}]` : ""}}`).join(",\n")}\n  }`;
}

function columnLines({column, rule, doubts}: Proposal): string[] {
  const asked = doubts.map((d) => `// DOUBT: ${d}`);
  if (rule)
    return [
      ...asked,
      rule.some((r) => r.includes("\n"))
        ? `${column.name}: {\n${indented(rule.join(",\n"), "  ")}\n},`
        : `${column.name}: {${rule.join(", ")}},`
    ];
  if (!column.required) return [];
  const example = column.kind === "category" ? `{constant: ${JSON.stringify(column.values![0])}}` : `{from: ""}`;
  return [
    `// DOUBT: needed, and no header seems to be it: ${column.about}${column.values ? ` (${column.values.join(", ")})` : ""}`,
    `// ${column.name}: ${example},`
  ];
}

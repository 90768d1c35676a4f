import type {Column} from "../../tables/columns.ts";
import {isFoldedReference} from "./ids.ts";
import type {SimpleRule} from "./rule.ts";

/** Words that exports put between marks where a list had no choice: "- None -" of NetSuite, "--Select--", "<none>". */
const marked = [
  "none",
  "null",
  "nil",
  "empty",
  "blank",
  "unassigned",
  "not set",
  "n/a",
  "select",
  "select one",
  "please select"
].flatMap((word) => [
  `- ${word} -`,
  `-- ${word} --`,
  `--- ${word} ---`,
  `-${word}-`,
  `--${word}--`,
  `<${word}>`,
  `(${word})`,
  `[${word}]`
]);

/** Words that exports write where there is nothing, in lower case. */
export const usualNulls = [
  ...marked,
  "?",
  "??",
  "-",
  "--",
  "---",
  "–",
  "—",
  ".",
  "n/a",
  "n.a.",
  "na",
  "tbd",
  "tbc",
  "none",
  "null",
  "nil",
  "unassigned",
  "unknown",
  "not set",
  "not available",
  "not assigned",
  "not specified",
  "unspecified",
  "please select",
  "∅",
  "#",
  "\\n",
  "no value",
  "k.a.",
  "n/v",
  "nicht zugeordnet",
  "nicht zugewiesen",
  "(leer)",
  "(vide)",
  "(vacío)",
  "keiner",
  "keine",
  "aucun",
  "aucune",
  "ninguno",
  "ninguna",
  "nessuno",
  "nessuna",
  "nenhum",
  "nenhuma",
  "geen",
  "なし",
  "未設定",
  "該当なし"
];

/** What exports write for the partner of a deal that has none, in lower case: a partner of that name would hold the direct revenue. */
export const directWords = [
  ...["direct", "direct sale", "direct sales", "direct deal", "direct business", "no partner", "not applicable"],
  ...["in-house", "house account", "direkt", "direktvertrieb", "direktgeschäft", "direktverkauf", "direktkunde"],
  ...["kein partner", "ohne partner", "vente directe", "en direct", "sans partenaire", "aucun partenaire"],
  ...["directo", "directa", "venta directa", "sin partner", "sin socio", "diretto", "diretta", "vendita diretta"],
  ...["nessun partner", "direto", "direta", "venda direta", "sem parceiro", "geen partner", "zonder partner", "直販", "直接販売"]
];

/** What people write for "the same as in the line above", in lower case; as a name it would be a partner of its own. */
export const repeatMarks = [
  ...[
    '"',
    '""',
    "''",
    "“",
    "”",
    "„",
    "″",
    "〃",
    '-"-',
    '- " -',
    '--"--',
    "^",
    "ditto",
    "dito",
    "do.",
    "same",
    "same as above",
    "as above"
  ],
  ...["see above", "s.o.", "s. o.", "siehe oben", "wie oben", "dto.", "idem", "id.", "ibid.", "ib.", "ídem", "zie boven", "同上"]
];

export const zeroDays = [
  "0000-00-00",
  "0000-00-00 00:00:00",
  "0000-00-00t00:00:00",
  "0000-00-00t00:00:00z",
  "00/00/0000",
  "00.00.0000"
];

/** Whether a mapping that says nothing of the words for nothing takes the usual ones for it in a column. */
export const takesUsualNulls = (rule: SimpleRule, column: Column | null): boolean =>
  rule.nulls === undefined && column !== null && hasUsualNulls(column);

const hasUsualNulls = (column: Column): boolean =>
  !column.required && (column.kind === "day" || column.kind === "instant" || isFoldedReference(column));

/** The usual words of which a rule that reads a partner, customer or person must tell: all of them, or those that its own list lacks. */
export function wordsToTell(rule: SimpleRule, column: Column): string[] {
  const optional: Column = {...column, required: false};
  if (!hasUsualNulls(optional) || rule.nulls?.length === 0) return [];
  return rule.nulls && column.kind !== "id" ? [] : usualFor(optional);
}

/** The words that mean "nothing here" to a rule; in lower case where they are the usual ones. */
export function nothingIn(rule: SimpleRule, column: Column | null): string[] {
  if (rule.nulls) return rule.nulls;
  return takesUsualNulls(rule, column) ? usualFor(column!) : [];
}

function usualFor({kind, name}: Column): string[] {
  if (kind !== "id") return [...usualNulls, ...zeroDays];
  return name === "partner_id" ? [...usualNulls, ...directWords] : usualNulls;
}

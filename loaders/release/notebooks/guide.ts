import {existsSync, readFileSync} from "node:fs";
import path from "node:path";

const guide = path.resolve(import.meta.dirname, "../../../docs/analyst.md");
const place = "notebooks/guide.md";

/** The guide for analysts as a notebook: its examples are printed, not run. */
export const guidePage = (): string => printedOnly(readFileSync(guide, "utf8"));

/** The guide among the pages of the preview, where there is no notebook of its name, and the documents are installed. */
export const guideBeside = (src: string, others: ReadonlyMap<string, unknown>): [file: string, page: Buffer][] =>
  others.has(place) || existsSync(path.join(src, place)) || !existsSync(guide) ? [] : [[place, Buffer.from(guidePage())]];

/** A Markdown text as a notebook in which no block of code runs. */
function printedOnly(text: string): string {
  let fence: string | null = null;
  const lines = text.split("\n").map((line) => {
    const [, marks = "", language = ""] = /^(`{3,})(\w*)/.exec(line) ?? [];
    if (!marks) return line;
    if (fence === null) {
      fence = marks;
      return language ? line.replace(language, `${language} run=false`) : line;
    }
    if (marks === fence) fence = null;
    return line;
  });
  const head =
    "---\ntitle: Guide for analysts\nsection: Notebooks\norder: 9\n# Who may read it, if the settings have audiences; without this line nobody can.\n# audiences: [board]\n---\n\n";
  return head + lines.join("\n");
}

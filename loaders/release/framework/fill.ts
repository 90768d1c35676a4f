import {escapeHtml} from "../../../src/shared/html.ts";
import type {Shown} from "./runCells.ts";

/** Stands before what the build has shown in the place of a cell; wake.ts looks for it. */
const drawn = "<!--drawn-->";
const block =
  /<(?:address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|section|table|ul)[\s>]/;

/**
 * Puts what cells show into a page as Framework has built it, before the comments that Framework's client looks for. Where a lone ${…}
 * made a paragraph and shows blocks, the paragraph is a div: no paragraph holds blocks.
 */
export function fillPage(html: string, shown: Shown): string {
  const names = renumbered([...shown.cells.values()].join(""));
  const filled = html.replaceAll(
    /(<p>)?(<observablehq-loading><\/observablehq-loading>)?<!--:([0-9a-f]{8}(?:-\d+)?):-->(<\/p>)?/g,
    (found, open: string | undefined, _loading: string | undefined, id: string, close: string | undefined) => {
      const content = shown.cells.get(id);
      if (content === undefined) return found;
      const [before, after] = open && close && block.test(content) ? ["<div>", "</div>"] : [open ?? "", close ?? ""];
      return `${before}${content === "" ? "" : drawn}${names(content)}<!--:${id}:-->${after}`;
    }
  );
  return shown.title === null
    ? filled
    : filled.replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(shown.title!)}</title>`);
}

/** Ids that Plot and Inputs count through the process, counted anew in each page; apart from those that the browser will count. */
function renumbered(html: string): (content: string) => string {
  const ids = [...new Set([...html.matchAll(/\bid="((?:plot|inputs)-[\w-]*\d)"/g)].map((m) => m[1]!))];
  if (!ids.length) return (content) => content;
  const numbers = new Map(ids.map((id, i) => [id, `drawn-${i + 1}`]));
  return (content) => content.replaceAll(/(?<=["#])(?:plot|inputs)-[\w-]*\d(?=[")])/g, (id) => numbers.get(id) ?? id);
}

import {parseJavaScript} from "@observablehq/framework/dist/javascript/parse.js";
import {escapeHtml} from "../../../src/shared/html.ts";

/** A fence of code and what is in it. */
const fence = /^(`{3,}|~{3,})[ \t]*js\b[^\n]*\n([\s\S]*?)^\1/gm;

/**
 * A page's body in which each error of syntax names the line of the page; Framework counts lines from the beginning of the cell.
 * @param source the page as it was written
 */
export function withLines(body: string, source: string): string {
  let placed = body;
  for (const match of source.matchAll(fence)) {
    const found = syntaxFault(match[2]!);
    if (!found) continue;
    const before = source.slice(0, match.index).split("\n").length;
    const text = `${escaped(found.what)} (line ${before + found.line} of the page)`;
    placed = placed.replace(`SyntaxError: ${escaped(found.message)}<`, () => `SyntaxError: ${text}<`);
  }
  return placed;
}

/** What is wrong with a cell's code, and on which of its lines; null where it can be read, or where no line is known. */
function syntaxFault(code: string): {message: string; what: string; line: number} | null {
  try {
    parseJavaScript(code, {path: "/"});
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, what, line] = /^(.*) \((\d+):\d+\)$/.exec(message) ?? [];
    return what && line ? {message, what, line: Number(line)} : null;
  }
}

/** As Framework escapes what it shows. */
const escaped = (text: string): string => escapeHtml(text).replaceAll("'", "&#x27;").replaceAll("`", "&#x60;");

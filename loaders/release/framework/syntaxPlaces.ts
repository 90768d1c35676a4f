import {transformJavaScriptSync} from "@observablehq/framework/dist/javascript/module.js";
import {parseJavaScript} from "@observablehq/framework/dist/javascript/parse.js";
import {parsePlaceholder} from "@observablehq/framework/dist/placeholder.js";
import {escapeHtml} from "../../../src/shared/html.ts";

/** A fence of code and what is in it. */
const fence = /^(`{3,}|~{3,})[ \t]*(\w*)([^\n]*)\n([\s\S]*?)^\1/gm;

interface SyntaxFault {
  /** As Framework tells it. */
  message: string;
  what: string;
  /** From the first of the page. */
  line: number;
}

/**
 * A page's body in which each error of syntax names the line of the page; Framework counts lines from the beginning of the cell, and none in
 * a sentence. Where it is not known which of several is which, they stay as they are.
 * @param source the page as it was written
 */
export function withLines(body: string, source: string): string {
  const faults = [...fenceFaults(source), ...sentenceFaults(source)].sort((a, b) => a.line - b.line);
  let placed = body;
  for (const message of new Set(faults.map((fault) => fault.message))) {
    const same = faults.filter((fault) => fault.message === message);
    const shown = `SyntaxError: ${escaped(message)}<`;
    if (body.split(shown).length - 1 !== same.length) continue;
    placed = placed.replaceAll(shown, () => {
      const {what, line} = same.shift()!;
      return `SyntaxError: ${escaped(what)} (line ${line} of the page)<`;
    });
  }
  return placed;
}

/**
 * The line of the page on which a cell begins, by its code; null where it isn't known, or there are several such.
 * @param source the page as it was written
 * @param input the code as Framework has it: of SQL, what it makes of it
 */
export function cellLine(source: string, input: string): number | null {
  const sql = /^(?:const .* = |display\(Inputs\.table\()?await sql.*?`([^]*)`(?:, \{select: false\}\)\))?;?$/.exec(
    input.trim()
  )?.[1];
  for (const text of [`\${${input}}`, `\n${input.trim()}\n`, ...(sql === undefined ? [] : [`\n${sql.trim()}\n`])]) {
    const at = source.indexOf(text);
    if (at < 0) continue;
    return source.includes(text, at + 1) ? null : lineOf(source, at) + (text.startsWith("\n") ? 1 : 0);
  }
  return null;
}

const lineOf = (source: string, at: number): number => source.slice(0, at).split("\n").length;

function fenceFaults(source: string): SyntaxFault[] {
  return [...source.matchAll(fence)].flatMap(({index, 2: tag, 3: attributes, 4: code}) => {
    const found = /\brun="?false/.test(attributes!) ? null : faultOf(() => parseJavaScript(plainCode(code!, tag!), {path: "/"}));
    return found ? [{...found, line: lineOf(source, index) + found.line}] : [];
  });
}

/** The JavaScript of a fence; "" where it holds another language. */
function plainCode(code: string, tag: string): string {
  if (tag === "js") return code;
  return ["ts", "jsx", "tsx"].includes(tag) ? transformJavaScriptSync(code, tag) : "";
}

/** A text with nothing in it, each line as long as it was. */
export const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/** A page with nothing but its text, each letter where it was. */
const sentencesOf = (source: string): string => source.replace(/^---\n[^]*?\n---$/m, blank).replace(fence, blank);

/** In these a page says "${" as it is. */
const literals = /<(pre|code|script|style|textarea)\b[^]*?<\/\1>|<!--[^]*?-->/gi;

/**
 * Where a page shows "${" and what follows it as text: an expression without its end, or one in the attribute of a tag, where none is
 * computed. Framework publishes either without a word.
 * @param body the page's HTML
 * @param source the page as it was written
 * @returns what is wrong, with the line of the page; null where nothing is
 */
export function unreadExpression(body: string, source: string): string | null {
  if (!body.replace(literals, "").includes("${")) return null;
  const sentences = sentencesOf(source)
    .replace(literals, blank)
    .replace(/(`+)(?!`)[^]*?[^`]\1(?!`)|\\\$/g, blank);
  for (const {0: block, index} of sentences.matchAll(/(?:^(?=.*\S).*\n?)+/gm)) {
    const read = [...parsePlaceholder(block)].flatMap(({type, content, pos}) =>
      type === "placeholder" ? [{from: pos - content.length - 3, to: pos}] : []
    );
    const at = [...block.matchAll(/\$\{/g)].find((found) => !read.some(({from, to}) => found.index >= from && found.index < to));
    if (!at) continue;
    const line = lineOf(sentences, index + at.index);
    const shown = source.split("\n")[line - 1]!.trim();
    const inTag = /<[a-z][^<>]*$/i.test(block.slice(0, at.index));
    return inTag
      ? `line ${line} has an expression in a tag, where none is computed:\n    ${shown}\nMake the whole tag by one: \${html\`<a href=\${address}>…</a>\`}.`
      : `line ${line} has an expression whose end is not found before the next empty line, so the page would show it as text:\n    ${shown}\nEnd it with "}", take empty lines out of it, or write "\\\${" where the page is to show this.`;
  }
  return null;
}

function sentenceFaults(source: string): SyntaxFault[] {
  const sentences = sentencesOf(source);
  return [...parsePlaceholder(sentences)].flatMap(({type, content, pos}) => {
    const found = type === "placeholder" ? faultOf(() => parseJavaScript(content, {path: "/", inline: true})) : null;
    return found ? [{...found, line: lineOf(source, pos - content.length - 1) + Math.max(found.line - 1, 0)}] : [];
  });
}

/** What is wrong with code, and on which of its lines; 0 where that isn't told. */
function faultOf(parse: () => unknown): SyntaxFault | null {
  try {
    parse();
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, what, line] = /^(.*) \((\d+):\d+\)$/.exec(message) ?? [];
    const [, translated, said] = /<stdin>:(\d+):\d+: ERROR: (.*)/.exec(message) ?? [];
    return {message, what: what ?? said ?? message, line: Number(line ?? translated ?? 0)};
  }
}

/** As Framework escapes what it shows. */
const escaped = (text: string): string => escapeHtml(text).replaceAll("'", "&#x27;").replaceAll("`", "&#x60;");

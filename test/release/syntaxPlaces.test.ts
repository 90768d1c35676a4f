import {createMarkdownIt, parseMarkdown} from "@observablehq/framework/dist/markdown.js";
import {expect, test} from "vitest";
import {cellLine, withLines} from "../../loaders/release/framework/syntaxPlaces.ts";

const bodyOf = (page: string) => parseMarkdown(page, {md: createMarkdownIt(), path: "/notebooks/plan"}).body;

/** What a page says of its code that can't be read. */
const faultsIn = (page: string) =>
  [...withLines(bodyOf(page), page).matchAll(/SyntaxError: ([^<]*)</g)].map(([, text]) => text!.replaceAll("&quot;", '"'));

const fenced = (tag: string, code: string) => `\`\`\`${tag}\n${code}\n\`\`\`\n`;

test("code that can't be read is told with the line of the page, in cells of JavaScript and TypeScript and within sentences", () => {
  const page = [
    "---\ntitle: Plan\n---\n# Plan\n",
    fenced("ts", "const a: number = 1;\nconst b = = 2;"),
    "One ${1 + } and ${a} and",
    "two ${x y}.\n",
    fenced("js", "x y"),
    fenced("js", "const c = 1;\nx y")
  ].join("\n");
  expect(faultsIn(page)).toEqual([
    'Unexpected "=" (line 8 of the page)',
    "invalid expression (line 11 of the page)",
    "invalid expression (line 12 of the page)",
    "Unexpected token (line 15 of the page)",
    "Unexpected token (line 20 of the page)"
  ]);
});

test("where a sentence shows code as it is written, which of two mistakes is which isn't known, and no line is told", () => {
  expect(faultsIn("Write `${2 +}` so.\n\nOne ${1 + }.\n")).toEqual(["invalid expression"]);
  expect(faultsIn(`One \${1 + }.\n\n${fenced("js run=false", "x y")}`)).toEqual(["invalid expression (line 1 of the page)"]);
});

test("a cell is found by its code, also in a sentence and of SQL; one of two that are the same is not", () => {
  const page = `# Plan\n\n${fenced("js", "const a = 1;\na.b.c;")}\n${fenced("sql id=q", "select no\nfrom trust")}\nOne \${a.b} and \${a} and \${a}.\n`;
  expect(cellLine(page, "const a = 1;\na.b.c;\n")).toBe(4);
  expect(cellLine(page, "const q = await sql`select no\nfrom trust`;")).toBe(9);
  expect([cellLine(page, "a.b"), cellLine(page, "a"), cellLine(page, "elsewhere")]).toEqual([13, null, null]);
});

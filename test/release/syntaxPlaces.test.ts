import {createMarkdownIt, parseMarkdown} from "@observablehq/framework/dist/markdown.js";
import {expect, test} from "vitest";
import {refuseStatements} from "../../loaders/release/framework/sqlStatements.ts";
import {cellLine, unreadExpression, withLines} from "../../loaders/release/framework/syntaxPlaces.ts";

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

test("a cell of SQL that shows its rows is found by its code as one that names them is", () => {
  const page = `# Plan\n\n${fenced("sql", "select no\nfrom trust")}`;
  expect(cellLine(page, "display(Inputs.table(await sql`select no\nfrom trust`, {select: false}));")).toBe(4);
});

const unread = (page: string) => unreadExpression(bodyOf(page), page);

test("an expression without its end, or with an empty line in it, is told with its line: the page would show it as text", () => {
  const page = (text: string) => `---\ntitle: Plan\n---\n${fenced("js", "const a = `${1}`;")}\nOf \${a} one.\n\n${text}\n`;
  expect(unread(page("There are ${rows.numRows partners."))).toBe(
    `line 10 has an expression whose end is not found before the next empty line, so the page would show it as text:\n    There are \${rows.numRows partners.\nEnd it with "}", take empty lines out of it, or write "\\\${" where the page is to show this.`
  );
  expect(unread(page("- one\n- two ${1 +\n\nOf ${a}."))).toMatch(/^line 11 has an expression whose end/);
  expect(unread(page("<div>${html`<p>\n\n</p>`}</div>"))).toMatch(/^line 10 has an expression whose end/);
});

test("an expression in a tag, where none is computed, is told with its line", () => {
  expect(unread('# Plan\n\n<a href="${address}">Plan</a>\n')).toMatch(
    /^line 3 has an expression in a tag, where none is computed:\n {4}<a href="\$\{address\}">Plan<\/a>\n/
  );
});

test.each([
  ["an expression with its end", "Of ${a} and ${`${b}`} and\n${c\n}.\n"],
  ["what is escaped", "It costs \\${5 or so.\n"],
  ["code in a sentence", "Write `${rows.numRows` so.\n"],
  ["code that isn't run", fenced("js run=false", "`${a`")],
  ["a comment", "# Plan\n\n<!-- ${a -->\n"]
])("%s is no expression without an end", (_, page) => expect(unread(page)).toBeNull());

test("SQL with a second statement is refused with its line, in a cell of its own and in JavaScript: of which rows are shown nobody is told", () => {
  const statements = (source: string, input: string) => () => refuseStatements("plan.md", [{input}], source);
  const page = `# Plan\n\n${fenced("sql id=q", "select 1;\nselect 2")}`;
  expect(statements(page, "const q = await sql`select 1;\nselect 2`;")).toThrow(
    /^plan\.md: line 5: SQL goes on after its semicolon, and a cell shows the rows of one statement:\n {4}select 2\n/
  );
  expect(statements("", "const q = await db.sql`select ${a}; select 2`;")).toThrow(/^plan\.md: SQL goes on/);
  expect(statements(page, "const q = await sql`select ';' as a; -- all\n`;")).not.toThrow();
  const computed = fenced("sql id=q", "select ${n};\nselect 2");
  expect(statements(computed, "const q = await sql`select ${n};\nselect 2`;")).toThrow(/^plan\.md: line 3: .*\n {4}select 2\n/);
});

test.each([
  ["what JavaScript computes in SQL", "const q = await sql`select ${rows.map((row) => {const n = row.n; return n;})} as n`;"],
  ["a remark in JavaScript", "// as sql`select 1; select 2`\nconst a = 1;"],
  ["a text in JavaScript", 'const a = "sql`select 1; select 2`";']
])("a semicolon in %s begins no second statement", (_, input) => {
  expect(() => refuseStatements("plan.md", [{input}], "")).not.toThrow();
});

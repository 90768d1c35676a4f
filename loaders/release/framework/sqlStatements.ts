import {parseProgram} from "@observablehq/framework/dist/javascript/parse.js";
import {HandshakeError} from "../../errors.ts";
import {secondStatementLine} from "../../metrics/oneStatement.ts";
import type {CellNode} from "./pagePackages.ts";
import {blank} from "./syntaxPlaces.ts";

/** A part of JavaScript's syntax tree, as far as it is read here. */
interface Part {
  type?: string;
  name?: string;
  start: number;
  end: number;
  tag?: Part;
  property?: Part;
  quasi?: Part & {expressions: Part[]};
}

/** The templates in code that sql reads, as they are written, and with blanks for what JavaScript computes in them. */
function templatesIn(input: string): {written: string; sql: string}[] {
  if (!input.includes("sql")) return [];
  const found: {written: string; sql: string}[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    const {type, tag, quasi} = part as Part;
    if (type === "TaggedTemplateExpression" && quasi && (tag?.property ?? tag)?.name === "sql") {
      const [start, end] = [quasi.start + 1, quasi.end - 1];
      const sql = quasi.expressions.reduce(
        (text, of) => text.slice(0, of.start - start) + blank(input.slice(of.start, of.end)) + text.slice(of.end - start),
        input.slice(start, end)
      );
      found.push({written: input.slice(start, end), sql: sql.replace(/\$\{\s*\}/g, blank)});
    }
    Object.values(part).forEach(visit);
  };
  try {
    visit(parseProgram(input));
  } catch {
    // what is wrong with the code is told as a mistake of syntax
  }
  return found;
}

/**
 * That each sql cell is one statement: of several, the page shows the rows of the last while it is built, and those of the first in a browser.
 * @param name the page as messages name it
 * @param source the page as it was written
 * @throws HandshakeError that names the page and the line in which a second statement begins
 */
export function refuseStatements(name: string, cells: readonly Pick<CellNode, "input">[], source: string): void {
  for (const {input} of cells)
    for (const {written, sql} of templatesIn(input)) {
      const line = secondStatementLine(sql);
      if (line === null) continue;
      const at = source.indexOf(written);
      const place = at < 0 ? "" : `line ${source.slice(0, at).split("\n").length + line - 1}: `;
      const begins = written.split("\n")[line - 1]!.trim();
      throw new HandshakeError(
        `${name}: ${place}SQL goes on after its semicolon, and a cell shows the rows of one statement:\n    ${begins}\nWrite the other into a cell of its own, or put it into the first as a step ("with name as (…)").`
      );
    }
}

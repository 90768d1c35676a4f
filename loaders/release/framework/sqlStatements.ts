import {HandshakeError} from "../../errors.ts";
import {secondStatementLine} from "../../metrics/oneStatement.ts";
import type {CellNode} from "./pagePackages.ts";

/** SQL in a cell, as a template that JavaScript reads. */
const templates = /\bsql\s*`((?:[^`\\]|\\[^])*)`/g;

/**
 * That each sql cell is one statement: of several, the page shows the rows of the last while it is built, and those of the first in a browser.
 * @param name the page as messages name it
 * @param source the page as it was written
 * @throws HandshakeError that names the page and the line in which a second statement begins
 */
export function refuseStatements(name: string, cells: readonly Pick<CellNode, "input">[], source: string): void {
  for (const {input} of cells)
    for (const [, sql = ""] of input.matchAll(templates)) {
      const line = secondStatementLine(sql);
      if (line === null) continue;
      const at = source.indexOf(sql);
      const place = at < 0 ? "" : `line ${source.slice(0, at).split("\n").length + line - 1}: `;
      const begins = sql.split("\n")[line - 1]!.trim();
      throw new HandshakeError(
        `${name}: ${place}SQL goes on after its semicolon, and a cell shows the rows of one statement:\n    ${begins}\nWrite the other into a cell of its own, or put it into the first as a step ("with name as (…)").`
      );
    }
}

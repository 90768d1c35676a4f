import {shownPath} from "../engines/sqlFault.ts";
import {HandshakeError} from "../errors.ts";

/** Texts, names and comments, in which a semicolon ends nothing; a semicolon; and whatever else is to be read. */
const pieces = /\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\/|;|\S/g;

const isComment = (piece: string): boolean => /^(?:--|\/\*)/.test(piece);

/** The line in which a text goes on after its first statement; null where it has no other. */
export function secondStatementLine(sql: string): number | null {
  let ended = false;
  for (const {0: piece, index} of sql.matchAll(pieces)) {
    if (piece === ";") ended = true;
    else if (ended && !isComment(piece)) return sql.slice(0, index).split("\n").length;
  }
  return null;
}

/**
 * That a metric's SQL is one statement: the database would run what comes after it too, and nothing would show what that gives.
 * @throws HandshakeError that names the file and the line in which the second one begins
 */
export function ensureOneStatement(file: string, sql: string): void {
  const line = secondStatementLine(sql);
  if (line !== null)
    throw new HandshakeError(
      `${shownPath(file)} line ${line}: a second statement begins here, and a metric is one select. ` +
        `Take it out, put it into the first as a step ("with name as (…)"), or write it into a file of its own.`
    );
}

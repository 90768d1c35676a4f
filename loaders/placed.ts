import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";

const compilers = /^(.+):(\d+):\d+: ERROR: (.*)$/m;
/** A call in a stack, or the line above what can't be linked. */
const calls = /^(?:\s+at (?:.*?\()?)?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+)(?::\d+)?\)?$/gm;

/** Where something is wrong in code that a person has written. */
export interface Place {
  /** From the folder that was asked for, with forward slashes. */
  file: string;
  line: number;
  message: string;
  /** What the line says. */
  text: string;
}

/**
 * The place of an error in code: where a compiler found it, or where it was thrown.
 * @param root the folder that the code is in
 * @returns null where the error tells of no place there
 */
export function errorPlace(error: unknown, root: string): Place | null {
  if (!(error instanceof Error)) return null;
  const compiler = compilers.exec(error.message);
  const places = compiler
    ? [{file: path.resolve(root, compiler[1]!), line: Number(compiler[2]), message: compiler[3]!}]
    : [...(error.stack ?? "").matchAll(calls)].map(([, file, line]) => ({
        file: pathOf(file!),
        line: Number(line),
        message: error.message
      }));
  const found = places.find(({file}) => /\.[cm]?[jt]s$/.test(file) && isBelow(file, root) && existsSync(file));
  if (!found) return null;
  const {file, line, message} = found;
  return {
    file: path.relative(root, file).split(path.sep).join("/"),
    line,
    message,
    text: lineIn(readFileSync(file, "utf8"), line)
  };
}

/** A line of a text, without the blanks around it. */
export const lineIn = (text: string, line: number): string => text.split("\n")[line - 1]?.trim() ?? "";

/** A mistake as it is told: file and line as an editor shows them, what is wrong, and the line itself. */
export const told = ({file, line, message, text}: Place): string => `${file} line ${line}: ${message}${text && `\n    ${text}`}`;

const pathOf = (place: string): string => {
  const file = place.replace(/\?.*$/, "");
  return file.startsWith("file:") ? fileURLToPath(file) : file;
};

function isBelow(file: string, root: string): boolean {
  const below = path.relative(root, file);
  return !below.startsWith("..") && !path.isAbsolute(below) && !below.split(path.sep).includes("node_modules");
}

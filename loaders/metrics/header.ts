import type {z} from "zod";
import {shownPath} from "../engines/sqlFault.ts";
import {HandshakeError} from "../errors.ts";
import {mostAlike} from "../likeness.ts";

/**
 * The lines before a metric's SQL that are an entry to whoever wrote them and that its header doesn't have: after its end, which an empty
 * line or a remark is, with capitals or without the blank, or given a second time. A check there would never be made.
 * @param found the entries that the header has
 */
function strayEntries(text: string, names: readonly string[], found: Record<string, string>): string[] {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => line.trim() !== "" && !line.startsWith("--"));
  const isOf = (line: string) => /^-- [a-z]+: |^--\s{2,}/.test(line);
  const over = lines.findIndex((line) => !isOf(line));
  const seen = new Set<string>();
  return lines.slice(0, Math.max(0, end)).flatMap((line, i) => {
    const name = /^--\s?([a-z]+)\s*:/i.exec(line)?.[1]?.toLowerCase() ?? "";
    if (!names.includes(name)) return [];
    const isTwice = seen.has(name);
    seen.add(name);
    // a remark such as "-- Source: see Ann" below a header that has a source
    if (i >= over && !isOf(line) && name in found) return [];
    if (i < over) return isTwice ? [`line ${i + 1}: ${name} is there a second time; keep one`] : [];
    const why = isOf(line) ? `line ${over + 1} ended the header` : `an entry is written "-- ${name}: text"`;
    return [`line ${i + 1}: "${line.trim()}" is no entry, as ${why}`];
  });
}

/**
 * The entries of a metric's header.
 * @param found them as text, by name
 * @param text the whole file
 * @param shape what each must be
 * @throws HandshakeError that names the file, each entry that is missing, unknown or can't be used, and the likely meaning of a mistyped one
 */
export function headerOf<S extends z.ZodObject>(file: string, found: Record<string, string>, shape: S, text: string): z.infer<S> {
  const result = shape.safeParse(found);
  const stray = strayEntries(text, Object.keys(shape.shape), found);
  if (result.success && !stray.length) return result.data;
  const entries = Object.entries(shape.shape);
  const needed = entries.filter(([, entry]) => !(entry as z.ZodType).safeParse(undefined).success).map(([name]) => name);
  const lines = (result.error?.issues ?? []).flatMap((issue) => {
    const [entry = "", place] = issue.path.map(String);
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => `"${key}" is no entry of a header${meant(key, Object.keys(shape.shape))}`);
    if (!(entry in found)) return [`${entry} is missing`];
    if (issue.code === "invalid_value" && place !== undefined) {
      const named = (found[entry] ?? "").split(",")[Number(place)]!.trim();
      return [`${entry}: there is no "${named}"${meant(named, issue.values.map(String))}`];
    }
    return [found[entry] === "" ? `${entry} is empty` : `${entry}: ${issue.message}`];
  });
  throw new HandshakeError(
    `The header of ${shownPath(file)} can't be used:\n${[...stray, ...lines].map((line) => `  ${line}`).join("\n")}\n` +
      `Its first lines, with nothing between them, must be "-- name: text" for each of ${needed.join(", ")}; "npx handshake new metric NAME" writes an example.`
  );
}

function meant(written: string, names: readonly string[]): string {
  const [like] = mostAlike(written, names, (name) => [name]);
  return like === undefined ? "" : `. Did you mean ${like}?`;
}

import type {z} from "zod";
import {shownPath} from "../engines/sqlFault.ts";
import {HandshakeError} from "../errors.ts";
import {mostAlike} from "../likeness.ts";

/**
 * The entries of a metric's header.
 * @param found them as text, by name
 * @param shape what each must be
 * @throws HandshakeError that names the file, each entry that is missing, unknown or can't be used, and the likely meaning of a mistyped one
 */
export function headerOf<S extends z.ZodObject>(file: string, found: Record<string, string>, shape: S): z.infer<S> {
  const result = shape.safeParse(found);
  if (result.success) return result.data;
  const entries = Object.entries(shape.shape);
  const needed = entries.filter(([, entry]) => !(entry as z.ZodType).safeParse(undefined).success).map(([name]) => name);
  const lines = result.error.issues.flatMap((issue) => {
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
    `The header of ${shownPath(file)} can't be used:\n${lines.map((line) => `  ${line}`).join("\n")}\n` +
      `Its first lines must be "-- name: text" for each of ${needed.join(", ")}; "npx handshake new metric NAME" writes an example.`
  );
}

function meant(written: string, names: readonly string[]): string {
  const [like] = mostAlike(written, names, (name) => [name]);
  return like === undefined ? "" : `. Did you mean ${like}?`;
}

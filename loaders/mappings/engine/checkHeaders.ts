import {Refusal} from "../../read/refusal.ts";
import {columnNumbers, headerlessHint} from "./headerNames.ts";

const lower = (text: string) => text.toLowerCase();

/** @throws Refusal (empty, header) where a header line is missing, or can't be read */
export function checkHeaders(headers: string[]): void {
  if (!headers.length || headers.every((h) => !h))
    throw new Refusal("empty", "It has no header line. Export it again, with headers.");
  if (headers.length > 2000)
    throw new Refusal(
      "header",
      `It has ${headers.length} columns, expected at most 2,000. Export only the columns that are needed.`
    );
  const unreadable = headers.flatMap((h, i) => (/[\p{Cc}\p{Cf}\u00a0\u2028\u2029]/u.test(h) || h.length > 200 ? [i + 1] : []));
  if (unreadable.length)
    throw new Refusal(
      "header",
      `The header of ${columnNumbers(unreadable)} has characters that can't be seen, or more than 200. Type it again.`
    );
}

/**
 * @param lawful where not null, headers may repeat unless they are among these
 * @throws Refusal (header) that names the columns of one header
 */
export function checkRepeated(headers: string[], lawful: string[] | null, known: ReadonlySet<string>): void {
  const read = lawful && new Set(lawful.map(lower));
  const twice = headers.flatMap((h, i) =>
    h && (!read || read.has(lower(h))) && headers.findIndex((k) => lower(k) === lower(h)) !== i ? [i] : []
  );
  if (!twice.length) return;
  const names = [...new Set(twice.map((i) => headers[i]!).filter((h) => known.has(lower(h))))].join(", ");
  throw new Refusal(
    "header",
    `Duplicate header${names && `: ${names}`} (${columnNumbers(twice.map((i) => i + 1))}).${headerlessHint(headers)} Leave one of the columns out.`
  );
}

import {isCurrency} from "./currencies.ts";
import {plainHeader, plainWords} from "./lexicon/plain.ts";
import type {Profile} from "./profile.ts";

/* What a header is made of. */

/** What follows a prefix and says nothing by itself. */
export const vague = new Set(["id", "date", "name", "type", "time", "at", "on", "key", "value", "status"]);

/** The ends of a path into nested records that say something: "solved at" of metric_set.solved_at, "priority" of fields.priority.name. */
export function pathEnds(header: string): string[] {
  const path = header.split(".");
  const ends = (parts: string[]) => parts.map((_, i) => plainHeader(parts.slice(i).join(" "))).slice(1);
  return [...ends(path), ...(path.at(-1) === "name" ? ends(path.slice(0, -1)) : [])].filter((end) => !vague.has(end));
}

/** importe_eur is the importe. */
export const withoutCurrency = (header: string): string =>
  header
    .split(" ")
    .filter((w, i) => i === 0 || !isCurrency(w))
    .join(" ");

/** What may be a person who buys as well as a company. */
const buyers = /^(customer|client|kunde|cliente|klant|顧客)( name)?$/;

/**
 * Whether an e-mail address of its own says that a column is of persons: "Customer", or "Customer Name", beside "Customer Email". Then the
 * company is elsewhere.
 */
export function isPerson({header}: Profile, profiles: readonly Profile[]): boolean {
  const called = plainHeader(header);
  if (!buyers.test(called)) return false;
  const own = called.replace(/ name$/, "");
  return profiles.some((p) => {
    const words = plainWords(p.header);
    const whose = words.replace(/ ?\b(e ?mail|mail|courriel|correo)( address| adresse)?\b ?/, "");
    return whose !== words && (whose === own || whose === called);
  });
}

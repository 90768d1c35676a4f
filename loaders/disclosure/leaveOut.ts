import {somebody} from "../../src/copy/names.ts";
import {withheldId} from "../../src/shared/address.ts";
import type {Audience} from "./audience.ts";

/**
 * Takes out of the published files every row about one partner, where an audience may see none, and calls each "a partner", "a customer"
 * or "a person" in sentences. It works on the shape (a column or key called id, a coded name), so it holds for pages to come too.
 */
export function leaveOut<T>(everything: T, audience: Audience): T {
  const published = audience.partners !== "coded" ? everything : withoutOwners(everything, {...audience, people: "left_out"});
  if (![audience.partners, audience.customers, audience.people].includes("left_out")) return published;
  return withoutOwners(walk(published, audience) as T, audience);
}

/** Account managers that nobody may tell apart, or whose partners are coded, have no page of their own. */
const withoutOwners = <T>(published: T, {people}: Audience): T =>
  people === "left_out" && typeof published === "object" && published !== null && "owners" in published
    ? {...published, owners: {...(published.owners as object), owners: []}}
    : published;

function walk(value: unknown, audience: Audience): unknown {
  if (typeof value === "string") return unnumbered(value, audience);
  if (Array.isArray(value)) return listOf(value, audience);
  if (typeof value !== "object" || value === null) return value;
  const columns = Object.entries(value as Record<string, unknown>);
  const isTable = columns.length > 0 && columns.every(([, v]) => Array.isArray(v)) && columns.some(([name]) => name === "id");
  if (isTable && audience.partners === "left_out") return Object.fromEntries(columns.map(([name]) => [name, []]));
  return Object.fromEntries(columns.map(([name, v]) => [name, walk(v, audience)]));
}

function listOf(list: unknown[], audience: Audience): unknown[] {
  if (audience.partners !== "left_out") return list.map((v) => walk(v, audience));
  return list.flatMap((v) => {
    if (typeof v !== "object" || v === null || !("id" in v) || v.id === null) return [walk(v, audience)];
    // a partner in a sentence is two fields; anything else with an id is a row about one
    return Object.keys(v).sort().join() === "id,name" ? ["a partner"] : [];
  });
}

function unnumbered(text: string, {partners, customers, people}: Audience): string {
  const rules: [Audience["partners"], RegExp, string][] = [
    [partners, /\bPartner \d+\b/g, "a partner"],
    [partners, /^p\d+$/g, withheldId],
    [customers, /\bCustomer \d+\b/g, "a customer"],
    [customers, /^c\d+$/g, withheldId],
    [people, /\bPerson \d+\b/g, somebody],
    [people, /^h\d+$/g, withheldId]
  ];
  return rules.reduce((all, [mode, code, word]) => (mode === "left_out" ? all.replace(code, word) : all), text);
}

import type {Portfolio} from "./portfolio.ts";
import type {Audience} from "./audience.ts";

/**
 * Whether a note or event is for an edition: what names audiences is for these alone, and what names none only for the one site of a company
 * without audiences.
 * @param names the audiences that it names, separated by commas
 * @param edition the audience's name; "" where there is one site for everybody
 */
export function isFor(names: string | null, edition: string): boolean {
  const named = (names ?? "").split(/[,;]/).map((name) => name.trim()).filter(Boolean); // prettier-ignore
  return edition === "" ? named.length === 0 : named.includes(edition);
}

/** The portfolio with the notes and events that an edition may see; what concerns a partner or region only where partners are named. */
export function withWritten(p: Portfolio, audience: Audience, edition: string): Portfolio {
  const named = audience.partners === "named";
  const notes = p.notes.filter((row) => named && isFor(row.audience, edition));
  const own = p.company_events.filter((row) => isFor(row.audience, edition) && (row.scope === null || named));
  const events = own.map(({day, what, scope}) => ({
    day,
    what: "event" as const,
    text: what,
    ...(scope === null ? {} : {scope})
  }));
  return {...p, notes, company_events: [], about: {...p.about, events: [...p.about.events, ...events]}};
}

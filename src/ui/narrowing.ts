import type {File, RowOf} from "../contract/index.js";

/* Which partners a page's tables are narrowed to: chosen in one place a page, kept in the address and along links. */

export type Trait = RowOf<File<"traits">["partners"]>;

/** What partners are narrowed by, in the order of the menus, each as it is in the address. */
export const choiceNames = ["region", "tier", "grade", "manager"] as const;
export type ChoiceName = (typeof choiceNames)[number];
export type Choice = Partial<Record<ChoiceName, string>>;

/** Stands in the address for partners without a record of it. */
const notRecorded = "–";

/** The choice that an address holds. */
export function readChoice(search: string): Choice {
  const query = new URLSearchParams(search);
  return Object.fromEntries(choiceNames.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])));
}

/** An address's query with another choice, all else as it was; "" where nothing is left. */
export function withChoice(search: string, choice: Choice): string {
  const query = new URLSearchParams(search);
  for (const name of choiceNames)
    if (choice[name]) query.set(name, choice[name]);
    else query.delete(name);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** Whether a partner is such. */
export const isSuch = (trait: Trait, choice: Choice): boolean =>
  choiceNames.every((name) => !choice[name] || (trait[name] ?? notRecorded) === choice[name]);

interface State {
  choice: Choice;
  traits: ReadonlyMap<string, Trait>;
}

/** Nothing is narrowed before a page says which partners there are; a page that the build draws has no choice. */
let state: State = {choice: {}, traits: new Map()};
const event = "narrowed";

/** The choice that holds on this page; none where it isn't offered. */
export const chosen = (): Choice => state.choice;

/** Narrows what this page lists. */
export function narrow(traits: readonly Trait[], choice: Choice): void {
  state = {choice, traits: new Map(traits.map((row) => [row.id, row]))};
  document.dispatchEvent(new Event(event));
}

/** Calls when the choice changes, as long as what was made is in the page; while the build draws it, nobody chooses. */
export function whenNarrowed(node: Node, act: () => void): void {
  if ("prerendering" in globalThis) return;
  let shown = false;
  const hear = () => {
    if (shown && !node.isConnected) {
      document.removeEventListener(event, hear);
      return;
    }
    shown ||= node.isConnected;
    act();
  };
  document.addEventListener(event, hear);
}

/** The partner that a row is about, and who acts on it. */
const partnerOf = (row: object): string | null => {
  const {partner, id} = row as {partner?: unknown; id?: unknown};
  return [partner, id].find((v): v is string => typeof v === "string" && state.traits.has(v)) ?? null;
};
const ownerOf = (row: object): string | null => (row as {owner?: string | null}).owner ?? null;

/** Of rows those that the choice lets stand; all where they aren't about partners. */
export function narrowed<R>(rows: readonly R[]): readonly R[] {
  const {choice, traits} = state;
  if (!Object.keys(choice).length) return rows;
  const about = (row: R) => partnerOf(row as object);
  if (!rows.some((row) => about(row) !== null || ownerOf(row as object) !== null)) return rows;
  return rows.filter((row) => {
    const id = about(row);
    const owner = ownerOf(row as object);
    const {manager, ...others} = choice;
    const own = manager === undefined || owner === null ? id !== null && isSuch(traits.get(id)!, choice) : owner === manager;
    return own && (Object.keys(others).length === 0 || (id !== null && isSuch(traits.get(id)!, others)));
  });
}

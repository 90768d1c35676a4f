/** An index of MiniSearch as text holds: the address of each entry, and its title. */
interface Index {
  documentIds: Record<string, string>;
  storedFields: Record<string, {title?: string}>;
}

/**
 * An index of the search in which entries with one title are told apart, as they are in the menu: "Renewals (notebooks/renewals)".
 * @param index as MiniSearch writes it, which is changed
 */
export function tellApart<T extends object>(index: T & Partial<Index>): T {
  const {documentIds = {}, storedFields = {}} = index;
  const times = new Map<string, number>();
  for (const {title = ""} of Object.values(storedFields)) times.set(title, (times.get(title) ?? 0) + 1);
  for (const [key, address] of Object.entries(documentIds)) {
    const title = storedFields[key]?.title;
    if (title && times.get(title)! > 1)
      storedFields[key] = {...storedFields[key], title: `${title} (${placeIn(address, title)})`};
  }
  return index;
}

/** What of an address says where it leads: its page, or who is named in it. */
function placeIn(address: string, title: string): string {
  const {pathname, searchParams, hash} = new URL(address, "http://localhost");
  const named = [...searchParams.values()].at(-1) ?? hash.slice(1);
  const page = decodeURIComponent(pathname.slice(1)) || "index";
  return named && named !== title ? decodeURIComponent(named) : page;
}

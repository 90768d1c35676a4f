import {foreignPart} from "./foreign.ts";
import type {Cell, Root} from "./frameworkClient.ts";
import {patience} from "./settle.ts";

/**
 * What is said of cells that have nothing to show, since they wait for what only a reader's browser gives, or for ever; of each once, however
 * many pages are made of one.
 */
export function unfinishedTeller(source: string) {
  const told = new Set<string>();
  return (cells: readonly Cell[], over: ReadonlySet<string>, whose?: string): string[] => {
    const late = cells.filter(({id}) => !over.has(id) && !told.has(id));
    for (const {id} of late) told.add(id);
    return late.map(
      ({body}) =>
        `${source}: a cell has no value after ${patience / 1000} s${whose ? ` ${whose}` : ""}, so the page shows nothing in its place until a reader’s browser has one; it is the cell that begins\n    ${beginningOf(body)}\nCheck that what it waits for comes, or give it a value to begin with.`
    );
  };
}

/** @throws Error that names the page, the cell and what it says is wrong, for the first of them that failed */
export function refuseErrors(
  {source, whose}: {source: string; whose: string | undefined},
  cells: readonly Cell[],
  roots: ReadonlyMap<string, Root>
): void {
  for (const {id, body} of cells) {
    const root = roots.get(id);
    if (!root?._error) continue;
    throw new Error(
      `${source}: a cell fails${whose ? ` ${whose}` : ""}: ${(root.parentElement?.textContent ?? "").trim()}\n  in the cell that begins\n    ${beginningOf(body)}`
    );
  }
}

/**
 * In a notebook, what a cell draws, or puts into the page's head or below its content, comes from the site itself.
 * @throws Error that names the page, what is from elsewhere and, where it is known, the cell
 */
export function refuseForeign(source: string, cells: readonly Cell[], roots: ReadonlyMap<string, Root>): void {
  const refuse = (what: string, cell?: Cell) => {
    const place = cell ? `\n  in the cell that begins\n    ${beginningOf(cell.body)}` : "";
    throw new Error(`${source}: a cell ${what}. Keep the file beside the page and attach it.${place}`);
  };
  for (const cell of cells) {
    const found = foreignPart(roots.get(cell.id)?.parentElement?.innerHTML ?? "");
    if (found) refuse(found.what, cell);
  }
  const around = [document.head, ...document.body.children].filter((element) => element.tagName !== "MAIN");
  const found = foreignPart(around.map((element) => element.outerHTML).join(""));
  const by = found && cells.find(({body}) => String(body).includes(found.address));
  if (found) refuse(found.what, by ?? undefined);
}

/** The first lines of a cell as it was written, without what Framework puts around it. */
const beginningOf = (body: Cell["body"]): string =>
  String(body)
    .split("\n")
    .slice(1, -1)
    .filter((line) => !/^(display\(await\(|\)\)|return \{.*\};)?$/.test(line.trim()))
    .slice(0, 3)
    .join("\n    ");

import {isNotebook} from "../notebooks/heads.ts";
import {sourceName} from "../sources.ts";
import {goTo} from "./browser.ts";
import {contentOf} from "./cellContent.ts";
import {refuseErrors, refuseForeign, unfinishedTeller} from "./cellMessages.ts";
import type {Cell, Client, Root} from "./frameworkClient.ts";
import type {Registered} from "./script.ts";
import {settle} from "./settle.ts";

/** What a page shows: HTML by cell, and its title where a cell set one. */
export interface Shown {
  cells: Map<string, string>;
  title: string | null;
}

/** A page whose cells run; `change` defines cells anew and runs what depends on them. */
export interface Running {
  shown(): Shown;
  change(cells: readonly Cell[], url: string, whose: string): Promise<void>;
  /** From here on these cells are not run, and nothing of them is shown. */
  leaveOut(ids: readonly string[]): void;
  end(): Promise<void>;
}

export interface PageToRun {
  page: string;
  cells: readonly Cell[];
  files: readonly Registered[];
  url: string;
  /** Its file as messages name it; that of its name, where none is given. */
  source?: string;
  /** Where many are made of one page: which one this is, "for the partner P012". */
  whose?: string;
  /** The <meta> elements of its head. */
  metas: string;
}

/**
 * Runs a page's cells by Framework's client until nothing is under way.
 * @throws Error that names the page and the cell, when one fails
 */
export async function runPage(
  client: Client,
  {page, cells, files, url, metas, whose, source = sourceName(`${page}.md`)}: PageToRun
): Promise<Running> {
  goTo(url, metas);
  for (const [name, info] of files) client.registerFile(name, info);
  const main = document.querySelector("main")!;
  const roots = new Map<string, Root>();
  for (const {id} of cells) {
    const place = document.createElement("div");
    const root: Root = document.createComment(`:${id}:`);
    place.append(root);
    main.append(place);
    client.registerRoot(id, root);
    roots.set(id, root);
  }
  const over = new Set<string>();
  const defined = new Set(cells.map(({id}) => id));
  for (const cell of cells) client.define(noting(cell, over));
  await settle(client);
  refuseErrors({source, whose}, cells, roots);
  if (isNotebook(`${page}.md`)) refuseForeign(source, cells, roots);
  const sayUnfinished = unfinishedTeller(source);
  sayUnfinished(cells, over, whose).forEach((text) => console.warn(text));
  return {
    shown: () => ({
      cells: new Map([...roots].flatMap(([id, root]) => (over.has(id) ? [[id, contentOf(id, root)]] : []))),
      title: document.title || null
    }),
    async change(changed, address, next) {
      goTo(address, metas);
      const again = withReaders(changed, cells).filter(({id}) => defined.has(id));
      // until it has its value for this page, a cell would show that of the page before
      for (const {id} of again) over.delete(id);
      for (const cell of changed.filter(({id}) => defined.has(id))) {
        client.undefine(cell.id);
        client.define(noting(cell, over));
      }
      await settle(client);
      refuseErrors({source, whose: next}, cells, roots);
      sayUnfinished(again, over, next).forEach((text) => console.warn(text));
    },
    leaveOut(ids) {
      for (const id of ids) {
        client.undefine(id);
        defined.delete(id);
        over.delete(id);
      }
    },
    async end() {
      for (const [id, root] of roots) {
        // one that still waits too: its names would be those of the next page
        if (defined.has(id)) client.undefine(id);
        client.registerRoot(id, null);
        root.parentElement?.remove();
      }
      for (const [name] of files) client.registerFile(name, null);
      await settle(client);
    }
  };
}

/** A cell that tells when it has its value; one that waits for a reader never has. */
const noting = (cell: Cell, over: Set<string>): Cell => ({
  ...cell,
  body: async (...inputs) => {
    const value = await cell.body(...inputs);
    over.add(cell.id);
    return value;
  }
});

/** These cells, and those that read what they give, in turn. */
export function withReaders(changed: readonly Cell[], cells: readonly Cell[]): Cell[] {
  const found = new Set(changed);
  const names = new Set(changed.flatMap(({outputs = []}) => outputs));
  for (let known = -1; known < found.size;) {
    known = found.size;
    for (const cell of cells)
      if (!found.has(cell) && cell.inputs?.some((name) => names.has(name))) {
        found.add(cell);
        cell.outputs?.forEach((name) => names.add(name));
      }
  }
  return cells.filter((cell) => found.has(cell));
}

import {setTimeout as sleep} from "node:timers/promises";
import {isNotebook} from "../notebooks/heads.ts";
import {sourceName} from "../sources.ts";
import {begun, goTo} from "./browser.ts";
import {contentOf} from "./cellContent.ts";
import {foreignPart} from "./foreign.ts";
import type {Registered} from "./script.ts";

/** A cell as Framework's client takes it. */
export interface Cell {
  id: string;
  body: (...inputs: unknown[]) => unknown;
  /** The names that it reads, and those that it gives. */
  inputs?: readonly string[];
  outputs?: readonly string[];
}

interface Variable {
  _promise: Promise<unknown>;
}

/** What of Framework's client the build uses; none of it is a public interface, so the version is pinned (see framework.test.ts). */
export interface Client {
  define(cell: Cell): void;
  undefine(id: string): void;
  registerRoot(id: string, marker: Comment | null): void;
  registerFile(name: string, info: Registered[1] | null): void;
  runtime: {
    _compute(): Promise<void>;
    _variables: Set<Variable>;
    _updates: Set<Variable>;
    _dirty: Set<Variable>;
    _computing: Promise<void> | null;
  };
}

/** Where a cell's values appear, as Framework's client keeps it. */
type Root = Comment & {_nodes?: Node[]; _error?: boolean};

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

/** Milliseconds; cells that have no value by then wait for a reader. */
const patience = 20_000;
const wait = waitOnce(patience);

/** Until no cell computes and nothing that a cell began is under way; a cell that never ends (now) has a few rounds. */
async function settle({runtime}: Client): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await runtime._compute();
    await wait([...runtime._variables].map((v) => v._promise));
    const others = begun();
    await Promise.allSettled(others);
    if (!runtime._updates.size && !runtime._dirty.size && !runtime._computing && !others.length && round > 0) return;
  }
}

/** Waits until all of these have come, at most ms milliseconds; one that did not come by then is never waited for again. */
export function waitOnce(ms: number): (pending: readonly Promise<unknown>[]) => Promise<void> {
  const late = new WeakSet<Promise<unknown>>();
  return async (pending) => {
    const open = new Set(pending.filter((promise) => !late.has(promise)));
    const end = new AbortController();
    const all = [...open].map((promise) =>
      promise.then(
        () => open.delete(promise),
        () => open.delete(promise)
      )
    );
    await Promise.race([Promise.all(all), sleep(ms, undefined, {signal: end.signal}).catch(() => undefined)]);
    end.abort();
    for (const promise of open) late.add(promise);
  };
}

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

function refuseErrors(
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

/** In a notebook, what a cell draws, or puts into the page's head or below its content, comes from the site itself. */
function refuseForeign(source: string, cells: readonly Cell[], roots: ReadonlyMap<string, Root>): void {
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

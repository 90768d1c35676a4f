import {sourceName} from "../release/sources.ts";
import type {Fault} from "./messages.ts";

/** What an open page tells of its cells: what those say that fail, and the ids of those that have had no value for long. */
export interface Told {
  errors: readonly {text: string; cell: string | null}[];
  waiting: readonly string[];
}

/** The faults of cells of open pages. */
export interface CellFaults {
  /** A page was opened; `id` is of this one loading of it. */
  opened(page: string, id: string): void;
  told(page: string, id: string, told: Told): void;
  /** It was left, or is being loaded again. */
  closed(page: string, id: string): void;
  /** The pages that somebody looks at. */
  open(): string[];
}

/** So long after a page was left it may be back: it is loaded again. */
const back = 1000;

/**
 * Keeps what is wrong with cells while somebody looks at them. What one loading of a page has told goes with it: a page that is left while
 * it still imports a module says that this failed.
 * @param note told of what is wrong with a page's cells now
 * @param forget told of a page that nobody looks at any more
 * @param describe what is said of a cell that waits
 * @param placeOf where a cell is, as a line of its own; "" where that isn't known
 */
export function cellFaults(
  note: (page: string, faults: Fault[]) => void,
  forget: (page: string) => void,
  describe: (page: string, cell: string) => string | null,
  placeOf: (page: string, cell: string) => string
): CellFaults {
  const open = new Map<string, Map<string, Fault[]>>();
  const look = (page: string) => note(page, unique([...(open.get(page)?.values() ?? [])].flat()));
  return {
    opened(page, id) {
      open.set(page, (open.get(page) ?? new Map<string, Fault[]>()).set(id, []));
    },
    told(page, id, {errors, waiting}) {
      if (!open.get(page)?.has(id)) return;
      const where = sourceName(`${page}.md`);
      // code that can't be read is no cell, and is told of where the page is
      const failed = errors.filter(({text, cell}) => cell !== null || !text.startsWith("SyntaxError: "));
      const failing = failed.map(({text, cell}) => ({
        ...{where, text: `${where}: a cell fails: ${text}`},
        place: cell === null ? "" : placeOf(page, cell)
      }));
      const late = waiting.flatMap((cell) => describe(page, cell) ?? []).map((text) => ({where, text}));
      open.get(page)!.set(id, [...causes(failing).map(({place, ...fault}) => ({...fault, text: fault.text + place})), ...late]);
      look(page);
    },
    closed(page, id) {
      open.get(page)?.delete(id);
      setTimeout(() => (open.get(page)?.size ? look(page) : forget(page)), back);
    },
    open: () => [...open].flatMap(([page, loadings]) => (loadings.size ? page : []))
  };
}

/** A cell that reads one that fails says the same, as an error of another kind: the one that it reads is told. */
const causes = <T extends Fault>(faults: readonly T[]): T[] => {
  const said = ({text}: Fault) => text.replace(/^(.+?: a cell fails: )\w*Error: /, "$1");
  const isReader = ({text}: Fault) => text.includes(": a cell fails: RuntimeError: ");
  const others = (fault: T) => faults.filter((other) => other !== fault && said(other) === said(fault));
  return faults.filter(
    (fault, i) =>
      !others(fault).some((other) => (isReader(other) === isReader(fault) ? faults.indexOf(other) < i : isReader(fault)))
  );
};

const unique = (faults: readonly Fault[]): Fault[] =>
  faults.filter(({text}, i) => faults.findIndex((other) => other.text === text) === i);

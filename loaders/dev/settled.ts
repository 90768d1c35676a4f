import {statSync} from "node:fs";

/** So long a burst of events of one save lasts. */
const burst = 30;

/** So long a file that is empty, gone, or just being delivered may still be on its way: many programs empty a file before they write it. */
const unfinished = 400;

/** So long after they were handed on files are looked at again: of two changes within 50 ms chokidar tells only the first. */
const secondLook = 100;

/** Tells one state of a file from another. */
function stateOf(file: string): string {
  const found = statSync(file, {throwIfNoEntry: false});
  return found?.isFile() ? [found.ino, found.size, found.mtimeMs].join() : "";
}

/**
 * Gathers the files of one save, and hands them on once each of them is there as a whole; again where one went on being written untold.
 * @param full the path of a file that was edited
 * @param isDelivery whether it is one that may take long to be written
 */
export function whenSettled(
  full: (file: string) => string,
  isDelivery: (file: string) => boolean,
  take: (files: string[]) => void
): (file: string) => void {
  const due = new Map<string, number>();
  /** The state of each file when it was last handed on. */
  const handed = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  const isUnfinished = (file: string) => isDelivery(file) || !statSync(full(file), {throwIfNoEntry: false})?.size;
  const edited = (file: string): void => {
    due.set(file, performance.now() + (isUnfinished(file) ? unfinished : burst));
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        const files = [...due.keys()];
        due.clear();
        for (const name of files) handed.set(name, stateOf(full(name)));
        take(files);
        const goesOn = (name: string) => !due.has(name) && stateOf(full(name)) !== handed.get(name);
        setTimeout(() => files.filter(goesOn).forEach(edited), secondLook).unref();
      },
      Math.max(...due.values()) - performance.now()
    );
  };
  return edited;
}

import {statSync} from "node:fs";

/** So long a burst of events of one save lasts. */
const burst = 30;

/** So long a file that is empty, gone, or just being delivered may still be on its way: many programs empty a file before they write it. */
const unfinished = 400;

/**
 * Gathers the files of one save, and hands them on once each of them is there as a whole.
 * @param full the path of a file that was edited
 * @param isDelivery whether it is one that may take long to be written
 */
export function whenSettled(
  full: (file: string) => string,
  isDelivery: (file: string) => boolean,
  take: (files: string[]) => void
): (file: string) => void {
  const due = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  const isUnfinished = (file: string) => isDelivery(file) || !statSync(full(file), {throwIfNoEntry: false})?.size;
  return (file) => {
    due.set(file, performance.now() + (isUnfinished(file) ? unfinished : burst));
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        const files = [...due.keys()];
        due.clear();
        take(files);
      },
      Math.max(...due.values()) - performance.now()
    );
  };
}

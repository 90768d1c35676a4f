import type {Fault} from "./messages.ts";

/** What is wrong now. */
export type Faults = ReturnType<typeof faultList>;

/** What is wrong, by what told of it; each change is printed, and shown by who listens. */
export function faultList() {
  const known = new Map<string, Fault[]>();
  let show: (faults: Fault[]) => void = () => undefined;
  const all = () => toldOnce([...known.values()].flat());
  return {
    all,
    names: (): string[] => [...known.keys()],
    has: (from: string): boolean => known.has(from),
    onChange(listener: typeof show) {
      show = listener;
    },
    note(from: string, found: Fault[]): void {
      const before = known.get(from);
      if (JSON.stringify(before ?? []) === JSON.stringify(found)) return;
      if (found.length) known.set(from, found);
      else known.delete(from);
      const told = new Set(before?.map(({text}) => text));
      const shown = new Set(all());
      for (const {text} of found.filter((fault) => shown.has(fault) && !told.has(fault.text)))
        console.error(`\n${text}\nThe pages keep what they have; correct it and save again.\n`);
      if (!found.length) console.log(`${before?.[0]?.where ?? from}: corrected.`);
      show(all());
    },
    /** What nobody looks at any more. */
    forget(from: string): void {
      if (known.delete(from)) show(all());
    }
  };
}

/** One mistake that several parts come upon is told by the one that says most of it. */
const toldOnce = (faults: readonly Fault[]): Fault[] => {
  const start = ({text}: Fault) => text.split("\n")[0]!.replace(/[:.]$/, "");
  const told = (fault: Fault, i: number) =>
    faults.some((other, k) => k !== i && other.text.includes(start(fault)) && (k < i || !fault.text.includes(start(other))));
  return faults.filter((fault, i) => !told(fault, i));
};

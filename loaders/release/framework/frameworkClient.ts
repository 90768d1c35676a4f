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

/** What of Framework's client the build uses; none of it is a public interface, so the version is pinned (see test/release/framework.test.ts). */
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
export type Root = Comment & {_nodes?: Node[]; _error?: boolean};

import type {z} from "zod";

type Element<C> = C extends (infer V)[] ? V : never;

/** A published table by column from rows that have its columns: which these are, and their order, src/contract says. */
export const byColumn = <S extends Record<string, z.ZodArray>>(
  table: z.ZodObject<S, z.core.$strict>,
  rows: readonly {[K in keyof S]: Element<z.output<S[K]>>}[]
): {[K in keyof S]: z.output<S[K]>} =>
  Object.fromEntries(Object.keys(table.shape).map((name) => [name, rows.map((row) => row[name])])) as {
    [K in keyof S]: z.output<S[K]>;
  };

import {z} from "zod";

/*
 * The shapes of the files in src/data: what publishing promises and pages rely on. Pages import only types from here.
 * Shares and probabilities are fractions of 1, scores 0 to 100, money whole units of the reporting currency, dates YYYY-MM-DD.
 */

/** A table by column, which is a third of the size of rows; `rowsOf` in src/shared/rows.ts turns it round. */
export const columns = <S extends z.ZodRawShape>(row: S) =>
  z.strictObject(
    Object.fromEntries(Object.entries(row).map(([name, type]) => [name, z.array(type as z.ZodType)]))
  ) as unknown as z.ZodType<{
    [K in keyof S]: z.output<S[K]>[];
  }>;

export const number = z.number();
export const count = z.int().min(0);
export const fraction = z.number().min(0).max(1);
export const share = z.number();
export const score = z.number().min(0).max(100);
export const day = z.iso.date();
export const id = z.string();
export const text = z.string();
export const maybe = <T extends z.ZodType>(type: T) => type.nullable();

/** One row of a table by column. */
export type RowOf<C> = {[K in keyof C]: C[K] extends (infer V)[] ? V : never};

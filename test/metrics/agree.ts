import {expect} from "vitest";
import type {Row} from "./support.ts";

/** Holds rows found to those computed by hand, told apart by `key`: the same rows, numbers to 1e-9 of their size, everything else exactly. */
export function agree(found: readonly Row[], byHand: readonly Row[], key: readonly string[], table: string): void {
  const keyOf = (row: Row) => key.map((k) => String(row[k])).join(" ");
  expect(found.map(keyOf).sort(), table).toEqual(byHand.map(keyOf).sort());
  const byKey = new Map(found.map((row) => [keyOf(row), row]));
  for (const expected of byHand)
    for (const [column, value] of Object.entries(expected)) {
      const got = byKey.get(keyOf(expected))![column];
      const where = `${table} ${keyOf(expected)} ${column}: ${String(got)}, by hand ${String(value)}`;
      if (typeof value === "number" && typeof got === "number")
        expect(Math.abs(got - value), where).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(value), 1e-3));
      else expect(got, where).toEqual(value);
    }
}

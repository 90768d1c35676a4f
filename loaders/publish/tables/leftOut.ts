import {z} from "zod";
import {metaOf, type Table} from "../../../src/contract/columns.ts";
import type {Audience} from "../../disclosure/audience.ts";
import type {Rows} from "./arrow.ts";

/**
 * Rows without those that are left out for an audience: where a column may be empty it is, and where it may not the row is about them and goes.
 * By then names and ids are codes, which the reader of a page never sees either.
 */
export function withoutLeftOut(rows: Rows, {row}: Table, audience: Audience): Rows {
  const gone = {partner: audience.partners, customer: audience.customers, person: audience.people};
  const columns = Object.entries(row).flatMap(([name, schema]) => {
    const tells = metaOf(schema)?.tells;
    const subjectOf = (of: Rows[number]) => (tells === "group" ? (of.dimension === "rep" ? "person" : of.dimension) : tells);
    const isLeftOut = (of: Rows[number]) => gone[subjectOf(of) as keyof typeof gone] === "left_out" && of[name] !== null;
    return tells === "partner" || tells === "customer" || tells === "person" || tells === "group"
      ? [{name, isLeftOut, mayBeEmpty: schema instanceof z.ZodNullable}]
      : [];
  });
  return rows
    .filter((of) => !columns.some(({isLeftOut, mayBeEmpty}) => !mayBeEmpty && isLeftOut(of)))
    .map((of) => ({...of, ...Object.fromEntries(columns.filter((c) => c.isLeftOut(of)).map(({name}) => [name, null]))}));
}

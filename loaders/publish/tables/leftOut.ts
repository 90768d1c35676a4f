import {z} from "zod";
import {metaOf, type Table} from "../../../src/contract/columns.ts";
import type {Audience} from "../../disclosure/audience.ts";
import {audienceFor} from "../../disclosure/links.ts";
import type {Rows} from "./arrow.ts";

/**
 * Rows without those that are left out for an audience: where a column may be empty it is, and where it may not the row is about them and goes.
 * By then names and ids are codes, which the reader of a page never sees either.
 */
export function withoutLeftOut(rows: Rows, {row}: Table, audience: Audience): Rows {
  const classes = Object.fromEntries(Object.entries(row).map(([name, schema]) => [name, metaOf(schema)!.tells]));
  const gone = (of: Rows[number], who: string | undefined) => {
    const {partners: partner, customers: customer, people: person} = audienceFor(of, classes, audience);
    return ({partner, customer, person} as Record<string, string>)[who ?? ""] === "left_out";
  };
  const columns = Object.entries(row).flatMap(([name, schema]) => {
    const tells = metaOf(schema)?.tells;
    const subjectOf = (of: Rows[number]) => (tells === "group" ? (of.dimension === "rep" ? "person" : of.dimension) : tells);
    const isLeftOut = (of: Rows[number]) => of[name] !== null && gone(of, subjectOf(of) as string | undefined);
    return tells === "partner" || tells === "customer" || tells === "person" || tells === "group"
      ? [{name, isLeftOut, mayBeEmpty: schema instanceof z.ZodNullable}]
      : [];
  });
  return rows
    .filter((of) => !columns.some(({isLeftOut, mayBeEmpty}) => !mayBeEmpty && isLeftOut(of)))
    .map((of) => ({...of, ...Object.fromEntries(columns.filter((c) => c.isLeftOut(of)).map(({name}) => [name, null]))}));
}

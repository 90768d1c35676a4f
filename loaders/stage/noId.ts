import {listOf} from "../mappings/engine/walk.ts";
import type {Column} from "../tables/columns.ts";
import type {Failing, Sentences} from "./failing.ts";
import {remedyFor} from "./reasons.ts";

/**
 * What is wrong with a value that can't be an id, or that lacks what its mapping asks of an id.
 * @param is the beginning of the sentence: which header has which values
 * @param first the first value found
 */
export function noId(f: Failing, column: Column, is: string, first: string | null): Sentences {
  if (first !== null && isOtherThanPattern(f, first)) return otherThanPattern(f, column, is);
  return {
    what: `${is}: an id has 1 to 200 visible characters and no spaces.`,
    edit:
      f.mapping && f.rule?.from
        ? `Is it a name? Build an id from it: ${column.name}: {hashOf: [${JSON.stringify(f.headers[0] ?? listOf(f.rule.from)[0])}]} in ${f.mapping.file}.`
        : f.mapping === null && /\p{L} +\p{L}/u.test(first ?? "")
          ? 'Is it a name? Let "npx handshake map FILE" draft a mapping that builds an id from it.'
          : remedyFor("bad_id")
  };
}

/** Whether an id that could be one lacks what its rule asks of it; that is asked of the whole of it, with what goes before it. */
const isOtherThanPattern = ({rule}: Failing, value: string): boolean =>
  rule?.pattern !== undefined &&
  /^[^\s\p{C}]{1,200}$/u.test(value) &&
  !new RegExp(`^(?:${rule.pattern})$`, "u").test(`${rule.prefix ?? ""}${value}`);

const otherThanPattern = ({rule, mapping}: Failing, {name}: Column, is: string): Sentences => ({
  what: `${is}${rule?.prefix ? `, ${JSON.stringify(rule.prefix)} before it` : ""}: it does not match pattern ${JSON.stringify(rule?.pattern)} of ${name}${mapping ? ` in ${mapping.file}` : ""}.`,
  edit: "Correct the pattern, which the whole value must match, with its prefix; or the values at their source."
});

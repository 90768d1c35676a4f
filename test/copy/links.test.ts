import {describe, expect, test} from "vitest";
import {caseText} from "../../src/copy/caseTexts.ts";
import type {Facts} from "../../src/copy/facts.ts";
import type {CaseFacts} from "../../src/copy/caseFacts.ts";
import {somebody} from "../../src/copy/names.ts";
import {customer, listing, manager, partner, plain, say} from "../../src/copy/say.ts";
import {sentenceTree} from "../../src/shared/answer.ts";
import {withheldId} from "../../src/shared/address.ts";

const context = {about: {excluded: null, currency: "EUR"}, settings: {}} as unknown as Pick<Facts, "about" | "settings">;
const conflict = (more: Partial<CaseFacts>): CaseFacts =>
  ({
    ...{kind: "conflict", kinds: "conflict", about: "partner", met: true, detail: "both_sides", size: null},
    ...{partner_id: "P1", partner: "Acme", customer_id: "K 1", customer: "Bolt & Sons", owner: "Ida Holm"},
    ...more
  }) as unknown as CaseFacts;

/** The names of a sentence that lead somewhere, with where. */
const ways = (sentence: ReturnType<typeof say>) =>
  sentenceTree(sentence).flatMap((part) =>
    typeof part !== "string" && part.tag === "a"
      ? [[(part.children[0] as {children: string[]}).children[0], part.attributes["href"]]]
      : []
  );

describe("a name in a sentence leads to its place", () => {
  test("of a case: the partner to its page, the customer to what is left without it, the account manager to their page", () => {
    const {about, why, todo} = caseText(conflict({}), context);
    expect(ways(about)).toEqual([["Acme", "./partner/P1"]]);
    expect(ways(why)).toEqual([["Bolt & Sons", "./concentration?of=customer&gone=K+1"]]);
    expect(ways(todo)).toEqual([["Ida Holm", "./owner?name=Ida+Holm"]]);
    expect(plain(todo)).toBe("Ida Holm: decide this week who leads, by the rules of engagement.");
  });

  test("but not of whoever is not named", () => {
    const {why, todo} = caseText(conflict({customer_id: null, customer: null, owner: null}), context);
    expect([...ways(why), ...ways(todo)]).toEqual([]);
    expect(plain(why)).toContain("with an unnamed customer");
    expect([...ways(manager(somebody)), ...ways(customer(withheldId, "a customer"))]).toEqual([]);
  });

  test("in a list as alone", () => {
    const list = listing([say`${partner({id: "P1", name: "Acme"})} 20%`, say`customer ${customer("K", "Bolt")} 12%`, ["2 more"]]);
    expect(plain(list)).toBe("Acme 20%, customer Bolt 12% and 2 more");
    expect(ways(list)).toHaveLength(2);
  });
});

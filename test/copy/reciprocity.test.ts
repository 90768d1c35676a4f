import {expect, test} from "vitest";
import * as reciprocity from "../../src/copy/reciprocity.ts";
import {oneSidedTitle, reciprocityAnswer} from "../../src/copy/reciprocity.ts";
import * as pictures from "../../src/copy/reciprocityPictures.ts";
import {lagAnswer} from "../../src/copy/responses.ts";
import type {Facts} from "../../src/copy/facts.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const inMoney = (received_value: number, given_value: number, excluded = false, change: Partial<Facts> = {}) => {
  const f = portfolio(3);
  const [sums] = f.exchange_portfolio;
  return reciprocityAnswer({
    ...f,
    about: excluded ? {...f.about, excluded: {deals: 1, of: 3, half: false, material: true, amounts: []}} : f.about,
    exchange_portfolio: [{...sums!, received_value, given_value}],
    ...change
  })
    .paragraphs.map(plain)
    .join(" ");
};

test("what runs both ways is told in money too, and what of it has no value", () => {
  expect(inMoney(1_200_000, 900_000)).toContain(
    "In money: those received led to won deals of €1.2M; those sent and accepted are worth €900K."
  );
  expect(inMoney(0, 900_000)).toContain("In money: no won deal is recorded for those received; those sent");
  expect(inMoney(1_200_000, 0)).toContain("of €1.2M; no value is recorded for those sent and accepted.");
  expect(inMoney(0, 0)).not.toContain("In money");
});

test("of a way on which nothing went no money is told", () => {
  const exchange_history = [{as_of: portfolio(3).about.as_of, received: 0, given: 4}];
  expect(inMoney(0, 900_000, false, {exchange_history})).toContain("In money: those sent and accepted are worth €900K.");
});

test("where deals have no exchange rate, money between partners is that of the rest, and says so", () => {
  expect(inMoney(1_200_000, 900_000, true)).toContain("In money, where an exchange rate is known: those received");
});

test("sending a referral is said to bring one back only where partners agree on it, however many were sent", () => {
  const [sums] = portfolio(3).exchange_portfolio;
  const asked = (least: number, most: number) => {
    const lag = {...sums!, lag_given: 279, lag_rate: 0.88, lag_lower: 0.85, lag_upper: 0.91, lag_expected: 0.83};
    const f = {...portfolio(3), exchange_portfolio: [{...lag, lag_excess_lower: least, lag_excess_upper: most}]};
    return lagAnswer(f);
  };
  expect(plain(asked(-0.01, 0.1).finding)).toBe("Can’t tell yet whether sending a referral brings one back");
  expect(plain(asked(-0.01, 0.1).paragraphs[1]!)).toBe(
    "Counted by partner, as one referral received can follow several sent, the difference lies between −1 point and +10 points (90% interval)."
  );
  expect(plain(asked(0.01, 0.1).finding)).toBe("Yes: one follows more often than chance explains");
  expect(plain(asked(-0.1, -0.01).finding)).toBe("No: one follows less often than chance explains");
});

test("who returns clearly fewer is named, once", () => {
  const one = (id: string, given: number, received: number) => ({...portfolio(1).partners[0]!, id, name: id, given, received});
  const owing = [
    {...one("Bexley", 29, 2), verdict: "they_owe" as const},
    {...one("Gantry", 9, 1), verdict: "they_owe" as const}
  ];
  const told = (change: Partial<Facts>) => inMoney(0, 0, false, {one_sided: [], partners: owing, ...change});
  expect(told({})).toContain("Bexley is furthest behind: we sent 29 referrals and received 2 in 12 months.");
  const equal = [owing[1]!, {...owing[1]!, id: "Hollis", name: "Hollis"}];
  expect(told({partners: equal})).toContain("Gantry and Hollis are furthest behind: each sent 8 referrals fewer than we did");
  expect(told({one_sided: [{id: "Bexley", name: "Bexley", given: 60, received: 3}]})).not.toContain("furthest behind");
});

test("a company's own page that replaces an earlier one finds what it imports, and may give the currency alone", () => {
  const values = [{given_value: 1_200_000, received_value: 0}];
  const told = "1 one-sided partner: €1.2M sent, €0 won from theirs";
  expect(oneSidedTitle(values, "EUR").replaceAll("\u00a0", " ")).toBe(told);
  expect(oneSidedTitle(values, {currency: "EUR"}).replaceAll("\u00a0", " ")).toBe(told);
  expect(oneSidedTitle(values, {currency: "EUR", amounts: "banded"})).toContain("at least");
  expect(Object.keys(reciprocity)).toEqual(expect.arrayContaining(Object.keys(pictures)));
});

test("of one partner with referrals the picture’s title says what it returns, and no part of one", () => {
  const told = (verdict: "they_owe" | "we_owe" | "too_few_to_say") => pictures.exchangeTitle([{verdict}]);
  expect(told("they_owe")).toBe("The only partner with referrals returns clearly fewer than we send");
  expect(told("we_owe")).toBe("The only partner with referrals returns clearly more than we send");
  expect(told("too_few_to_say")).toBe(
    "The only partner with referrals returns neither clearly fewer nor clearly more than we send"
  );
});

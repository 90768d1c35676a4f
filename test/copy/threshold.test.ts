import {expect, test} from "vitest";
import {caseText} from "../../src/copy/caseTexts.ts";
import {concentrationAnswer} from "../../src/copy/concentration.ts";
import {spreadAnswer} from "../../src/copy/spread.ts";
import {plain} from "../../src/copy/say.ts";
import type {Facts} from "../../src/copy/facts.ts";
import {thresholdAnswer, thresholdSentence} from "../../src/copy/threshold.ts";
import {portfolio} from "./portfolios.ts";

/** A company with one customer of record, or none, whose list for Finance begins at a share. */
const listedFrom = (disclosure_share: number, share: number | null) =>
  portfolio(3, (f) => ({
    settings: {...f.settings, disclosure_share},
    disclosures: share === null ? [] : [{...f.disclosures[0]!, name: "Quanta", members: 1, share}]
  }));

const said = (disclosure_share: number, share: number | null) =>
  concentrationAnswer(listedFrom(disclosure_share, share)).paragraphs.map(plain).join(" ");

test("the threshold of ASC 280 is 10%, whatever share customers are listed from", () => {
  expect(said(0.1, 0.3)).toContain("At or above the ASC 280 threshold of 10% of all revenue, for Finance to check: Quanta 30%.");
  expect(said(0.2, 0.3)).toContain(
    "At or above 20% of all revenue, the threshold in the settings (ASC 280 begins at 10%), for Finance to check: Quanta 30%."
  );
  expect(said(0.2, null)).toContain(
    "No customer, and no partner that may be a customer of record, brings 20% of all revenue, the threshold in the settings (ASC 280 begins at 10%)."
  );
});

test("where customers are listed from more than the standard asks, it is said that some are not listed", () => {
  const {question, paragraphs} = thresholdAnswer(listedFrom(0.2, null));
  expect(question).toBe("Who is at or above the threshold in the settings?");
  expect(plain(paragraphs[0]!)).toContain(
    "asks to disclose how much of revenue single customers make, from 10% on; this list begins at 20%, as the settings say, so customers between the two are not on it."
  );
  expect(plain(thresholdAnswer(listedFrom(0.05, null)).paragraphs[0]!)).toContain("this list begins at 5%, as the settings say.");
});

test("a case of a large customer names the threshold that it was raised by", () => {
  const f = listedFrom(0.07, 0.08);
  const row = {
    ...f.history.now.cases[0]!,
    kind: "concentration",
    about: "customer",
    detail: "customer",
    seen: 0.08,
    met: true,
    expected: null
  };
  expect(plain(caseText(row as never, f).why)).toContain(
    "The threshold in the settings (ASC 280 begins at 10%) is 7%, companies under one parent counted as one."
  );
});

test("equal ones are said to be always high only as many as their index makes so", () => {
  const bands = (hhi_moderate_max: number) =>
    plain(spreadAnswer(portfolio(3, (f) => ({settings: {...f.settings, hhi_moderate_max}}))).paragraphs.at(-1)!);
  expect(bands(0.18)).toContain("; five equal ones are always “high”, so read the effective number first.");
  expect(bands(0.2)).toContain("; four equal ones are always “high”, so read");
  expect(bands(0.5)).toContain(" high); read the effective number first.");
});

test("a large partner that may be no customer of record is not said to be below the threshold, nor to be for Finance", () => {
  expect(said(0.1, null)).toContain(
    "No customer, and no partner that may be a customer of record, brings 10% of all revenue (the ASC 280 threshold)."
  );
  const f = listedFrom(0.1, null);
  const row = {
    ...f.history.now.cases[0]!,
    kind: "concentration",
    about: "partner",
    detail: "partner",
    seen: 0.21,
    met: true,
    expected: null
  };
  expect(plain(caseText({...row, owner: "Ida Holm"} as never, f).todo)).toBe(
    "Ida Holm: plan for its loss, and ask Finance to check if it is a customer of record."
  );
});

test("a customer of record with the id of a partner leads to the customer, and the partner to the partner", () => {
  const [one] = listedFrom(0.1, 0.3).disclosures;
  const member = {...{id: "x1", name: "Quanta"}, group_id: one!.group_id} as Facts["members"][number];
  const way = (dimension: "customer" | "partner") =>
    thresholdSentence({
      ...listedFrom(0.1, 0.3),
      disclosures: [{...one!, dimension, name: "Quanta", members: 1, share: 0.3}],
      members: [
        {...member, dimension: "partner", id: "P9"},
        {...member, dimension: "customer", id: "C9"}
      ] as Facts["members"]
    });
  expect(JSON.stringify(way("customer"))).toContain("C9");
  expect(JSON.stringify(way("customer"))).not.toContain("P9");
  expect(JSON.stringify(way("partner"))).toContain("P9");
});

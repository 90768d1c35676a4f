import {expect, test} from "vitest";
import {isRecorded} from "../../src/copy/edition.ts";
import {oneSidedAnswer} from "../../src/copy/reciprocity.ts";
import {plain} from "../../src/copy/say.ts";
import {reciprocityTable} from "../../src/tables/exchangeTables.ts";
import {portfolio} from "../copy/portfolios.ts";
import {inDocument} from "../support/drawn.ts";

const exchanged = {id: "a", name: "Acme", received: 3, given: 9, share_lower: 0.1, share_upper: 0.5, verdict: "they_owe"};
const heads = (received_value: number, given_value: number) =>
  inDocument(() => {
    const rows = [{...exchanged, received_value, given_value}] as unknown as Parameters<typeof reciprocityTable>[0];
    const node = reciprocityTable(rows, "EUR") as Element;
    return [...node.querySelectorAll("thead th")].map((th) => th.textContent);
  });

test("an exchange without any value has no columns of money, rather than amounts of 0", () => {
  const counts = heads(0, 0);
  expect(counts.some((head) => /Won|Value/.test(head))).toBe(false);
  expect(heads(0, 500).filter((head) => !counts.includes(head))).toEqual(["Value of sent"]);
  expect(heads(500, 0).filter((head) => !counts.includes(head))).toEqual(["Won from received"]);
});

test("value is part of being one-sided only where one is known", () => {
  const valued = (value: number) =>
    plain(
      oneSidedAnswer(
        portfolio(3, (f) => ({
          exchange_portfolio: f.exchange_portfolio.map((row) => ({...row, received_value: 0, given_value: value})),
          muted_rules: []
        }))
      ).paragraphs[0]!
    );
  expect(valued(100)).toContain("by more than chance explains and in value too, and sends back few");
  expect(valued(0)).toContain("by more than chance explains, and sends back few");
});

test("a figure of the comparison with other partners is unknown, and not 0, where nothing that it counts is recorded", () => {
  const ticketsOnly = {deals: false, referrals: false, tickets: true};
  const figures = ["score", "deals_won", "referrals_accepted", "tickets_on_time", "revenue", "received", "given"] as const;
  expect(figures.filter((figure) => isRecorded(figure, ticketsOnly))).toEqual(["score", "tickets_on_time"]);
  expect(figures.filter((figure) => isRecorded(figure, {...ticketsOnly, referrals: true, tickets: false}))).toEqual([
    ...["score", "referrals_accepted", "received", "given"]
  ]);
});

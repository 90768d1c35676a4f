import {describe, expect, it} from "vitest";
import {asOf, daysBefore, deal, metricsOf} from "./support.ts";

const rates = [{month: "2020-01-01", currency: "USD", per_unit: 1}];

describe("excluded_money", () => {
  it("counts won deals of the window without an exchange rate and adds up their amounts per currency, over all and per partner", async () => {
    const m = await metricsOf(
      {
        deals: [
          deal({currency: "EUR"}),
          deal({currency: "USD", amount: 500, refunded: 100}),
          deal({currency: "USD", amount: 50, partner_id: null}),
          deal({currency: "SEK", amount: 900, partner_id: "b"}),
          deal({currency: "SEK", amount: 7, status: "lost"}),
          deal({currency: "SEK", amount: 7, closed_on: daysBefore(365)}),
          deal({currency: "SEK", amount: 7, opened_on: daysBefore(5), closed_on: null, status: "open"})
        ],
        rates
      },
      {reporting_currency: "EUR"}
    );
    expect(await m.rows("excluded_money", "partner_id, currency, deals, amount")).toEqual([
      {partner_id: null, currency: "SEK", deals: 1, amount: 900},
      {partner_id: null, currency: "USD", deals: 2, amount: 450},
      {partner_id: "a", currency: "USD", deals: 1, amount: 400},
      {partner_id: "b", currency: "SEK", deals: 1, amount: 900}
    ]);
  });

  it("gives each of several partners its share and counts the deal once over all", async () => {
    const m = await metricsOf(
      {
        deals: [deal({deal_id: "d", partner_id: null, currency: "USD", amount: 300})],
        deal_partners: ["a", "b", "c"].map((partner_id) => ({deal_id: "d", partner_id})),
        rates
      },
      {reporting_currency: "EUR"}
    );
    expect(await m.rows("excluded_money", "partner_id, deals, amount", `as_of = '${asOf}'`)).toEqual([
      {partner_id: null, deals: 1, amount: 300},
      ...["a", "b", "c"].map((partner_id) => ({partner_id, deals: 1, amount: 100}))
    ]);
  });

  it("has no row where every won deal has a rate", async () => {
    const m = await metricsOf({deals: [deal({currency: "EUR"})]}, {reporting_currency: "EUR"});
    expect(await m.rows("excluded_money")).toEqual([]);
  });
});

import {describe, expect, it} from "vitest";
import {reportingCurrency} from "../../loaders/facts/run.ts";
import {ratesText, unratedDeals, unratedText} from "../../loaders/facts/unrated.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {factsOf} from "../support/facts.ts";
import {activity, asOf, daysBefore, deal, metricsOf} from "./support.ts";

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

describe("revenue is incomplete", () => {
  const of = async (deals: ReturnType<typeof deal>[]) => {
    const m = await metricsOf({deals, rates}, {reporting_currency: "EUR"});
    return m.row("incomplete_revenue", "won_deals, excluded_deals, incomplete, material");
  };
  const euro = (amount: number) => deal({currency: "EUR", amount});
  const dollar = (amount: number) => deal({currency: "USD", amount});

  it("where half of the won deals have no exchange rate, however small", async () => {
    expect(await of([euro(1000), dollar(1)])).toEqual({won_deals: 2, excluded_deals: 1, incomplete: true, material: true});
  });

  it("where a few without one are at face value as much as all the others", async () => {
    expect(await of([euro(10), euro(10), euro(10), dollar(30)])).toEqual({
      won_deals: 4,
      excluded_deals: 1,
      incomplete: true,
      material: true
    });
  });

  it("not where they are less than half either way", async () => {
    expect(await of([euro(10), euro(10), euro(10), dollar(29)])).toEqual({
      won_deals: 4,
      excluded_deals: 1,
      incomplete: false,
      material: true
    });
    expect(await of([euro(10)])).toEqual({won_deals: 1, excluded_deals: 0, incomplete: false, material: false});
  });

  it("is not even material where they are one in 20 of the deals and at face value of the money", async () => {
    const twenty = Array.from({length: 19}, () => euro(20));
    expect(await of([...twenty, dollar(19)])).toMatchObject({incomplete: false, material: false});
    expect(await of([...twenty, dollar(20)])).toMatchObject({incomplete: false, material: true});
    expect(await of([...twenty.slice(1), dollar(1)])).toMatchObject({incomplete: false, material: true});
  });

  it("is announced by check and rebuild, counted and added up per currency", async () => {
    const db = await factsOf(
      {deals: [euro(10), dollar(20), dollar(5), deal({currency: "SEK", amount: 7})], rates},
      {reporting_currency: "EUR"}
    );
    expect(unratedText(await unratedDeals(db, parseSettings({reporting_currency: "EUR"}, "test")))).toContain(
      "3 of 4 won deals have no exchange rate and are in no figure of money: USD 25.00 (2 deals), SEK 7.00 (1 deal)."
    );
    db.close();
  });
});

describe("rates", () => {
  const textOf = async (reporting_currency: string, per_unit: number) => {
    const of = (currency: string, rate: number) => ({month: "2026-05-01", currency, per_unit: rate});
    const deals = [deal({currency: "GBP", closed_on: "2026-05-03", opened_on: "2026-05-01"})];
    const db = await factsOf({deals, rates: [of("GBP", 1.25), of("EUR", per_unit)]}, {});
    const text = ratesText(await unratedDeals(db, parseSettings({reporting_currency}, "test")));
    db.close();
    return text;
  };

  it("into another currency than the reporting one are told: one unit of it is worth something else than itself", async () => {
    expect(await textOf("EUR", 1.08)).toBe(
      "Rates are into another currency than EUR, the reporting currency: one EUR is 1.08 in 2026-05, expected 1. Amounts in other currencies are converted wrongly. Deliver rates into EUR for the same months, or set reporting_currency in handshake.config.ts to the currency of the rates."
    );
    expect(await textOf("EUR", 1)).toBe("");
    expect(await textOf("USD", 1.08)).toBe("");
  });

  it("of 1 convert nothing: a list that has the reporting currency itself leaves it that of most deals", async () => {
    const of = (currency: string, per_unit: number) => ({month: "2026-05-01", currency, per_unit});
    const deals = [deal({currency: "USD"}), deal({currency: "EUR"})];
    const db = await factsOf({deals, rates: [of("EUR", 1), of("USD", 0.9)]}, {});
    expect(await reportingCurrency(db, parseSettings({}, "test"))).toBe("EUR");
    db.close();
  });
});

describe("a partner of whose deals one has no exchange rate", () => {
  it("is not said to use too much of our time for its revenue, as one whose revenue is all counted is", async () => {
    const hours = (partner_id: string) => activity({partner_id, hours: 100});
    const others = ["x", "y", "z"].map((partner_id) => deal({partner_id, currency: "EUR", amount: 1000}));
    const m = await metricsOf(
      {
        deals: [
          ...others,
          deal({partner_id: "a", currency: "USD", amount: 9}),
          deal({partner_id: "b", currency: "EUR", amount: 9})
        ],
        activities: [hours("a"), hours("b"), activity({partner_id: "x", hours: 200})],
        rates
      },
      {reporting_currency: "EUR"}
    );
    expect(await m.rows("attention", "partner_id, served", "partner_id in ('a', 'b')")).toEqual(
      ["a", "b"].map((partner_id) => ({partner_id, served: "over"}))
    );
    expect(await m.rows("signal_care", "partner_id", `kind = 'over_served' and enters and as_of = '${asOf}'`)).toEqual([
      {partner_id: "b"}
    ]);
    // the key figure and its history count those that pages name
    expect(await m.row("headline_values", "value", `as_of = '${asOf}' and headline = 'over_served'`)).toEqual({value: 1});
  });

  it("is not counted where a rule that more than half would meet lists nobody: its case hides no other's", async () => {
    const hours = (partner_id: string) => activity({partner_id, hours: 100});
    const sold = (partner_id: string, currency: string, amount: number) => deal({partner_id, currency, amount});
    const m = await metricsOf(
      {
        deals: [
          ...["x", "y"].map((id) => sold(id, "EUR", 1000)),
          ...["a", "c", "d"].map((id) => sold(id, "USD", 9)),
          sold("b", "EUR", 9)
        ],
        activities: ["a", "b", "c", "d"].map(hours),
        rates
      },
      {reporting_currency: "EUR"}
    );
    expect(await m.row("muted_rules", "population, met, muted", `as_of = '${asOf}' and rule = 'over_served'`)).toEqual({
      population: 3,
      met: 1,
      muted: false
    });
    expect(await m.row("attention", "served", "partner_id = 'b'")).toEqual({served: "over"});
    expect(await m.rows("signal_care", "partner_id", `kind = 'over_served' and enters and as_of = '${asOf}'`)).toEqual([
      {partner_id: "b"}
    ]);
    expect(await m.row("headline_values", "value", `as_of = '${asOf}' and headline = 'over_served'`)).toEqual({value: 1});
  });
});

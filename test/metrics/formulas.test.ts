import {expect, it, onTestFinished} from "vitest";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {plainSettings} from "../../loaders/settingsValues.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {factsOf} from "../support/facts.ts";
import {invented} from "./invented.ts";
import {measured} from "./support.ts";

const settings = plainSettings(parseSettings({}, "test"));

/** Formulas that name only columns of their own row, and settings. */
const own = readCatalogue().flatMap(({name, key, formula}) =>
  formula.filter(({expression}) => !/[a-z]\./.test(expression)).map((one) => ({name, key, ...one}))
);

const withSettings = (expression: string, key: readonly string[]) =>
  expression.replace(/\b[a-z_]+\b/g, (word) => (word in settings && !key.includes(word) ? String(settings[word]) : word));

it("a formula that a header tells comes to the figure in every row, not only in the sample's", async () => {
  const world = invented(20250617);
  // of one customer, a rep sold with one partner what was refunded with another
  const sold = {customer_id: "c0", rep_id: "lone", opened_on: "2025-06-01", closed_on: "2025-06-01", status: "won"};
  const facts = await factsOf({
    ...world,
    deals: [
      ...world.deals,
      {...sold, deal_id: "sold", partner_id: "p00", amount: 100},
      {...sold, deal_id: "back", partner_id: "p01", amount: 0, refunded: 50}
    ]
  });
  onTestFinished(() => facts.close());
  const m = await measured(facts, {history_months: 1}, "2025-06-17");
  expect(own.length).toBeGreaterThan(30);
  const others: unknown[] = [];
  for (const {name, key, column, expression} of own) {
    const [told, figure] = [withSettings(expression, key), column].map((text) => `cast(${text} as double)`);
    const differs = `(${told} is null) <> (${figure} is null) or abs(${told} - ${figure}) > 1e-9 * greatest(1, abs(${figure}))`;
    others.push(...(await m.rows(name, `'${name}.${column}' as formula, count(*) as rows`, `${differs} having count(*) > 0`)));
  }
  expect(others).toEqual([]);
});

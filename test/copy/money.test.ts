import {describe, expect, test} from "vitest";
import {lorenzTitle, sharesTitle} from "../../src/copy/concentrationPictures.ts";
import {whatIfAnswer} from "../../src/copy/concentration.ts";
import {unevenAnswer} from "../../src/copy/spread.ts";
import {bothWays, directAnswer} from "../../src/copy/direct.ts";
import {belowZeroSentence} from "../../src/copy/money.ts";
import {attentionAnswer} from "../../src/copy/contact.ts";
import {ownerCasesAnswer, ownerHeadline, ownerPipelineAnswer} from "../../src/copy/owner.ts";
import {pastNumbers, type PastRow} from "../../src/copy/past.ts";
import {stagesTitle} from "../../src/copy/pipeline.ts";
import {oneSidedTitle} from "../../src/copy/reciprocityPictures.ts";
import {regionsAnswer} from "../../src/copy/regions.ts";
import type {Period, RevenueFacts, Stage} from "../../src/copy/revenueFacts.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const exact = {...portfolio(3).about, currency: "EUR"};
const banded = {...exact, amounts: "banded" as const};
const text = (said: string) => said.replaceAll("\u00a0", " ");

describe("a sum of which the parts are bands is told as the least that it can be", () => {
  const stages = [{value: 2000}, {value: 500}] as Stage[];
  const sided = [
    {given_value: 200, received_value: 0},
    {given_value: 50, received_value: 10}
  ];
  const story = {
    ...{name: "Ann", cases: [], more: [{stake: 200}, {stake: 20}], due: [], registrations: [], referrals: []},
    partners: [
      {revenue: 5000, share: 0.1},
      {revenue: 2000, share: 0.05}
    ],
    pipeline: [
      {deals: 1, amount: 500, excluded_deals: 0},
      {deals: 2, amount: 1000, excluded_deals: 0}
    ]
  } as Parameters<typeof ownerHeadline>[0];

  test("in the title of stages, and of one-sided partners", () => {
    expect([exact, banded].map((about) => stagesTitle(stages, about))).toEqual([
      "Open deals by stage: €2.5K",
      "Open deals by stage: at least €2.5K"
    ]);
    expect(oneSidedTitle(sided, exact)).toBe("2 one-sided partners: €250 sent, €10 won from theirs");
    expect(oneSidedTitle(sided, banded)).toBe("2 one-sided partners: at least €250 sent, at least €10 won from theirs");
  });

  test("on the page of an account manager, where no case is said to be below the lower end of the largest band", () => {
    expect(text(plain(ownerHeadline(story, banded).paragraphs[0]!))).toBe(
      "Their partners brought at least €7K in 12 months, at least 15% of partner revenue."
    );
    expect(plain(ownerPipelineAnswer(story, banded).finding)).toBe("Three open deals worth at least €1.5K");
    expect(plain(ownerCasesAnswer(story, banded).paragraphs[0]!)).toBe(
      "Two more cases are not shown, the largest at least €200 at stake."
    );
    expect(plain(ownerCasesAnswer(story, exact).paragraphs[0]!)).toBe("Two more cases are not shown, none above €200 at stake.");
  });

  test("at an earlier date, where no effective number is made of bands", () => {
    const row = (revenue: number) => ({id: "A", name: "Acme", revenue, share: 0.5, expected_loss: 5}) as PastRow;
    const said = pastNumbers([row(200), row(50)], 365, banded).map(({value, note}) => `${value}; ${plain(note)}`);
    expect([said[1], said[2], said[4]]).toEqual([
      "at least €250; through partners in 12 months",
      "50%; Acme",
      "at least €10; in the year after"
    ]);
  });

  test("of shares, and of what refunds exceed", () => {
    const members = [0.1, 0.05, 0.05, 0.02].map((share, i) => ({name: `P${i}`, share, members: 1}));
    expect(sharesTitle(members, banded)).toBe("P0 brings 10%, the three largest at least 20%");
    const below = [-200, -50].map((net) => ({dimension: "partner", net}));
    expect(plain(belowZeroSentence({members: below, about: banded}))).toContain("(-€250 or less together)");
    const f = portfolio(3);
    const over = f.partners.map((row) => ({...row, served: "over" as const, service_share: 0.05, value_share: 0.01}));
    expect(text(plain(attentionAnswer({...f, partners: over, about: banded}).finding))).toContain(
      "Three partners use at least 15% of our hours with partners for at least 3% of partner revenue"
    );
  });
});

describe("of bands no part of a sum is told", () => {
  const quarter = (net: number) =>
    ({label: "Q3 2026", starts_on: "2026-07-01", ends_on: "2026-09-30", is_complete: true, net, deals: 1}) as Period;

  test("with partners and direct", () => {
    const f = {about: banded, quarters: [quarter(5000)], direct: [quarter(500)]} as unknown as RevenueFacts;
    expect(plain(directAnswer(f).finding)).toBe("In Q3 2026 with partners €5K, direct €500");
    expect(plain(directAnswer({...f, about: exact}).finding)).toBe("91% of revenue in Q3 2026 is with partners");
    expect(bothWays(f.quarters, f.direct, true)[0]!.share).toBeNull();
  });

  test("by region: the largest is named where its band is larger than all others, else those in the same band", () => {
    const said = (north: number) =>
      plain(
        regionsAnswer(
          [
            {region: "North", net: north},
            {region: "South", net: 500}
          ],
          true,
          banded
        ).finding
      );
    expect([said(1000), said(500)]).toEqual([
      "North brings the most: at least €1K",
      "North and South bring the most: at least €500 each"
    ]);
  });

  test("by halves, and a what-if is said to be of bands", () => {
    expect(plain(unevenAnswer(0.2, {n: 3, bringing: 3}, banded).finding)).toBe(
      "Amounts are shown as bands, which do not tell what the bottom half brings"
    );
    expect(lorenzTitle([], banded)).toBe("");
    expect(whatIfAnswer(10, exact).paragraphs).toEqual([]);
    expect(plain(whatIfAnswer(10, banded).paragraphs[0]!)).toContain("Computed from the lower ends of bands");
  });
});

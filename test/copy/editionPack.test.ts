import {describe, expect, test} from "vitest";
import {medianText, type EditionPartner} from "../../src/copy/edition.ts";
import {agreedWords, settleWords} from "../../src/copy/editionPack.ts";
import {pastVerdict, type PastRow} from "../../src/copy/past.ts";
import {plain} from "../../src/copy/say.ts";
import type {Edition, Partner} from "../../src/contract/index.ts";

const edition = {about: {company: "Test & Co", as_of: "2026-10-31", recorded: {activities: true}}} as unknown as Edition;
const row = (more: Partial<EditionPartner> = {}): EditionPartner =>
  ({
    ...{id: "P1", name: "Acme", agreement: null, started_on: null, manager: null, last_contact_on: null, verdict: "balanced"},
    ...more
  }) as unknown as EditionPartner;
const said = ({finding, paragraphs}: ReturnType<typeof agreedWords>) =>
  [finding, ...paragraphs].map((s) => plain(s).replaceAll("\u00a0", " ")).filter(Boolean);
const none = {registrations: [], referrals: [], deals: []};

describe("a partner's own pack", () => {
  test("says what was agreed, since when, and with whom", () => {
    expect(said(agreedWords(row({agreement: "reseller", started_on: "2023-04-01", manager: "Ida Holm"}), edition))).toEqual([
      "Agreement: reseller",
      "Partner since 1 April 2023. Account manager of Test & Co: Ida Holm."
    ]);
    expect(said(agreedWords(row({last_contact_on: "2026-10-20"}), edition))).toEqual([
      "No agreement is recorded",
      "Last contact on 20 Oct 2026."
    ]);
  });

  test("asks what is overdue on either side, each side by its name", () => {
    const open = {
      registrations: [{state: "late" as const}, {state: "waiting" as const}],
      referrals: [
        {direction: "received" as const, overdue: true},
        {direction: "given" as const, overdue: true},
        {direction: "given" as const, overdue: false}
      ],
      deals: [{expected_close_on: "2026-10-30"}, {expected_close_on: "2026-10-31"}, {expected_close_on: null}]
    };
    expect(said(settleWords(row({verdict: "they_owe"}), open, edition))).toEqual([
      "Five questions to settle",
      "One deal registration waits for a decision by Test & Co, overdue. Who decides, and when?",
      "One referral to Test & Co is overdue for an answer. Who answers, and when?",
      "One referral to Acme is overdue for an answer. Who answers, and when?",
      "One open deal is past the expected close. What is its new date, or is it to be closed?",
      "Test & Co sends clearly more referrals than Acme. Where can Acme refer customers to Test & Co?"
    ]);
    expect(said(settleWords(row({verdict: "we_owe"}), none, edition))[1]).toBe(
      "Acme sends clearly more referrals than Test & Co. Where can Test & Co refer customers to Acme?"
    );
  });

  test("asks nothing where nothing is open", () =>
    expect(said(settleWords(row(), none, edition))).toEqual(["No question from the figures"]));
});

test("the verdict of an earlier date is the grade and score of then, with those of now", () => {
  const then = {grade: "candidate", score: 71, lower: 62, upper: 80} as unknown as PastRow;
  const now = {grade: "at_risk", score: 50, lower: 41, upper: 60} as unknown as Partner;
  const text = (a: PastRow, b: Partner) => pastVerdict(a, b).replaceAll("\u00a0", " ");
  expect(text(then, now)).toBe("Above average, trust score 71 (62 to 80). Now: at risk, trust score 50 (41 to 60).");
  expect(text({...then, grade: "unproven"}, {...now, grade: null})).toBe(
    "Not enough data to rate. Now: not enough data to rate."
  );
});

test("medians of the comparison are told as what they are: scores and counts whole, shares in percent, revenue in money", () => {
  const told = (["score", "received", "given", "tickets_on_time"] as const).map((figure) =>
    medianText(figure, figure === "tickets_on_time" ? 0.62 : 7, "EUR")
  );
  expect([...told, medianText("revenue", 7000, "EUR"), medianText("score", null, "EUR")]).toEqual([
    "7",
    "7",
    "7",
    "62%",
    "€7K",
    "–"
  ]);
});

import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {Settings} from "../../loaders/settings.ts";
import {emptyReport, projectCopy, publishRecords, publishSite} from "../release/project.ts";
import {builtPages, type BuiltPage} from "../support/builtPages.ts";
import type {Records} from "../support/facts.ts";

const defaults = Settings.parse({}) as unknown as Record<string, unknown>;
/** Every setting in days and every share that figures follow from, none as it is by default and no two alike. */
const changed: Record<string, number> = {
  evidence_days: 731,
  window_days: 181,
  half_life_days: 202,
  trusted_min: 0.83,
  trusted_keep_min: 0.57,
  above_average_min: 0.51,
  at_risk_max: 0.17,
  at_risk_keep_max: 0.43,
  response_days: 71,
  hhi_low_max: 0.13,
  hhi_moderate_max: 0.23,
  disclosure_share: 0.19,
  one_sided_share: 0.27,
  no_contact_days: 72,
  no_contact_leave_days: 59,
  review_grace_days: 34,
  escalation_days: 63,
  precision_days: 92,
  material_share: 0.07,
  alarm_max_q: 0.14,
  watch_max_p: 0.06,
  registration_days: 73,
  trouble_free_days: 74,
  early_win_days: 175,
  dependency_share: 0.61,
  cadence_days: 41,
  forecast_days: 77,
  stalled_share: 0.93
};

const day = (ago: number) => new Date(Date.parse("2026-06-30") - ago * 864e5).toISOString().slice(0, 10);
const ids = ["A", "B", "C", "D", "E", "F", "G", "H"];
const each = <T>(n: number, make: (i: number) => T) => Array.from({length: n}, (_, i) => make(i));
const records: Records = {
  partners: ids.map((id, i) => ({
    partner_id: id,
    name: `Partner ${id}`,
    joined_on: day(900 - i),
    region: i % 2 ? "North" : "South"
  })),
  people: ["ann", "bob"].map((id) => ({person_id: id, name: id, side: "us"})),
  deals: ids.flatMap((id, i) =>
    each(9, (k) => ({
      deal_id: `${id}${k}`,
      partner_id: k === 8 ? null : id,
      customer_id: `c${(i + k) % 5}`,
      rep_id: i % 2 ? "ann" : "bob",
      opened_on: day(70 * k + 60 + i),
      closed_on: day(70 * k + i),
      status: (k + i) % 3 ? "won" : "lost",
      amount: String(1000 * (9 - i) + 10 * k),
      found_by: k % 2 ? "us" : "partner",
      relationship_with: "partner",
      led_by: k % 3 ? "partner" : "us",
      registered_on: day(70 * k + 55 + i),
      decided_on: day(70 * k + (k % 2 ? 54 : 40) + i),
      registration: "approved",
      discount_pct: 5 + k
    }))
  ),
  referrals: ids.flatMap((id, i) =>
    each(8, (k) => ({
      referral_id: `${id}${k}`,
      partner_id: id,
      direction: (k + i) % 3 ? "given" : "received",
      made_on: day(60 * k + 5 + i),
      answered_on: day(60 * k + i),
      outcome: k % 4 ? "accepted" : "rejected",
      from_person: "ann",
      to_person: `of ${id}`
    }))
  ),
  tickets: ids.flatMap((id, i) =>
    each(4, (k) => ({
      ticket_id: `${id}${k}`,
      partner_id: id,
      customer_id: `c${(i + k) % 5}`,
      owner: "partner",
      opened_on: day(90 * k + 20 + i),
      due_on: day(90 * k + 10 + i),
      resolved_on: day(90 * k + (k % 2 ? 12 : 5) + i),
      topic: "installation",
      hours: 3 + i
    }))
  ),
  activities: ids.slice(0, 5).flatMap((id, i) =>
    each(3, (k) => ({
      activity_id: `${id}${k}`,
      partner_id: id,
      kind: k ? "call" : "plan_review",
      happened_on: day(100 * k + 30 + i),
      hours: 2
    }))
  )
};

let pages: BuiltPage[];
let remove: () => void;
beforeAll(async () => {
  const copy = projectCopy();
  remove = copy.remove;
  await publishRecords(records, path.join(copy.root, "src/data"), emptyReport, null, changed);
  await publishSite({root: copy.root, site: "dist", company: "Test & Co"});
  pages = builtPages(path.join(copy.root, "dist/current"));
});
afterAll(() => remove());

/** Every text of a page that is no figure: sentences, titles, captions, heads of tables; not the line that names defaults, and not definitions. */
const textsOf = ({sections}: BuiltPage): string[] =>
  sections
    .flatMap(({texts, tables}) => [...texts, ...tables.flatMap(({caption, head}) => [caption, ...head])])
    .filter((text) => !/^Settings behind these figures/.test(text));

const spoken = (days: number): string[] => {
  const forms = [`${days.toLocaleString("en")} days`];
  if (days === 365) forms.push("12 months", "twelve months", "a year before");
  if (days % 365 === 0) forms.push(`${days / 365} years`);
  return forms;
};

describe("with every period and share changed", () => {
  test("every setting in days, and every share, that a metric reads is changed", () => {
    const operators = /^(bad_rows|volume|reader|retry|releases|runs|asset|release)_/;
    const named = Object.keys(defaults).filter((name) => /_(days|share)$/.test(name) && !operators.test(name));
    expect(named.filter((name) => changed[name] === undefined || changed[name] === defaults[name])).toEqual([]);
  });

  test("no page speaks of a default period", () => {
    const usual = [
      ...new Set(
        Object.keys(changed)
          .filter((name) => name.endsWith("_days"))
          .flatMap((name) => spoken(defaults[name] as number))
      )
    ];
    // the window that the test for pace has chosen for a partner, and the age of cases, are figures and shapes of their own
    const chosen =
      /cases were first raised at least \d+ days ago|expected in \d+ days|[Nn]o referrals (?:from .+ )?for \d+ days|\d+ days before the day of the data/;
    // periods of the calendar, the forecast's simple guesses, the year of the waiting for a first deal and the time after which
    // a past score is judged follow no setting
    const fixed =
      /\bthe same (?:quarter|period|days|one) a year before\b|\bthe average of the last 12 months\b|\bhad no deal recorded after 12 months\b|\bobserved share of good outcomes, in the 90 days after\b/g;
    const found = pages
      .filter(({address}) => address !== "method")
      .flatMap((page) =>
        textsOf(page).flatMap((said) => {
          const text = said.replaceAll("\u00a0", " ").replace(fixed, "");
          return usual
            .filter((form) => new RegExp(`\\b${form}\\b`).test(text) && !chosen.test(text))
            .map((form) => `/${page.address}: ${form}: ${said}`);
        })
      );
    expect(found).toEqual([]);
  });

  test("no page speaks of a default threshold", () => {
    const shapes =
      /(threshold of|probability of at least|at or above|brings|make|At least) (10%|80%|50%)(?! interval)(?= or more|\.| of (all )?revenue| of what|,|:)/;
    const found = pages
      .filter(({address}) => address !== "method")
      .flatMap((page) =>
        textsOf(page).flatMap((text) =>
          shapes.test(text) && !/of partner revenue/.test(text) ? [`/${page.address}: ${text}`] : []
        )
      );
    expect(found).toEqual([]);
  });

  test("pages speak of what holds instead", () => {
    const all = pages.flatMap(textsOf).join("\n");
    for (const form of ["181 days", "731 days", "202 days", "71 days", "72 days", "83%", "19%"]) expect(all).toContain(form);
  });

  test("each page with figures says which settings behind them differ", () => {
    const names = (address: string) =>
      pages
        .find((page) => page.address === address)!
        .sections.flatMap(({texts}) => texts)
        .filter((text) => text.startsWith("Settings behind these figures"))
        .join();
    for (const address of ["index", "trust", "reciprocity", "concentration", "segments", "partners", "attention", "changes"])
      expect([address, names(address)]).toEqual([address, expect.stringContaining("_days = ")]);
    expect(names("deals")).toContain("registration_days = 73 (default 90)");
    expect(names("deals")).not.toContain("no_contact_days");
    expect(names("people")).toContain("dependency_share = 0.61 (default 0.5)");
    expect(names("service")).toContain("trouble_free_days = 74 (default 90)");
  });
});

import {expect, test} from "vitest";
import {caseText} from "../../src/copy/caseTexts.ts";
import type {CaseFacts} from "../../src/copy/caseFacts.ts";
import {goesOn} from "../../src/copy/overview.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const f = portfolio(3);
const concentration = {
  ...{kind: "concentration", kinds: "concentration", about: "dimension", subject_id: "customer", partner_id: null, partners: 0},
  ...{customer_id: null, customer: null, owner: null, met: true, size: 4000, share: null, expected: null}
};
const told = (more: object) => {
  const {about, why, todo} = caseText({...concentration, ...more} as unknown as CaseFacts, f);
  return [about, why, todo].map((text) => plain(text).replaceAll("\u00a0", " "));
};

test("a dimension that is no longer highly concentrated was so, and nobody has to decide on it", () => {
  const band = {detail: "band", seen: 0.2081};
  expect(told(band)).toEqual([
    "Revenue by customer is highly concentrated",
    "The Herfindahl index is 2,081 points, above 1,800; the largest brings €4K.",
    "Leadership: decide which others to build up this year."
  ]);
  expect(told({...band, seen: 0.1727, met: false})).toEqual([
    "Revenue by customer was highly concentrated",
    "The Herfindahl index is 1,727 points, no longer above 1,800; the largest brings €4K. Now within the limit; the case closes once it stays clearly within.",
    "Leadership: watch it until the case closes."
  ]);
});

test("a dimension of few members that is no longer uneven is not said to be below a bound that it is above", () => {
  expect(told({subject_id: "rep", detail: "band", seen: 0.3325, met: false}).slice(0, 2)).toEqual([
    "Revenue by rep was highly concentrated even for so few",
    "The Herfindahl index is 3,325 points, above 1,800, but no longer half above that of as many equal ones; the largest brings €4K. Now within the limit; the case closes once it stays clearly within."
  ]);
});

test("a customer is told apart from a partner of the same name, in a case and in the overview", () => {
  const one = {about: "customer", customer_id: "c", detail: "customer", seen: 0.66};
  const row = {...concentration, ...one, customer: "Aldertree"} as unknown as CaseFacts;
  const {about} = caseText(row, f);
  expect(plain(about)).toBe("The customer Aldertree brings 66% of all revenue");
  expect(plain(goesOn({about, partner: null}))).toBe("the customer Aldertree brings 66% of all revenue");
  // a name of which it is a part already
  expect(told({...one, customer: "Customer 12"})[0]).toBe("Customer 12 brings 66% of all revenue");
  expect(told({...one, customer: "a customer"})[0]).toBe("A customer brings 66% of all revenue");
  expect(told({...one, customer: null})[0]).toBe("An unnamed customer brings 66% of all revenue");
});

test("a weak grade beside a score that is not below the average is told as what it is, and nobody is to act on it yet", () => {
  const one = {about: "partner", partner_id: "q", partner: "Quanta", owner: "Ann Lee", partners: 1, share: 0.26};
  const weak = {...one, kind: "weak_score", kinds: "weak_score", detail: "below_typical"};
  expect(told({...weak, seen: 64.6, expected: 64.2})).toEqual([
    "Quanta is in group A with a weak grade",
    "Graded below average by the months before; its trust score of today, 65, is not below the average. It brings 26% of partner revenue.",
    "Ann Lee: wait to see whether the grade follows before you act on it."
  ]);
  expect(told({...weak, seen: 58, expected: 64.2}).slice(1)).toEqual([
    "Trust score 58, below average. It brings 26% of partner revenue.",
    "Ann Lee: review the bad outcomes together, and prepare who else could deliver."
  ]);
});

test("nobody is to call a partner that is within its own pace again", () => {
  const one = {about: "partner", partner_id: "q", partner: "Quanta", owner: "Ann Lee", partners: 1, seen: 2, expected: 5.9};
  const slow = {...one, kind: "below_pace", kinds: "below_pace"};
  expect(told({...slow, detail: "180 none", met: false})).toEqual([
    "Referrals from Quanta were below normal pace",
    "About 5.9 expected in 180 days, 2 received. Now within the limit; the case closes once it stays clearly within.",
    "Ann Lee: watch it until the case closes."
  ]);
  // between its bounds it is still below its pace
  expect(told({...slow, detail: "180 watch", met: false})[2]).toBe("Ann Lee: call this week and ask what changed.");
});

test("a pace that is compared with the time of the year says so, and where few are expected then, none is no new finding", () => {
  const one = {
    about: "partner",
    partner_id: "q",
    partner: "Quanta",
    owner: "Ann Lee",
    partners: 1,
    seen: 0,
    kind: "deals_below_pace"
  };
  const slow = {...one, kinds: "deals_below_pace"};
  expect(told({...slow, expected: 16.2, detail: "90 alarm season"})).toEqual([
    "No deals opened with Quanta for 90 days",
    "About 16 expected in 90 days at this time of year, none opened.",
    "Ann Lee: call this week and ask what changed."
  ]);
  expect(told({...slow, expected: 0.2, detail: "90 off season", met: false})[1]).toBe(
    "Few are expected in 90 days at this time of year, and none opened. It was below its pace when more were expected."
  );
});

test("a partner that no longer brings the share that accounts must name is not said to bring it", () => {
  const one = {about: "partner", partner_id: "q", partner: "Quanta", detail: "partner", owner: "Ann Lee", partners: 1};
  expect(told({...one, seen: 0.31})).toEqual([
    "Quanta brings 31% of all revenue",
    "The ASC 280 threshold is 10%, companies under one parent counted as one.",
    "Ann Lee: plan for its loss, and ask Finance to check if it is a customer of record."
  ]);
  expect(told({...one, seen: 0.076, met: false})).toEqual([
    "Quanta no longer brings 10% of all revenue",
    "It is 7.6% now; the ASC 280 threshold is 10%. Now within the limit; the case closes once it stays clearly within.",
    "Ann Lee: watch it until the case closes."
  ]);
  expect(told({...one, partners: 3, seen: 0.076, met: false})[0]).toBe(
    "Quanta and 2 others of its group no longer bring 10% of all revenue"
  );
});

test("a case of a group tells of all its partners that have the signal, and what they bring together", () => {
  const one = {about: "partner", partner_id: "q", partner: "Quanta", owner: "Ann Lee", seen: 0, expected: 5.9};
  const slow = {...one, kind: "deals_below_pace", kinds: "deals_below_pace", detail: "180 alarm", share: 0.065};
  const few = {partners: 4, group_share: 0.45};
  expect(told({...slow, partners: 1, group_share: 0.065}).slice(0, 2)).toEqual([
    "No deals opened with Quanta for 180 days",
    "About 5.9 expected in 180 days, none opened. It brings 6.5% of partner revenue."
  ]);
  expect(told({...slow, ...few}).slice(0, 2)).toEqual([
    "Deals opened with Quanta and 3 others of its group are below normal pace",
    "About 5.9 expected in 180 days, none opened with Quanta. Together they bring 45% of partner revenue."
  ]);
  expect(told({...slow, ...few, kind: "no_contact", kinds: "no_contact", seen: 120, partners: 2}).slice(0, 2)).toEqual([
    "No contact with Quanta for 120 days",
    "It brings 6.5% of partner revenue. The same holds for 1 other of its group; together they bring 45% of partner revenue."
  ]);
});

test("how often the lead of deals broke the rule is told of those with a recorded lead", () => {
  const one = {kind: "wrong_lead", kinds: "wrong_lead", about: "partner", partner_id: "q", partner: "Quanta", detail: null};
  expect(told({...one, size: 6, expected: 10, seen: 2}).slice(0, 2)).toEqual([
    "The lead of most recorded deals with Quanta breaks the rule of engagement",
    "Six of 10 deals with a recorded lead, closed in 3 years, broke it; 2 of these were won."
  ]);
});

test("a case below its own pace, or without contact, says what was not delivered, and is certain of nothing that follows from that", () => {
  const one = {about: "partner", partner_id: "q", partner: "Quanta", owner: "Ann Lee", partners: 1, seen: 0, expected: 6};
  const stale = [{table: "deals", last: "2026-04-30"}];
  const tell = (more: object, about: object) => {
    const {
      about: what,
      why,
      todo
    } = caseText({...concentration, ...one, ...more} as unknown as CaseFacts, {
      ...f,
      about: {...f.about, ...about}
    });
    return [what, why, todo].map((text) => plain(text).replaceAll("\u00a0", " "));
  };
  const opened = {kind: "deals_below_pace", kinds: "deals_below_pace", detail: "90 alarm"};
  expect(tell(opened, {})).toEqual([
    "No deals opened with Quanta for 90 days",
    "About 6 expected in 90 days, none opened.",
    "Ann Lee: call this week and ask what changed."
  ]);
  expect(tell(opened, {stale})).toEqual([
    "Deals opened with Quanta may be below normal pace",
    "About 6 expected in 90 days, none delivered; no delivery of deals since 30 Apr 2026.",
    "Ann Lee: check what was not delivered before you call."
  ]);
  expect(tell({kind: "no_contact", kinds: "no_contact", seen: 120}, {stale})).toEqual([
    "No contact with Quanta was delivered for 120 days",
    "No delivery of deals since 30 Apr 2026.",
    "Ann Lee: check what was not delivered before you call."
  ]);
  // referrals were delivered
  expect(tell({...opened, kind: "below_pace", kinds: "below_pace"}, {stale})[0]).toBe("No referrals from Quanta for 90 days");
});

test("a concentration that one deal makes says so, with its customer and what is left without it", () => {
  const one = {
    about: "partner",
    partner_id: "q",
    partner: "Quanta",
    detail: "partner",
    owner: "Ann Lee",
    partners: 1,
    seen: 0.77
  };
  expect(told({...one, kind: "concentration", customer_id: "c", customer: "Oak", expected: 0.032}).slice(1)).toEqual([
    "The ASC 280 threshold is 10%, companies under one parent counted as one. One deal, with Oak, makes it so: without it the share is 3.2%.",
    "Ann Lee: find out whether such a deal can come again, and ask Finance to check if it is a customer of record."
  ]);
  // of a customer, who buys is said already
  const buyer = {...one, about: "customer", detail: "customer", customer_id: "c", customer: "Oak"};
  expect(told({...buyer, kind: "concentration", expected: 0.032})[1]).toContain(
    "One deal makes it so: without it the share is 3.2%."
  );
  const band = {
    about: "dimension",
    partner_id: null,
    partner: null,
    subject_id: "rep",
    detail: "band",
    seen: 0.6644,
    size: 5_300_000
  };
  expect(told({...band, kind: "concentration", expected: 0.17})[1]).toContain(
    "; the largest brings €5.3M. One deal makes it so: without it the index is 1,700 points."
  );
});

test("a case whose main signal is within its limit again says what to do about the further ones, which hold", () => {
  const one = {about: "partner", partner_id: "q", partner: "Quanta", owner: "Ann Lee", partners: 1};
  const lead = {...one, kind: "wrong_lead", size: 8, expected: 18, seen: 6};
  expect(told({...lead, met: false, kinds: "formal_agreement, one_sided, wrong_lead"}).slice(1)).toEqual([
    "Eight of 18 deals with a recorded lead, closed in 3 years, broke it; 6 of these were won. Now within the limit. Also: ready for an agreement, one-sided.",
    "Ann Lee: agree what each side brings before the next referral (one-sided)."
  ]);
  expect(told({...lead, met: false, kinds: "formal_agreement, wrong_lead"})[2]).toBe(
    "Ann Lee: propose an agreement (ready for an agreement)."
  );
  // one that has no action of its own is passed over
  expect(told({...lead, met: false, kinds: "concentration, one_sided, wrong_lead"})[2]).toBe(
    "Ann Lee: agree what each side brings before the next referral (one-sided)."
  );
  const pace = {...one, kind: "below_pace", seen: 3, expected: 4, size: 1, detail: "90 none", met: false};
  expect(told({...pace, kinds: "below_pace, no_contact"})[2]).toBe("Ann Lee: call, and bring something of use (no contact).");
  expect(told({...pace, kinds: "below_pace, downgrade, no_contact"})[2]).toBe(
    "Ann Lee: review the bad outcomes together before the next deal (downgrade)."
  );
  expect(told({...lead, met: false, kinds: "wrong_lead"})[2]).toBe("Ann Lee: watch it until the case closes.");
  expect(told({...lead, kinds: "one_sided, wrong_lead"})[2]).toBe("Ann Lee: agree who leads before the next deal is opened.");
});

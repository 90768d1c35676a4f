import {day} from "./calendar.ts";
import {cast, groupParent} from "./cast.ts";
import type {Profile} from "./habits.ts";

const {quietly_excellent, one_sided, second_one_sided, third_one_sided, dries_up, loss_hurts, group, over_served, ignored} = cast;
const {private_alliance, wrong_lead, dependent_region, riser, faller, we_owe, enters_the_few, leaves_the_few, nothing_recorded} =
  cast;

const newcomer = (joined: string, more: Partial<Profile> = {}): Partial<Profile> => ({
  joined: day(joined),
  deals: 3,
  received: 1.5,
  given: 2,
  tickets: 1,
  contacts: 9,
  agreement: null,
  theirs: 1,
  ours: 1,
  ...more
});

/** Where a story asks for more than the usual. */
export const stories: Readonly<Record<string, Partial<Profile>>> = {
  [loss_hurts]: {
    growth: 1.3,
    deals: 12,
    win: 0.6,
    accept: 0.68,
    received: 22,
    given: 21,
    joined: day("2018-03-12"),
    theirs: 4,
    ours: 3
  },
  [group[0]]: {deals: 6, win: 0.6, parent: groupParent, joined: day("2019-05-06")},
  [group[1]]: {deals: 5, win: 0.58, parent: groupParent, joined: day("2021-09-20")},
  [dries_up]: {
    deals: 14,
    received: 25,
    given: 20,
    rhythm: 3,
    accept: 0.66,
    win: 0.62,
    joined: day("2021-11-08"),
    theirs: 3,
    ours: 2,
    turn: {on: day("2026-07-20"), received: 0}
  },
  [ignored]: {
    deals: 6,
    win: 0.58,
    tickets: 5,
    hours: 2.4,
    contacts: 24,
    joined: day("2020-02-03"),
    turn: {on: day("2026-05-04"), contacts: 0, deals: 0, received: 0, given: 0, tickets: 0}
  },
  [dependent_region]: {deals: 9, win: 0.64, accept: 0.74, late: 0.1, joined: day("2019-10-14"), theirs: 3},
  [over_served]: {theirs: 1, tickets: 27, hours: 6.5, win: 0.5, joined: day("2022-04-04"), contacts: 22},
  [one_sided]: {received: 0, given: 20, rhythm: 6, tickets: 18, hours: 8, win: 0.46, joined: day("2022-08-15")},
  [second_one_sided]: {received: 0.6, given: 9, rhythm: 3, win: 0.45, joined: day("2023-02-06")},
  [third_one_sided]: {received: 0.8, given: 10, rhythm: 3, win: 0.5, joined: day("2022-11-21")},
  [we_owe]: {
    received: 17,
    given: 5,
    theirs: 3,
    rhythm: 4,
    accept: 0.74,
    deals: 6,
    win: 0.6,
    late: 0.12,
    joined: day("2021-06-07")
  },
  [quietly_excellent]: {
    deals: 7,
    win: 0.86,
    accept: 0.88,
    late: 0.03,
    reopened: 0.01,
    received: 9,
    given: 6,
    tickets: 11,
    joined: day("2021-01-18")
  },
  [private_alliance]: {agreement: "none", received: 11, given: 16, accept: 0.74, joined: day("2022-05-09"), theirs: 3, ours: 5},
  [wrong_lead]: {deals: 15, win: 0.6, wrong_lead: 0.55, given: 9, joined: day("2021-03-22")},
  [riser]: {
    deals: 11,
    win: 0.6,
    accept: 0.7,
    late: 0.09,
    reopened: 0.02,
    received: 9,
    joined: day("2020-07-13"),
    theirs: 3,
    turn: {on: day("2026-09-01"), win: 0.95, accept: 0.95, late: 0.02, reopened: 0, received: 100, tickets: 120}
  },
  [faller]: {
    deals: 12,
    win: 0.5,
    accept: 0.62,
    late: 0.18,
    reopened: 0.07,
    received: 7,
    given: 8,
    tickets: 10,
    joined: day("2020-09-28"),
    theirs: 3,
    turn: {on: day("2026-10-01"), win: 0.04, accept: 0.1, late: 0.9, reopened: 0.6, received: 36, tickets: 52}
  },
  [enters_the_few]: {landed: {on: day("2026-10-14"), share: 0.019}, theirs: 1, deals: 8, win: 0.62, accept: 0.7},
  [leaves_the_few]: {landed: {on: day("2025-10-14"), share: 0.026}},
  P008: {deals: 6},
  P014: {deals: 7},
  P055: newcomer("2026-02-16"),
  P056: newcomer("2026-04-07", {deals: 2}),
  P057: newcomer("2026-05-18", {received: 3}),
  P058: newcomer("2026-06-22"),
  P059: newcomer("2026-08-03", {deals: 4}),
  [nothing_recorded]: newcomer("2026-09-14", {deals: 0, received: 0, given: 0, tickets: 0, contacts: 0})
};

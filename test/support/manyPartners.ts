import type {Records} from "./facts.ts";

const day = (n: number) => new Date(Date.UTC(2024, 0, 1) + (n % 880) * 864e5).toISOString().slice(0, 10);

/** So many partners of ten account managers, each with a deal and a lead; their sizes, dates and outcomes differ. */
export function manyPartners(count: number): Records {
  const list = Array.from({length: count}, (_, i) => `partner-${i}`);
  return {
    people: Array.from({length: 10}, (_, i) => ({person_id: `Manager ${i}`, name: `Manager ${i}`, side: "us"})),
    partners: list.map((id, i) => ({
      partner_id: id,
      name: `A partner of some length ${i}`,
      region: ["Nordics", "Iberia", "Alps"][i % 3]!,
      tier: ["Gold", "Silver"][i % 2]!,
      manager_id: `Manager ${i % 10}`,
      joined_on: day(i)
    })),
    deals: list.map((id, i) => ({
      deal_id: `d${i}`,
      partner_id: id,
      customer_id: `c${i % 300}`,
      opened_on: day(i),
      closed_on: day(i + 10),
      status: i % 3 ? "won" : "lost",
      amount: String(1000 + ((i * 7919) % 90000))
    })),
    referrals: list.map((id, i) => ({
      referral_id: `r${i}`,
      partner_id: id,
      direction: i % 2 ? "given" : "received",
      made_on: day(i * 3),
      outcome: "accepted"
    }))
  };
}

/** A number from 0 to n - 1 that is the same for the same i, and has nothing to do with that of its neighbours. */
const drawn = (i: number, n: number) => ((Math.imul(i + 1, 2654435761) >>> 8) ^ ((i * 40503) >>> 3)) % n;
/** The day of the data, 30 June 2026. */
const last = 911;
/** The partner of the i-th record: a few have many of them, most have few. */
const owner = (i: number, count: number) => `partner-${Math.floor(count * (drawn(i, 10_007) / 10_007) ** 2.5)}`;
const from2024 = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 864e5).toISOString().slice(0, 10);

/** The same partners with what large companies record too: sellers, persons, stages, registrations, tickets and activities. */
export function manyPartnersInFull(count: number): Records {
  const few = manyPartners(count);
  return {
    ...few,
    people: [
      ...few.people!,
      ...Array.from({length: 30}, (_, i) => ({person_id: `Seller ${i}`, name: `A seller of some length ${i}`, side: "us"})),
      ...Array.from({length: count}, (_, i) => ({
        ...{person_id: `person-${i}`, name: `Person ${i}`, side: "partner", partner_id: `partner-${i}`}
      }))
    ],
    deals: [...few.deals!, ...Array.from({length: 4 * count}, (_, i) => deal(i, count))],
    referrals: [...few.referrals!, ...Array.from({length: 2 * count}, (_, i) => referral(i, count))],
    tickets: Array.from({length: 3 * count}, (_, i) => ticket(i, count)),
    activities: Array.from({length: 4 * count}, (_, i) => ({
      activity_id: `a${i}`,
      partner_id: owner(i + 5, count),
      person_id: `Manager ${drawn(i, 10)}`,
      kind: ["call", "visit", "training", "plan_review"][drawn(i + 9, 4)]!,
      happened_on: from2024(drawn(i + 17, last)),
      hours: 1 + drawn(i, 4)
    }))
  };
}

function deal(i: number, count: number) {
  const opened = drawn(i, last - 5);
  const closed = opened + 10 + drawn(i + 3, 140);
  const isOpen = closed > last;
  const isDirect = i % 8 === 0;
  const isRegistered = !isDirect && i % 3 === 0;
  const isPending = isOpen && opened > last - 20;
  return {
    deal_id: `full-${i}`,
    partner_id: isDirect ? null : owner(i, count),
    customer_id: `c${drawn(i + 1, 1500)}`,
    rep_id: `Seller ${drawn(i + 2, 30)}`,
    opened_on: from2024(opened),
    closed_on: isOpen ? null : from2024(closed),
    status: isOpen ? "open" : drawn(i + 4, 100) < 42 ? "won" : "lost",
    amount: String(1000 + drawn(i + 6, 300) ** 2),
    stage: isOpen ? ["Qualification", "Proposal", "Negotiation"][i % 3]! : null,
    expected_close_on: isOpen ? from2024(opened + 90) : null,
    probability: isOpen ? 30 : null,
    registered_on: isRegistered ? from2024(opened) : null,
    decided_on: isRegistered && !isPending ? from2024(Math.min(last, opened + drawn(i, 12))) : null,
    registration: isRegistered ? (isPending ? "pending" : ["approved", "approved", "rejected"][drawn(i + 8, 3)]!) : null,
    discount_pct: drawn(i + 7, 30)
  };
}

function referral(i: number, count: number) {
  const partner = owner(i + 11, count);
  const isGiven = drawn(i + 12, 2) === 0;
  const made = drawn(i + 14, last);
  const [ours, theirs] = [`Seller ${drawn(i + 13, 30)}`, partner.replace("partner", "person")];
  return {
    referral_id: `full-${i}`,
    partner_id: partner,
    direction: isGiven ? "given" : "received",
    from_person: isGiven ? ours : theirs,
    to_person: isGiven ? theirs : ours,
    made_on: from2024(made),
    outcome: !isGiven && made > last - 90 ? "pending" : ["accepted", "accepted", "rejected"][drawn(i + 15, 3)]!
  };
}

function ticket(i: number, count: number) {
  const opened = drawn(i + 21, last - 20);
  return {
    ticket_id: `t${i}`,
    partner_id: owner(i + 22, count),
    customer_id: `c${drawn(i + 23, 1500)}`,
    owner: ["us", "partner"][drawn(i + 24, 2)]!,
    opened_on: from2024(opened),
    due_on: from2024(opened + 5),
    resolved_on: from2024(opened + drawn(i + 25, 12)),
    reopened: drawn(i + 26, 2),
    hours: drawn(i + 27, 6)
  };
}

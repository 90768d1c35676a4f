-- question: Which partners receive clearly more than they send?
-- definition: Over the evidence window: at least one_sided_min referrals given; the share of the exchange below one half with
--   95% certainty (share_upper, the 95% point of Beta(1/2 + received, 1/2 + given)); at most one_sided_share as many received
--   as given; no more value received than given; and a verdict of the revenue window that is neither balanced nor we_owe. If
--   that would be more than half of the partners that received a referral from us, nobody is listed (muted_rules).
--   customer_deals = deals opened in the window with the partner on them that we found, or for which that is not recorded. rank
--   by given - received.
-- unit: referrals, deals, money in the reporting currency
-- direction: lower is better
-- source: practice of partnering; Brown, Cai & DasGupta (2001), Statistical Science 16:101-133
-- settings: evidence_days
-- grain: one row per as_of and one-sided partner
-- key: as_of, partner_id
-- records: referrals made_on in evidence_days;
--   deals opened_on in evidence_days where coalesce(found_by, 'us') = 'us'
-- formula: given = exchanges.evidence_given;
--   received = exchanges.evidence_received
with rules as (
  select * from metrics.one_sided_rules
),
opened as (
  select credits.partner_id, days.seen_from, days.evidence_until, count(*) as deals
  from facts.deal_credits as credits
  join metrics.calendar as days on days.day = credits.opened_on
  where credits.partner_id is not null and coalesce(credits.found_by, 'us') = 'us'
  group by credits.partner_id, days.seen_from, days.evidence_until
),
deals as (
  select dates.as_of, opened.partner_id, sum(opened.deals) as customer_deals
  from metrics.as_of_dates as dates
  join opened on dates.as_of between opened.seen_from and opened.evidence_until
  group by dates.as_of, opened.partner_id
),
one_sided as (
  select
    rules.as_of,
    rules.partner_id,
    rules.given,
    rules.received,
    rules.given_value,
    rules.received_value,
    rules.share_upper,
    cast(coalesce(deals.customer_deals, 0) as integer) as customer_deals,
    cast(rank() over (partition by rules.as_of order by rules.given - rules.received desc) as integer) as rank
  from rules
  left join deals using (as_of, partner_id)
  where rules.one_sided and not rules.muted
)
select * from one_sided order by as_of, rank, partner_id

-- question: How long does a new partner wait for its first won deal?
-- definition: Kaplan-Meier over the partners whose start is known: days from the start to the first won deal, those still waiting
--   censored at as_of. waiting = the share still waiting after that day = the product of 1 - wins / at_risk.
-- unit: days, partners, shares
-- direction: waiting: lower is better
-- source: Kaplan & Meier (1958), JASA 53:457-481
-- settings: none
-- grain: one row per as_of and day on which a wait ended
-- key: as_of, days
-- records: deals closed_on where status = 'won' and partners > 0
with partners as (
  select as_of, partner_id, days_since_joined from metrics.partners_at where started_on is not null
),
firsts as (
  select partner_id, min(closed_on) as won_on
  from facts.deal_credits
  where status = 'won' and partner_id is not null
  group by partner_id
),
waits as (
  select
    partners.as_of,
    coalesce(firsts.won_on <= partners.as_of, false) as won,
    case
      when firsts.won_on <= partners.as_of then greatest(partners.days_since_joined - (partners.as_of - firsts.won_on), 0)
      else partners.days_since_joined
    end as days
  from partners
  left join firsts using (partner_id)
),
ends as (
  select
    as_of,
    days,
    count(*) filter (won) as wins,
    sum(count(*)) over (partition by as_of order by days desc) as at_risk
  from waits
  group by as_of, days
),
curve as (
  select
    as_of,
    cast(days as integer) as days,
    cast(at_risk as integer) as at_risk,
    cast(wins as integer) as wins,
    product(1 - wins / at_risk) over (partition by as_of order by days) as waiting
  from ends
)
select * from curve order by as_of, days

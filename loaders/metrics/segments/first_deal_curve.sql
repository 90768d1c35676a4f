-- question: How long does a new partner wait for its first won deal?
-- definition: Kaplan-Meier over the partners whose start is known: days from the start to the first won deal, those still
--   waiting censored at as_of. waiting = the share still waiting after that day, waiting_before = before it. at_risk = partners
--   followed that long and still waiting; wins = first won deals on that day. cohort: all, or the year in which partners
--   started, without those that started before the first deal was recorded.
-- unit: days, partners, shares
-- direction: waiting: lower is better
-- source: Kaplan & Meier (1958), JASA 53:457-481
-- settings: none
-- grain: one row per as_of, cohort and day on which a wait ended
-- key: as_of, cohort, days
-- records: deals closed_on where status = 'won' and partners > 0
-- formula: waiting = waiting_before * (1 - wins / at_risk)
with partners as (
  select as_of, partner_id, started_on, days_since_joined from metrics.partners_at where started_on is not null
),
recorded as (
  select min(opened_on) as recorded_from from facts.deals
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
    partners.started_on,
    coalesce(firsts.won_on <= partners.as_of, false) as won,
    case
      when firsts.won_on <= partners.as_of then greatest(partners.days_since_joined - (partners.as_of - firsts.won_on), 0)
      else partners.days_since_joined
    end as days
  from partners
  left join firsts using (partner_id)
),
cohorts as (
  select as_of, 'all' as cohort, won, days from waits
  union all
  select waits.as_of, cast(extract(year from waits.started_on) as varchar) as cohort, waits.won, waits.days
  from waits
  join recorded on waits.started_on >= recorded.recorded_from
),
ends as (
  select
    as_of,
    cohort,
    days,
    count(*) filter (won) as wins,
    sum(count(*)) over (partition by as_of, cohort order by days desc) as at_risk
  from cohorts
  group by as_of, cohort, days
),
curve as (
  select
    as_of,
    cohort,
    cast(days as integer) as days,
    cast(at_risk as integer) as at_risk,
    cast(wins as integer) as wins,
    coalesce(
      product(1 - wins / at_risk) over (partition by as_of, cohort order by days rows between unbounded preceding and 1 preceding),
      1
    ) as waiting_before,
    product(1 - wins / at_risk) over (partition by as_of, cohort order by days) as waiting
  from ends
)
select * from curve order by as_of, cohort, days

-- question: How many deals honoured or overruled the customer's preference, and what happened next?
-- definition: Deals closed in the evidence window whose customer prefers one side and that record who delivered: honoured if
--   these agree, else overruled; next = the customer's next deal (the first opened after that day, with any partner or none),
--   if closed by as_of. Each deal counts for every partner on it, and once in the row of the company, which has no partner.
-- unit: deals
-- direction: neither
-- source: in-house definition
-- settings: evidence_days
-- grain: one row per as_of and partner with such deals, and one for the company
-- key: as_of, partner_id
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and customer_prefers in ('us', 'partner') and
--   fulfilled_by is not null
with deals as (
  select deal_id, customer_id, closed_on, preference_honoured as honoured
  from facts.deal_profiles
  where status in ('won', 'lost') and preference_honoured is not null
),
openings as (
  select distinct on (customer_id, opened_on)
    customer_id,
    opened_on,
    case when status in ('won', 'lost') then closed_on end as next_on,
    status = 'won' as next_won
  from facts.deal_profiles
  order by customer_id, opened_on, deal_id
),
followed as (
  select deals.*, openings.next_on, openings.next_won
  from deals
  asof left join openings on openings.customer_id = deals.customer_id and openings.opened_on > deals.closed_on
),
counted as (
  select deal_credits.partner_id, followed.* from followed join facts.deal_credits using (deal_id) where deal_credits.partner_id is not null
  union all
  select cast(null as varchar) as partner_id, followed.* from followed
),
-- a number groups faster than a text
numbers as (
  select partner_id, row_number() over (order by partner_id) as number from (select distinct partner_id from counted)
),
spans as (
  select
    numbers.number,
    counted.honoured,
    calendar.seen_from,
    calendar.evidence_until,
    later.seen_from as next_from,
    cast(count(*) as double) as deals,
    cast(count(*) filter (counted.next_won) as double) as next_won
  from counted
  join numbers on numbers.partner_id is not distinct from counted.partner_id
  join metrics.calendar as calendar on calendar.day = counted.closed_on
  left join metrics.calendar as later on later.day = counted.next_on
  group by all
),
sides as (
  select
    as_of_dates.as_of,
    spans.number,
    spans.honoured,
    sum(spans.deals) as deals,
    coalesce(sum(spans.deals) filter (spans.next_from <= as_of_dates.as_of), 0) as next,
    coalesce(sum(spans.next_won) filter (spans.next_from <= as_of_dates.as_of), 0) as next_won
  from metrics.as_of_dates
  join spans on as_of_dates.as_of between spans.seen_from and spans.evidence_until
  group by as_of_dates.as_of, spans.number, spans.honoured
),
summed as (
  select
    sides.as_of,
    numbers.partner_id,
    sum(sides.deals) as recorded,
    coalesce(sum(sides.deals) filter (sides.honoured), 0) as honoured,
    coalesce(sum(sides.next) filter (sides.honoured), 0) as honoured_next,
    coalesce(sum(sides.next_won) filter (sides.honoured), 0) as honoured_next_won,
    coalesce(sum(sides.next) filter (not sides.honoured), 0) as overruled_next,
    coalesce(sum(sides.next_won) filter (not sides.honoured), 0) as overruled_next_won
  from sides
  join numbers using (number)
  group by sides.as_of, numbers.partner_id
)
select * from summed order by as_of, partner_id nulls first

-- question: Do installations at customers that partners bring go without trouble?
-- definition: Customers whose first won deal closed in the evidence window, at least trouble_free_days ago and not before the
--   first ticket with a topic was opened: of earlier ones tickets are not recorded. introduced_by: partner if that deal has a
--   partner who found it (or who found it is not recorded), direct if it has none. trouble_free = no ticket on installation at
--   the customer was opened in the trouble_free_days from that day on; share with its Wilson interval (z = 1.6449). No rows
--   while no ticket has a topic. difference = share less that of customers with no partner, with its 90% interval diff_lower to
--   diff_upper (Newcombe's method 10); verdict: better or worse if the interval excludes 0, else unclear; empty if either has no
--   cases.
-- unit: customers, and shares
-- direction: share: higher is better
-- source: practice of partnering; Wilson (1927), JASA 22:209-212; Newcombe (1998), Statistics in Medicine 17:873-890
-- settings: evidence_days
-- grain: one row per as_of and introduced_by (partner_id empty), and per partner
-- key: as_of, introduced_by, partner_id
-- records: deals closed_on in evidence_days where status = 'won';
--   tickets opened_on in evidence_days where lower(topic) = 'installation'
-- formula: share = trouble_free / customers;
--   lower = wilson_lower(trouble_free, customers, 1.6449);
--   upper = wilson_upper(trouble_free, customers, 1.6449)
with delivered as (
  select * from metrics.first_deliveries where introduced_by is not null
),
recorded as (
  select min(opened_on) as recorded_from from facts.tickets where topic is not null
),
introduced as (
  select delivered.*, cast(null as varchar) as partner_id from delivered
  union all
  select delivered.*, credits.partner_id
  from delivered
  join facts.deal_credits as credits using (deal_id)
  where delivered.introduced_by = 'partner'
),
spans as (
  select
    introduced.introduced_by,
    introduced.partner_id,
    ready.seen_from,
    calendar.evidence_until,
    introduced.trouble_free,
    count(*) as customers
  from introduced
  -- of earlier ones nobody knows what tickets they had
  join recorded on introduced.closed_on >= recorded.recorded_from
  join metrics.calendar as calendar on calendar.day = introduced.closed_on
  join metrics.calendar as ready on ready.day = introduced.judged_on
  group by all
),
summed as (
  select
    dates.as_of,
    spans.introduced_by,
    spans.partner_id,
    sum(spans.customers) as customers,
    coalesce(sum(spans.customers) filter (spans.trouble_free), 0) as trouble_free
  from metrics.as_of_dates as dates
  join spans on dates.as_of between spans.seen_from and spans.evidence_until
  group by all
),
sides as (
  select
    *,
    case when introduced_by = 'partner' then sum(customers) filter (introduced_by = 'direct') over dates end as direct,
    case when introduced_by = 'partner' then sum(trouble_free) filter (introduced_by = 'direct') over dates end as direct_free
  from summed
  window dates as (partition by as_of)
),
shares as (
  select
    as_of,
    introduced_by,
    partner_id,
    cast(customers as integer) as customers,
    cast(trouble_free as integer) as trouble_free,
    cast(trouble_free / customers as double) as share,
    cast(wilson_lower(trouble_free, customers, 1.6449::double) as double) as lower,
    cast(wilson_upper(trouble_free, customers, 1.6449::double) as double) as upper,
    cast(trouble_free / customers - direct_free / direct as double) as difference,
    cast(newcombe_lower(trouble_free, customers, direct_free, direct, 1.6449::double) as double) as diff_lower,
    cast(newcombe_upper(trouble_free, customers, direct_free, direct, 1.6449::double) as double) as diff_upper
  from sides
),
compared as (
  select *, rate_verdict(diff_lower, diff_upper) as verdict from shares
)
select * from compared order by as_of, introduced_by, partner_id nulls first

-- question: In which regions does partner revenue depend on one partner?
-- definition: Net won revenue of partners in the window by region of the deal, else of its customer, else of the partner;
--   partners = those with a won deal there; effective_n = 1 / sum of squared shares, and top_share = the largest share, both
--   over the positive nets of the region.
-- unit: money in the reporting currency; shares; effective partners
-- direction: effective_n: higher is better; top_share: lower is better
-- source: Hill (1973), Ecology 54:427-432
-- settings: window_days
-- grain: one row per as_of and region
-- key: as_of, region
-- records: deals closed_on in window_days where status = 'won' and net is not null and partners > 0
with spans as (
  select
    coalesce(credits.region, partners.region, 'no region recorded') as region,
    credits.partner_id,
    calendar.seen_from,
    calendar.window_until,
    sum(credits.credited_net) as net
  from facts.deal_credits as credits
  join facts.partners as partners using (partner_id)
  join metrics.calendar as calendar on calendar.day = credits.closed_on
  where credits.status = 'won' and credits.net is not null
  group by all
),
partners as (
  select as_of_dates.as_of, spans.region, spans.partner_id, money_sum(sum(spans.net)) as net
  from metrics.as_of_dates
  join spans on as_of_dates.as_of between spans.seen_from and spans.window_until
  group by as_of_dates.as_of, spans.region, spans.partner_id
),
shared as (
  select *, greatest(net, 0) / nullif(sum(greatest(net, 0)) over (partition by as_of, region), 0) as share
  from partners
),
regions as (
  select
    as_of,
    region,
    cast(count(*) as integer) as partners,
    sum(net) as net,
    1 / nullif(sum(share * share), 0) as effective_n,
    first(partner_id order by round(net, 6) desc, partner_id) as top_partner_id,
    max(share) as top_share
  from shared
  group by as_of, region
)
select * from regions order by as_of, region

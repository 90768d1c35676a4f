-- question: From what is the distribution of a year's loss computed?
-- definition: Lists for the convolution of yearly_loss and loss_curve, over the partners with revenue in the window: revenues,
--   chances (probability of inactivity) and thirds (1 to 3 by revenue), ordered by partner_id, and the shares lost in past
--   years per third (yearly_shrinkage). cases = the past partner years from which these are taken, each once.
-- unit: money in the reporting currency, probabilities and shares
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of with revenue
-- key: as_of
with thirds as (
  select
    as_of,
    partner_id,
    revenue,
    p_silent,
    cast(ntile(3) over (partition by as_of order by round(revenue, 6) desc, partner_id) as double) as third
  from metrics.risk
  where revenue > 0
),
shrinkage as (
  select
    as_of,
    list(lost order by place) filter (third = 1) as first_third,
    list(lost order by place) filter (third = 2) as second_third,
    list(lost order by place) filter (third = 3) as last_third
  from metrics.yearly_shrinkage
  group by as_of
),
-- each once: thirds with too few of their own share those of all
learned as (
  select as_of_dates.as_of, cast(count(*) as integer) as cases
  from metrics.as_of_dates
  join metrics.inactivity_origins as origins on origins.as_of + 365 <= as_of_dates.as_of
  where origins.outcome = 0 and origins.revenue > 0
  group by as_of_dates.as_of
),
listed as (
  select
    as_of,
    list(revenue order by partner_id) as revenues,
    list(p_silent order by partner_id) as chances,
    list(third order by partner_id) as thirds
  from thirds
  group by as_of
),
inputs as (
  select
    as_of,
    listed.revenues,
    listed.chances,
    listed.thirds,
    shrinkage.first_third,
    shrinkage.second_third,
    shrinkage.last_third,
    coalesce(learned.cases, 0) as cases
  from listed
  join shrinkage using (as_of)
  left join learned using (as_of)
)
select * from inputs order by as_of

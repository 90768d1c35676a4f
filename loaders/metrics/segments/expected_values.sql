-- question: What value can be expected from a partner in a year?
-- definition: merit = expected_deals * deal_size * score / 100. deal_size = (sum c*net + M*mu) / (sum c + M) over its won deals
--   in the evidence window, with mu and M by Buhlmann-Straub over all partners (M between 2 and 50; with fewer than 5 partners
--   or 20 credits M = 2 and mu = the pooled mean). Empty while nobody has won a deal. merit_rank is shared by equals.
-- unit: money in the reporting currency per year; deals per year; money per deal
-- direction: higher is better
-- source: Buhlmann & Straub (1970), Mitteilungen VSVM 70:111-133
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: expected_deals = deal_rates.expected_deals;
--   merit = expected_deals * deal_size * trust.score / 100
with wins as (
  select * from metrics.wins
),
sizes as (
  select
    as_of,
    credibility_prior(
      list(cast(sized_deals as double) order by partner_id),
      list(sized_credit order by partner_id),
      list(sized_net order by partner_id),
      list(sized_squares order by partner_id)
    ) as prior
  from wins
  where sized_deals > 0
  group by as_of
),
valued as (
  select
    wins.as_of,
    wins.partner_id,
    deal_rates.expected_deals,
    (wins.sized_net + sizes.prior.strength * sizes.prior.mean) / (wins.sized_credit + sizes.prior.strength) as deal_size,
    trust.score
  from wins
  join metrics.deal_rates as deal_rates using (as_of, partner_id)
  join metrics.trust as trust using (as_of, partner_id)
  left join sizes using (as_of)
),
merits as (
  select as_of, partner_id, expected_deals, deal_size, expected_deals * deal_size * score / 100 as merit from valued
),
ranked as (
  select
    *,
    case
      when merit is not null
        then cast(rank() over (partition by as_of order by round(merit, 6) desc nulls last) as integer)
    end as merit_rank
  from merits
)
select * from ranked order by as_of, partner_id

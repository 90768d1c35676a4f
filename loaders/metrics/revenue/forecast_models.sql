-- question: What revenue was to be expected at each date, by what was known then?
-- definition: Won net of partner deals in the days of the horizon after as_of, as a distribution: open deals, each with its
--   probability of being won (deal_chances), and new deals, a compound Poisson-gamma with each partner's credibility-weighted
--   rate of wins (deal_rates) times the share of wins within the horizon that come from deals not yet opened, and its credible
--   deal size (expected_values); summed by convolution on a grid of 1,000 cells (128 for a partner), and what is smaller than
--   two of them by its mean, variance and skewness, together. For all partners, by class as of that day, and per partner with
--   enough won deals (over the days of the setting only). The value of open deals is as known today, not as it was then.
-- unit: money in the reporting currency
-- direction: neither
-- source: Gruebel & Hermesmeier (1999), ASTIN Bulletin 29:197-214; Gerber (1982), IME 1:13-18; Seal (1977),
--   ASTIN Bulletin 9:213-218; Aalen & Johansen (1978); Buhlmann & Straub (1970)
-- settings: none
-- grain: one row per as_of, horizon, level (all, class, partner) and member
-- key: as_of, horizon, level, member
with members as (
  select * from metrics.forecast_members
),
sizes as (
  select
    as_of,
    least(20, greatest(.2, 1 / greatest(sum(sized_squares) * sum(sized_credit) / nullif(power(sum(sized_net), 2), 0) - 1, .05))) as shape
  from metrics.wins
  group by as_of
),
coming as (
  select * from metrics.forecast_new_deals
),
parts as (
  select
    open_deals.as_of,
    members.level,
    members.member,
    open_deals.deal_id,
    open_deals.kind,
    open_deals.size,
    open_deals.age_days,
    credits.credit * open_deals.value as value,
    credits.partners
  from metrics.open_deals
  join facts.deal_credits as credits using (deal_id)
  join members on members.as_of = open_deals.as_of and members.partner_id = credits.partner_id
  where open_deals.value > 0
),
-- each deal once a member, whatever the number of its partners who belong to it
prospects as (
  select * exclude (deal_id, partners) from parts where partners = 1
  union all
  select as_of, level, member, kind, size, age_days, sum(value) as value
  from parts
  where partners > 1
  group by as_of, level, member, deal_id, kind, size, age_days
),
listed as (
  select as_of, chances.horizon, prospects.level, prospects.member, list(prospects.value) as values, list(chances.chance) as chances
  from prospects
  join metrics.deal_chances as chances using (as_of, kind, size, age_days)
  where chances.chance > 0 and (prospects.level <> 'partner' or chances.horizon = 'days')
  group by all
),
outlooks as (
  select
    as_of,
    horizon,
    level,
    member,
    outlook_of(
      coalesce(listed.values, []),
      coalesce(listed.chances, []),
      [coming.mean, coming.variance],
      [coalesce(coming.mean_size, 0), coalesce(sizes.shape, 1)],
      [case when level = 'partner' then 128.0 else 1000.0 end]
    ) as outlook
  from coming
  join sizes using (as_of)
  left join listed using (as_of, horizon, level, member)
),
models as (
  select as_of, horizon, level, member, outlook.mean, outlook.sd, outlook.q05, outlook.q50, outlook.q95 from outlooks
)
select * from models order by as_of, horizon, level, member

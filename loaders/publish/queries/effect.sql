-- Deals with a partner against direct deals of the same segments.
select
  effect.involvement,
  cast(effect.deals as integer) as deals,
  cast(effect.direct_deals as integer) as direct_deals,
  effect.win_rate,
  effect.direct_win_rate,
  effect.cycle_days,
  effect.direct_cycle_days,
  cast(effect.deal_size as double) as deal_size,
  cast(effect.direct_deal_size as double) as direct_deal_size
from metrics.partner_effect as effect
join metrics.as_of_dates as dates on dates.as_of = effect.as_of and dates.is_current
where effect.deals > 0
order by case effect.involvement when 'with_partner' then 0 when 'sourced' then 1 else 2 end

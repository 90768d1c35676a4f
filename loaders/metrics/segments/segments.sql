-- question: Which partners bring most (group A), which could join them, and which get too much or too little support?
-- definition: abc = the class by computed ABC of revenue in the window. served as in attention: over, under, fair, or empty if
--   no hours or no revenue is recorded. label = the first that applies: in class A core (trusted or candidate, and no alarm),
--   else fragile_core; rising (top fifth by merit, no alarm, trusted or candidate); could_become_trusted (candidate, no alarm);
--   maintain (class B); long_tail. An alarm is one for the time of the year (season_level of trend).
-- unit: shares; deals a year; money in the reporting currency
-- direction: rank, merit_rank: lower is better
-- source: Ultsch & Lotsch (2015), PLoS ONE 10:e0129767; Buhlmann & Straub (1970)
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: value_share = risk.share;
--   service_share = service_hours.service_share;
--   merit = expected_values.merit
with members as (
  select
    *,
    member_id as partner_id,
    cast(count(*) over (partition by as_of) as integer) as partners
  from metrics.concentration_members
  where dimension = 'partner'
),
joined as (
  select
    as_of,
    partner_id,
    members.rank,
    members.share as value_share,
    case
      when members.position <= coalesce(abc_limits.k_a, 0) then 'A'
      when members.position <= coalesce(abc_limits.k_ab, 0) then 'B'
      else 'C'
    end as abc,
    attention.service_share,
    attention.served,
    expected_values.expected_deals,
    expected_values.deal_size,
    expected_values.merit,
    expected_values.merit_rank,
    expected_values.merit_rank <= (members.partners + 4) // 5 as top_merit,
    trust.grade in ('trusted', 'candidate') as proven,
    trust.grade,
    trend.season_level = 'alarm' as alarmed
  from members
  left join metrics.abc_limits using (as_of)
  join metrics.attention as attention using (as_of, partner_id)
  join metrics.expected_values using (as_of, partner_id)
  join metrics.trust using (as_of, partner_id)
  join metrics.trend using (as_of, partner_id)
),
segments as (
  select
    as_of,
    partner_id,
    rank,
    abc,
    value_share,
    service_share,
    served,
    expected_deals,
    deal_size,
    merit,
    merit_rank,
    case
      when abc = 'A' and proven and not alarmed then 'core'
      when abc = 'A' then 'fragile_core'
      when top_merit and proven and not alarmed then 'rising'
      when grade = 'candidate' and not alarmed then 'could_become_trusted'
      when abc = 'B' then 'maintain'
      else 'long_tail'
    end as label
  from joined
)
select * from segments order by as_of, rank, partner_id

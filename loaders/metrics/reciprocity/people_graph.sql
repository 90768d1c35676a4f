-- question: Do people refer to each other in both directions more often than by chance?
-- definition: An edge runs from the person who passed a referral on to the person who got it, in the window, each pair and
--   direction once, nobody to themselves. mutual_dyads = pairs with both directions; edge_reciprocity = share of edges that run
--   both ways; density = edges / (2 * people_us * people_them), counting only people on an edge, because edges cross the
--   company boundary; rho = (edge_reciprocity - density) / (1 - density).
-- unit: edges, pairs, people, shares; rho from -1 to 1
-- direction: edge_reciprocity, rho: higher is better
-- source: Garlaschelli & Loffredo (2004), Physical Review Letters 93:268701
-- settings: window_days
-- grain: one row per as_of
-- key: as_of
-- records: referrals made_on in window_days where from_person <> to_person
-- formula: edge_reciprocity = 2 * mutual_dyads / nullif(edges, 0);
--   density = edges / nullif(2 * people_us * people_them, 0);
--   rho = (edge_reciprocity - density) / nullif(1 - density, 0)
with dates as (
  select as_of from metrics.as_of_dates
),
referrals as (
  select
    referrals.from_person,
    referrals.to_person,
    case referrals.direction when 'received' then referrals.to_person else referrals.from_person end as us_person,
    case referrals.direction when 'received' then referrals.from_person else referrals.to_person end as them_person,
    calendar.seen_from,
    calendar.window_until
  from facts.referrals
  join metrics.calendar as calendar on calendar.day = referrals.made_on
  where referrals.from_person <> referrals.to_person and calendar.seen_from <= calendar.window_until
),
seen as (
  select 'edge' as what, from_person as one, to_person as other, seen_from, max(window_until) as until
  from referrals
  group by from_person, to_person, seen_from
  union all
  select 'us' as what, us_person as one, null as other, seen_from, max(window_until) as until
  from referrals
  group by us_person, seen_from
  union all
  select 'them' as what, them_person as one, null as other, seen_from, max(window_until) as until
  from referrals
  group by them_person, seen_from
),
-- each edge and person on spans that don't overlap: one counts once at a date, however many referrals show it
spans as (
  select
    what,
    one,
    other,
    seen_from,
    least(until, cast(lead(seen_from) over (partition by what, one, other order by seen_from) - 1 as date)) as until
  from seen
),
answered as (
  select 'answered' as what, greatest(there.seen_from, back.seen_from) as seen_from, least(there.until, back.until) as until
  from spans as there
  join spans as back on back.what = 'edge' and back.one = there.other and back.other = there.one
  where there.what = 'edge' and there.seen_from <= back.until and back.seen_from <= there.until
),
ends as (
  select what, seen_from, until, count(*) as items from spans group by what, seen_from, until
  union all
  select what, seen_from, until, count(*) as items from answered group by what, seen_from, until
),
sizes as (
  select
    dates.as_of,
    coalesce(sum(ends.items) filter (ends.what = 'edge'), 0) as edges,
    coalesce(sum(ends.items) filter (ends.what = 'us'), 0) as people_us,
    coalesce(sum(ends.items) filter (ends.what = 'them'), 0) as people_them,
    coalesce(sum(ends.items) filter (ends.what = 'answered'), 0) as answered
  from dates
  left join ends on dates.as_of between ends.seen_from and ends.until
  group by dates.as_of
),
measured as (
  select
    as_of,
    cast(edges as integer) as edges,
    cast(answered // 2 as integer) as mutual_dyads,
    cast(answered as double) / nullif(edges, 0) as edge_reciprocity,
    cast(edges as double) / nullif(2 * people_us * people_them, 0) as density,
    cast(people_us as integer) as people_us,
    cast(people_them as integer) as people_them
  from sizes
),
graph as (
  select *, reciprocity_beyond_chance(edge_reciprocity, density) as rho from measured
)
select * from graph order by as_of

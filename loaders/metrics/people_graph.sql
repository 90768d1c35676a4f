-- question: Do the people who refer to each other do so both ways, more than chance would have it?
-- definition: An edge runs from the person who passed a referral on to the person who got it, in the window, each pair and
--   direction once, nobody to themselves. mutual_dyads = pairs with both directions; edge_reciprocity = share of edges that run
--   both ways; density = edges / (2 * people_us * people_them), people on an edge only, because edges cross the company boundary;
--   rho = (edge_reciprocity - density) / (1 - density).
-- unit: edges, pairs, persons, shares; rho from -1 to 1
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
edges as (
  select distinct
    dates.as_of,
    referrals.from_person,
    referrals.to_person,
    case referrals.direction when 'received' then to_person else from_person end as us_person,
    case referrals.direction when 'received' then from_person else to_person end as them_person
  from dates
  join facts.referrals as referrals on referrals.made_on <= dates.as_of
  where dates.as_of - referrals.made_on < getvariable('window_days')
    and referrals.from_person <> referrals.to_person
),
arcs as (
  select distinct as_of, from_person, to_person from edges
),
answered as (
  select as_of, count(*) as answered
  from arcs
  semi join (select as_of, to_person as from_person, from_person as to_person from arcs) as back
    using (as_of, from_person, to_person)
  group by as_of
),
sizes as (
  select
    as_of,
    count(distinct (from_person, to_person)) as edges,
    count(distinct us_person) as people_us,
    count(distinct them_person) as people_them
  from edges
  group by as_of
),
measured as (
  select
    as_of,
    cast(coalesce(edges, 0) as integer) as edges,
    cast(coalesce(answered, 0) // 2 as integer) as mutual_dyads,
    case when edges > 0 then coalesce(answered, 0) / edges end as edge_reciprocity,
    edges / nullif(2 * people_us * people_them, 0) as density,
    cast(coalesce(people_us, 0) as integer) as people_us,
    cast(coalesce(people_them, 0) as integer) as people_them
  from dates
  left join sizes using (as_of)
  left join answered using (as_of)
),
graph as (
  select *, reciprocity_beyond_chance(edge_reciprocity, density) as rho from measured
)
select * from graph order by as_of

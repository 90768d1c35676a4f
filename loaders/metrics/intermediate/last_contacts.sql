-- question: When did a partner or customer last have contact or business with us?
-- definition: The latest dealing (dealings) up to as_of.
-- unit: date
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of, side (partner, customer) and id with a dealing
-- key: as_of, side, id
with dates as (
  select as_of from metrics.as_of_dates
),
-- the last dealing before each as-of date that has a newer one than the date before
latest as (
  select dealings.side, dealings.id, dates.as_of as seen_from, max(dealings.happened_on) as last_contact_on
  from metrics.dealings as dealings
  asof join dates on dates.as_of >= dealings.happened_on
  group by dealings.side, dealings.id, dates.as_of
),
spells as (
  select
    *,
    coalesce(lead(seen_from) over (partition by side, id order by seen_from), date 'infinity') as until
  from latest
),
contacts as (
  select dates.as_of, spells.side, spells.id, spells.last_contact_on
  from dates
  join spells on dates.as_of >= spells.seen_from and dates.as_of < spells.until
)
select * from contacts order by as_of, side, id

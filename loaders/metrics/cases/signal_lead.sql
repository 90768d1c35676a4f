-- question: With which partners do deal leads break the rule of engagement?
-- definition: wrong_lead: in the evidence window, at least 5 closed deals whose lead breaks the rule of engagement, and more
--   such deals than deals that follow it; stays while they are a quarter or more of the deals with a recorded lead. size =
--   these deals; seen = how many of them were won; expected = the deals with a recorded lead.
-- unit: deals
-- direction: neither
-- source: rules of engagement in channel sales
-- settings: none
-- grain: one row per as_of and partner of which it was a signal at some date
-- key: as_of, kind, subject
with leads as (
  select
    as_of,
    'wrong_lead' as kind,
    partner_id as subject,
    partner_id,
    cast(null as varchar) as customer_id,
    cast(null as varchar) as deal_id,
    wrong_lead >= 5 and wrong_lead > aligned as enters,
    4 * wrong_lead >= recorded as stays,
    cast(null as date) as began_on,
    cast(wrong_lead as double) as size,
    'deals' as size_unit,
    cast(wrong_lead_won as double) as seen,
    cast(recorded as double) as expected,
    cast(null as varchar) as detail,
    cast(null as double) as money
  from metrics.leadership
  where partner_id is not null
),
listed as (
  select * from leads semi join (select partner_id from leads where enters) using (partner_id)
)
select * from listed order by as_of, kind, subject

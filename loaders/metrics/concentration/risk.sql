-- question: How much revenue would be lost with each partner, and how likely is that next year?
-- definition: revenue = net won revenue in the window, a negative net as 0; share = its part of the sum over all partners;
--   p_silent = the probability that the partner wins no deal next year (inactivity); expected_loss = p_silent * revenue.
-- unit: money in the reporting currency, shares, probability
-- direction: lower is better
-- source: the forecast of inactivity.sql
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: revenue = greatest(wins.net, 0);
--   p_silent = inactivity.p_silent;
--   expected_loss = p_silent * revenue
with members as (
  select * from metrics.concentration_members where dimension = 'partner'
),
inactivity as (
  select as_of, partner_id, p_silent from metrics.inactivity
),
risk as (
  select
    members.as_of,
    inactivity.partner_id,
    members.counted as revenue,
    members.share,
    inactivity.p_silent,
    inactivity.p_silent * members.counted as expected_loss
  from members
  join inactivity on inactivity.as_of = members.as_of and inactivity.partner_id = members.member_id
)
select * from risk order by as_of, partner_id

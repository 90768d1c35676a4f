-- question: What does each key figure count, and which direction is better?
-- definition: unit = what the figure counts; better = higher, lower or neither; sums = the records that it sums up over the
--   window (deals, referrals or hours), empty if none.
-- unit: none
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per headline
-- key: headline
with meanings (headline, unit, better, sums) as (
  values
    ('partners', 'partners', 'neither', null),
    ('trusted', 'partners', 'higher', null),
    ('at_risk', 'partners', 'lower', null),
    ('unproven', 'partners', 'lower', null),
    ('typical', 'score', 'higher', null),
    ('received', 'leads', 'higher', 'referrals'),
    ('given', 'leads', 'neither', 'referrals'),
    ('they_owe', 'partners', 'lower', 'referrals'),
    ('weighted_reciprocity', 'share', 'higher', 'referrals'),
    ('partner_revenue', 'money', 'higher', 'deals'),
    ('direct_revenue', 'money', 'neither', 'deals'),
    ('effective_n', 'effective partners', 'higher', 'deals'),
    ('hhi', 'share', 'lower', 'deals'),
    ('largest_share', 'share', 'lower', 'deals'),
    ('effective_customers', 'effective customers', 'higher', 'deals'),
    ('bad_year', 'share', 'lower', 'deals'),
    ('p_lose_20', 'probability', 'lower', 'deals'),
    ('k80', 'partners', 'higher', 'deals'),
    ('partners_for_80', 'share', 'neither', 'deals'),
    ('ignored', 'partners', 'lower', 'deals'),
    ('over_served', 'partners', 'lower', 'hours'),
    ('quiet_alarms', 'partners', 'lower', null),
    ('quiet_watches', 'partners', 'lower', null)
)
select * from meanings order by headline

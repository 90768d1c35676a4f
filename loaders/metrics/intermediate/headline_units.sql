-- question: What does each key figure count, and which direction is better?
-- definition: unit = what the figure counts; better = higher, lower or neither.
-- unit: none
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per headline
-- key: headline
with meanings (headline, unit, better) as (
  values
    ('partners', 'partners', 'neither'),
    ('trusted', 'partners', 'higher'),
    ('at_risk', 'partners', 'lower'),
    ('unproven', 'partners', 'lower'),
    ('typical', 'score', 'higher'),
    ('received', 'leads', 'higher'),
    ('given', 'leads', 'neither'),
    ('they_owe', 'partners', 'lower'),
    ('weighted_reciprocity', 'share', 'higher'),
    ('partner_revenue', 'money', 'higher'),
    ('direct_revenue', 'money', 'neither'),
    ('effective_n', 'effective partners', 'higher'),
    ('hhi', 'share', 'lower'),
    ('largest_share', 'share', 'lower'),
    ('effective_customers', 'effective customers', 'higher'),
    ('bad_year', 'share', 'lower'),
    ('p_lose_20', 'probability', 'lower'),
    ('k80', 'partners', 'higher'),
    ('partners_for_80', 'share', 'neither'),
    ('ignored', 'partners', 'lower'),
    ('over_served', 'partners', 'lower'),
    ('quiet_alarms', 'partners', 'lower'),
    ('quiet_watches', 'partners', 'lower')
)
select * from meanings order by headline

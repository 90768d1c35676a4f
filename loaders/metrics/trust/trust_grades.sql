-- question: What is a partner's grade of trust, if chance alone must not change it?
-- definition: p_settled = p_better averaged over the month-ends of trust_dates (settled_opinions), in log-odds, each weighing
--   half as much half_life_days later; if the odds of a month differ from the average fivefold, the average restarts from them
--   (adaptive EWMA). It also restarts after a period of too little evidence. grade: unproven while evidence is below
--   rated_min_evidence; else that of at_risk, below_typical (below average), candidate (above average) and trusted which
--   p_settled has entered and not left: trusted enters at trusted_min, with trusted_min_evidence, and leaves below
--   trusted_keep_min; candidate enters at above_average_min + above_average_margin and leaves at above_average_min -
--   above_average_margin; at_risk enters at at_risk_max and leaves above at_risk_keep_max. The first grade has the bounds
--   trusted_min, above_average_min and at_risk_max.
-- unit: grade, probability
-- direction: p_settled: higher is better
-- source: Capizzi & Masarotto (2003), Technometrics 45:199-207; Roberts (1959), Technometrics 1:239-250
-- settings: rated_min_evidence, trusted_min, trusted_min_evidence, trusted_keep_min, above_average_min, above_average_margin, at_risk_max,
--   at_risk_keep_max
-- grain: one row per day of trust_dates and partner, where a kind of evidence speaks
-- key: as_of, partner_id
with settled as (
  select * from metrics.settled_opinions
),
-- which bounds were crossed last; a spell ends with too little evidence
spells as (
  select
    *,
    evidence < getvariable('rated_min_evidence') as unproven,
    count(*) filter (evidence < getvariable('rated_min_evidence')) over (partition by partner_id order by as_of) as spell
  from settled
),
crossed as (
  select
    *,
    row_number() over (partition by partner_id, spell, unproven order by as_of) = 1 as first,
    round(p_settled, 12) as p
  from spells
),
states as (
  select
    as_of,
    partner_id,
    p_settled,
    unproven,
    last_value(
      case
        when p >= getvariable('trusted_min') and evidence >= getvariable('trusted_min_evidence') then true
        when first or p < getvariable('trusted_keep_min') then false
      end ignore nulls
    ) over spell_so_far as trusted,
    last_value(
      case
        when first then p >= getvariable('above_average_min')
        when p >= getvariable('above_average_min') + getvariable('above_average_margin') then true
        when p < getvariable('above_average_min') - getvariable('above_average_margin') then false
      end ignore nulls
    ) over spell_so_far as above,
    last_value(
      case
        when p <= getvariable('at_risk_max') then true
        when first or p > getvariable('at_risk_keep_max') then false
      end ignore nulls
    ) over spell_so_far as risky
  from crossed
  window spell_so_far as (partition by partner_id, spell, unproven order by as_of rows unbounded preceding)
),
grades as (
  select
    as_of,
    partner_id,
    p_settled,
    case
      when unproven then 'unproven'
      when trusted then 'trusted'
      when above then 'candidate'
      when risky then 'at_risk'
      else 'below_typical'
    end as grade
  from states
)
select * from grades order by as_of, partner_id

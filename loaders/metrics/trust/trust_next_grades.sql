-- question: How many more good outcomes of each kind would lift a partner to the next grade?
-- definition: Per kind that speaks, the smallest whole number m from 0 to 100 such that m further good outcomes of that kind
--   today, alpha + m, with mean and variance of the score computed again, bring p_better to where the next grade begins: from
--   at_risk above at_risk_keep_max, from below_typical and unproven to above_average_min + above_average_margin, from candidate
--   to trusted_min, with the evidence that the next grade requires. Empty if 100 are not enough and for a kind that does not
--   speak; 0 if p_better is already there and the grade follows if it stays.
-- unit: outcomes
-- direction: lower is better
-- source: Josang & Ismail (2002), The Beta Reputation System, Bled eConference
-- settings: rated_min_evidence, trusted_min, trusted_min_evidence, above_average_min, above_average_margin, at_risk_keep_max
-- grain: one row per as_of and partner with a next grade
-- key: as_of, partner_id
with graded as (
  select
    grades.as_of,
    grades.partner_id,
    case grades.grade when 'at_risk' then 'below_typical' when 'candidate' then 'trusted' else 'candidate' end as next_grade,
    case grades.grade
      when 'at_risk' then getvariable('at_risk_keep_max')
      when 'candidate' then getvariable('trusted_min')
      else getvariable('above_average_min') + getvariable('above_average_margin')
    end as bound,
    case grades.grade when 'candidate' then getvariable('trusted_min_evidence') else getvariable('rated_min_evidence') end as asked
  from metrics.trust_grades as grades
  semi join metrics.as_of_dates using (as_of)
  where grades.grade <> 'trusted'
),
needed as (
  select
    graded.as_of,
    graded.partner_id,
    graded.next_grade,
    posteriors.kind,
    cast(
      outcomes_needed(
        posteriors.alpha,
        posteriors.beta,
        posteriors.weight,
        opinions.mean,
        opinions.variance,
        opinions.average,
        graded.bound,
        graded.asked - opinions.evidence
      ) as integer
    ) as outcomes
  from graded
  join metrics.trust_opinions as opinions using (as_of, partner_id)
  join metrics.trust_posteriors as posteriors using (as_of, partner_id)
),
next_grades as (
  select
    as_of,
    partner_id,
    any_value(next_grade) as next_grade,
    max(outcomes) filter (kind = 'deal') as deals,
    max(outcomes) filter (kind = 'referral') as referrals,
    max(outcomes) filter (kind = 'ticket') as tickets
  from needed
  group by as_of, partner_id
)
select * from next_grades order by as_of, partner_id

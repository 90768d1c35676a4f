-- question: How far can we rely on a partner?
-- definition: score = 100 * the mean of the kinds of evidence that speak, weighted by policy; lower and upper = its 5% and 95%
--   points; p_better = the probability that the partner is better than the average one. grade as in trust_grades: trusted,
--   candidate (above average), below_typical (below average), at_risk, unproven (too little evidence), or not_rated if no kind
--   of evidence speaks: then score, interval and p_better are empty. to_next_grade_…: further good outcomes of that kind that
--   reach next_grade. belief, disbelief, uncertainty: good outcomes, bad ones and 2, over good + bad + 2.
-- unit: score, lower, upper and average from 0 to 100; the rest shares, decayed credits and outcomes
-- direction: higher is better
-- source: Josang & Ismail (2002); Josang (2016), Subjective Logic; Buhlmann & Straub (1970)
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: score = 100 * trust_opinions.mean;
--   lower = 100 * beta_quantile(.05, trust_opinions.a, trust_opinions.b);
--   upper = 100 * beta_quantile(.95, trust_opinions.a, trust_opinions.b);
--   p_better = 1 - beta_cdf(average / 100, trust_opinions.a, trust_opinions.b);
--   belief = trust_opinions.kept / (2 + evidence);
--   disbelief = trust_opinions.broken / (2 + evidence);
--   uncertainty = 2 / (2 + evidence)
with partners as (
  select as_of, partner_id from metrics.partners_at
),
opinions as (
  select * from metrics.trust_opinions
),
grades as (
  select * from metrics.trust_grades
),
next_grades as (
  select * from metrics.trust_next_grades
),
trust as (
  select
    partners.as_of,
    partners.partner_id,
    100 * opinions.mean as score,
    100 * beta_quantile(.05, opinions.a, opinions.b) as lower,
    100 * beta_quantile(.95, opinions.a, opinions.b) as upper,
    coalesce(opinions.evidence, 0) as evidence,
    opinions.p_better,
    grades.p_settled,
    coalesce(grades.grade, 'not_rated') as grade,
    next_grades.next_grade,
    next_grades.deals as to_next_grade_deals,
    next_grades.referrals as to_next_grade_referrals,
    next_grades.tickets as to_next_grade_tickets,
    coalesce(opinions.kept, 0) / (2 + coalesce(opinions.evidence, 0)) as belief,
    coalesce(opinions.broken, 0) / (2 + coalesce(opinions.evidence, 0)) as disbelief,
    2 / (2 + coalesce(opinions.evidence, 0)) as uncertainty,
    100 * opinions.average as average
  from partners
  left join opinions using (as_of, partner_id)
  left join grades using (as_of, partner_id)
  left join next_grades using (as_of, partner_id)
)
select * from trust order by as_of, partner_id

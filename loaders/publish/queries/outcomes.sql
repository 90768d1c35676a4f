-- Good and bad outcomes by partner, fiscal quarter and kind: the evidence behind the score.
with current as (
  select as_of, to_months(getvariable('fiscal_year_first_month') - 1) as shift from metrics.as_of_dates where is_current
)
select
  evidence.partner_id as id,
  cast(date_trunc('quarter', date_trunc('month', evidence.dated_on) - current.shift) + current.shift as date) as quarter,
  evidence.kind,
  sum(evidence.kept) as kept,
  sum(evidence.broken) as broken
from facts.evidence as evidence
cross join current
where evidence.visible_on <= current.as_of
  and (evidence.hidden_on is null or evidence.hidden_on > current.as_of)
  and evidence.dated_on <= current.as_of
  and current.as_of - evidence.dated_on < getvariable('evidence_days')
group by all
order by id, quarter, kind

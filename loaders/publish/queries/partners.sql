-- Every partner that exists now, largest revenue first, with what each metric says of it.
with current as (
  select as_of from metrics.as_of_dates where is_current
),
before as (
  select partner_id, grade_before from metrics.grade_moves join current using (as_of) where grade_before is distinct from grade_now
)
select
  present.partner_id as id,
  coalesce(named.name, present.partner_id) as name,
  named.kind,
  named.tier,
  named.region,
  parent.name as parent,
  manager.name as manager,
  named.agreement,
  present.started_on,
  trust.score,
  trust.lower,
  trust.upper,
  trust.evidence,
  trust.p_better,
  trust.grade,
  before.grade_before,
  trust.next_grade,
  trust.to_next_grade_deals as to_next_deals,
  trust.to_next_grade_referrals as to_next_referrals,
  trust.to_next_grade_tickets as to_next_tickets,
  cast(coalesce(exchange.received, 0) as integer) as received,
  cast(coalesce(exchange.given, 0) as integer) as given,
  coalesce(exchange.verdict, 'no_exchange') as verdict,
  exchange.share_lower,
  exchange.share_upper,
  cast(exchange.received_value as double) as received_value,
  cast(exchange.given_value as double) as given_value,
  cast(coalesce(risk.revenue, 0) as double) as revenue,
  risk.share,
  risk.p_silent,
  cast(risk.expected_loss as double) as expected_loss,
  cast(segments.rank as integer) as rank,
  segments.abc,
  segments.value_share,
  segments.label,
  cast(segments.merit as double) as merit,
  cast(segments.merit_rank as integer) as merit_rank,
  segments.expected_deals,
  cast(segments.deal_size as double) as deal_size,
  segments.served,
  segments.service_share,
  cast(attention.ticket_hours + attention.activity_hours as double) as hours,
  attention.last_contact_on,
  cast(attention.days_since_contact as integer) as days_since_contact,
  coalesce(attention.ignored, false) as ignored,
  coalesce(trend.level, 'none') as quiet,
  cast(trend.window_days as integer) as quiet_window_days,
  cast(trend.recent as integer) as quiet_recent,
  trend.expected_recent as quiet_expected,
  trend.p_quiet
from metrics.partners_at as present
join current using (as_of)
left join facts.partners as named on named.partner_id = present.partner_id
left join facts.partners as parent on parent.partner_id = named.parent_id
left join facts.people as manager on manager.person_id = named.manager_id
left join metrics.trust as trust on trust.as_of = present.as_of and trust.partner_id = present.partner_id
left join before on before.partner_id = present.partner_id
left join metrics.reciprocity as exchange on exchange.as_of = present.as_of and exchange.partner_id = present.partner_id
left join metrics.risk as risk on risk.as_of = present.as_of and risk.partner_id = present.partner_id
left join metrics.segments as segments on segments.as_of = present.as_of and segments.partner_id = present.partner_id
left join metrics.attention as attention on attention.as_of = present.as_of and attention.partner_id = present.partner_id
left join metrics.trend as trend on trend.as_of = present.as_of and trend.partner_id = present.partner_id
order by revenue desc, name, id

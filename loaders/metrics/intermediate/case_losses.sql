-- question: What could be lost with the partners of a case?
-- definition: Over the partners of a case whose signals concern their revenue, each once, and of a concentration all partners
--   of the group, as it is their revenue together: expected_loss = the sum of risk's; known_loss = the same where a past year
--   tells how likely inactivity is (inactivity.known); weighs = expected_loss, or the revenue where that is not known. about =
--   partner, as a customer may have the same id.
-- unit: money in the reporting currency
-- direction: lower is better
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and case of partners
-- key: as_of, subject_id
with partners as (
  select distinct as_of, subject_id, partner_id
  from metrics.case_signals
  where muted_by is null
    and partner_id is not null
    and kind not in ('one_sided', 'over_served', 'formal_agreement', 'review_overdue', 'customer_no_contact')
  union
  select signals.as_of, signals.subject_id, partners.partner_id
  from metrics.case_signals as signals
  join facts.partners as partners on coalesce(partners.parent_id, partners.partner_id) = signals.subject_id
  where signals.muted_by is null and signals.kind = 'concentration' and signals.about = 'partner'
),
weighed as (
  select
    as_of,
    partners.subject_id,
    partner_id,
    risk.expected_loss,
    case when inactivity.known then risk.expected_loss end as known_loss,
    case when inactivity.known then risk.expected_loss else risk.revenue end as weighs
  from partners
  left join metrics.risk as risk using (as_of, partner_id)
  left join metrics.inactivity as inactivity using (as_of, partner_id)
),
losses as (
  select
    as_of,
    'partner' as about,
    subject_id,
    sum(expected_loss order by partner_id) as expected_loss,
    sum(known_loss order by partner_id) as known_loss,
    sum(weighs order by partner_id) as weighs
  from weighed
  group by as_of, subject_id
)
select * from losses order by as_of, subject_id

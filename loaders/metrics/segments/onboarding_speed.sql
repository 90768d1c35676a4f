-- question: How soon did a new partner get a referral from us and win a deal?
-- definition: Days from the partner's start to the first referral given to it and to its first won deal, as known at as_of;
--   empty while there is none. early_win = won within early_win_days, empty while these are not over; active_second_year = a won
--   deal or a referral received in days 365 to 729, empty before they are over.
-- unit: days
-- direction: lower is better
-- source: practice of partner enablement
-- settings: early_win_days
-- grain: one row per as_of and partner with a known start
-- key: as_of, partner_id
-- records: deals closed_on where status = 'won';
--   referrals made_on
with partners as (
  select as_of, partner_id, started_on, days_since_joined from metrics.partners_at where started_on is not null
),
leads as (
  select partner_id, min(made_on) as first_lead_on from facts.referrals where direction = 'given' group by partner_id
),
won as (
  select partner_id, closed_on as happened_on from facts.deal_credits where status = 'won' and partner_id is not null
),
wins as (
  select partner_id, min(happened_on) as first_win_on from won group by partner_id
),
signs as (
  select * from won
  union all
  select partner_id, made_on as happened_on from facts.referrals where direction = 'received'
),
second_years as (
  select distinct partner_id, true as active
  from signs
  join facts.partner_starts using (partner_id)
  where signs.happened_on - partner_starts.started_on between 365 and 729
),
primed as (
  select
    partners.as_of,
    partner_id,
    case
      when leads.first_lead_on <= partners.as_of then cast(leads.first_lead_on - partners.started_on as integer)
    end as days_to_first_lead,
    case
      when wins.first_win_on <= partners.as_of then cast(greatest(wins.first_win_on - partners.started_on, 0) as integer)
    end as days_to_first_win,
    case
      when wins.first_win_on <= partners.as_of and wins.first_win_on - partners.started_on <= getvariable('early_win_days') then true
      when partners.days_since_joined >= getvariable('early_win_days') then false
    end as early_win,
    case when partners.days_since_joined >= 729 then coalesce(second_years.active, false) end as active_second_year
  from partners
  left join leads using (partner_id)
  left join wins using (partner_id)
  left join second_years using (partner_id)
)
select * from primed order by as_of, partner_id

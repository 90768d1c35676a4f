-- question: Where do we and a partner compete for the same customer (channel conflict)?
-- definition: A deal that a partner registered in the window, and a direct deal with the same customer. kind: both_sides if the
--   direct deal was opened before the registration and not closed by then; opened_against if it was opened on that day or
--   within registration_days after it. A registration that was rejected by the day the direct deal was opened protects nothing.
-- unit: deals
-- direction: lower is better
-- source: rules of engagement in channel sales
-- settings: window_days, registration_days
-- grain: one row per as_of, registered deal, partner on it and direct deal
-- key: as_of, deal_id, partner_id, direct_deal_id
-- records: deals where deal_id in (it.deal_id, it.direct_deal_id)
with registered as (
  select
    deal_id,
    customer_id,
    registered_on,
    case when registration = 'rejected' then coalesce(decided_on, registered_on) end as rejected_on
  from facts.deal_profiles
  where registered_on is not null and partners > 0
),
direct as (
  select deal_id as direct_deal_id, customer_id, opened_on, closed_on from facts.deal_profiles where partners = 0
),
met as (
  select
    registered.*,
    direct.direct_deal_id,
    direct.opened_on,
    greatest(registered.registered_on, direct.opened_on) as met_on,
    case when direct.opened_on < registered.registered_on then 'both_sides' else 'opened_against' end as kind
  from registered
  join direct using (customer_id)
  where case
      when direct.opened_on < registered.registered_on then direct.closed_on is null or direct.closed_on > registered.registered_on
      else direct.opened_on - registered.registered_on <= getvariable('registration_days')
        and (registered.rejected_on is null or registered.rejected_on > direct.opened_on)
    end
),
conflicts as (
  select
    dates.as_of,
    credits.partner_id,
    met.customer_id,
    met.deal_id,
    met.registered_on,
    met.direct_deal_id,
    met.opened_on,
    met.kind
  from met
  join facts.deal_credits as credits on credits.deal_id = met.deal_id
  join metrics.calendar as calendar on calendar.day = met.registered_on
  join metrics.as_of_dates as dates on dates.as_of between calendar.seen_from and calendar.window_until
  where dates.as_of >= met.met_on
)
select * from conflicts order by as_of, partner_id, deal_id, direct_deal_id

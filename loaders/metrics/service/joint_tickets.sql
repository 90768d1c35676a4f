-- question: Are problems of shared customers solved jointly, and how fast?
-- definition: Tickets that concern a partner, opened in the evidence window, by owner: both sides (jointly owned), the partner
--   or us alone. resolved by as_of; days = mean days from opened to resolved; in_time = resolved by the due day, of those with
--   one (with_due: resolved with a due day). The rows without a partner are the portfolio. difference = share in time of
--   jointly owned tickets less that of tickets with one owner, with its 90% interval diff_lower to diff_upper (Newcombe's
--   method 10); verdict: better or worse if the interval excludes 0, else unclear; empty if either has no cases.
-- unit: tickets, days
-- direction: days: lower is better; resolved, in_time: higher is better
-- source: practice of partnering; Newcombe (1998), Statistics in Medicine 17:873-890
-- settings: evidence_days
-- grain: one row per as_of, partner (empty: all) and owner (both, partner, us) with tickets
-- key: as_of, partner_id, owner
-- records: tickets opened_on in evidence_days where owner = it.owner and partner_id is not null
-- formula: tickets = count(tickets.ticket_id)
with tickets as (
  select partner_id, owner, opened_on, resolved_on, due_on from facts.tickets where partner_id is not null
),
spans as (
  select
    tickets.partner_id,
    tickets.owner,
    calendar.seen_from,
    calendar.evidence_until,
    done.seen_from as resolved_from,
    count(*) as tickets,
    sum(tickets.resolved_on - tickets.opened_on) as days,
    count(tickets.due_on) as with_due,
    count(*) filter (tickets.resolved_on <= tickets.due_on) as in_time
  from tickets
  join metrics.calendar as calendar on calendar.day = tickets.opened_on
  left join metrics.calendar as done on done.day = tickets.resolved_on
  group by all
),
summed as (
  select
    dates.as_of,
    spans.partner_id,
    spans.owner,
    sum(spans.tickets) as tickets,
    coalesce(sum(spans.tickets) filter (spans.resolved_from <= dates.as_of), 0) as resolved,
    sum(spans.days) filter (spans.resolved_from <= dates.as_of) as days,
    coalesce(sum(spans.with_due) filter (spans.resolved_from <= dates.as_of), 0) as with_due,
    coalesce(sum(spans.in_time) filter (spans.resolved_from <= dates.as_of), 0) as in_time
  from metrics.as_of_dates as dates
  join spans on dates.as_of between spans.seen_from and spans.evidence_until
  group by all
),
everyone as (
  select * from summed
  union all
  select
    as_of,
    cast(null as varchar) as partner_id,
    owner,
    sum(tickets) as tickets,
    sum(resolved) as resolved,
    sum(days) as days,
    sum(with_due) as with_due,
    sum(in_time) as in_time
  from summed
  group by as_of, owner
),
sides as (
  select
    *,
    sum(in_time) filter (owner <> 'both') over partner as single_in_time,
    sum(with_due) filter (owner <> 'both') over partner as single_with_due
  from everyone
  window partner as (partition by as_of, partner_id)
),
joint_tickets as (
  select
    as_of,
    partner_id,
    owner,
    cast(tickets as integer) as tickets,
    cast(resolved as integer) as resolved,
    cast(days / nullif(resolved, 0) as double) as days,
    cast(with_due as integer) as with_due,
    cast(in_time as integer) as in_time,
    cast(case when owner = 'both' then in_time / nullif(with_due, 0) - single_in_time / nullif(single_with_due, 0) end as double)
      as difference,
    cast(case when owner = 'both' then newcombe_lower(in_time, with_due, single_in_time, single_with_due, 1.6449::double) end as double)
      as diff_lower,
    cast(case when owner = 'both' then newcombe_upper(in_time, with_due, single_in_time, single_with_due, 1.6449::double) end as double)
      as diff_upper
  from sides
),
compared as (
  select *, rate_verdict(diff_lower, diff_upper) as verdict from joint_tickets
)
select * from compared order by as_of, partner_id nulls first, owner

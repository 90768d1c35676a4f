-- question: Which outcomes, good and bad, does each partner have, and of which day?
-- definition: deal: closed, won 1, lost 0, credit 1/m, dated closed_on.
--   referral: received and answered, accepted 1, rejected 0, dated made_on, known from answered_on (made_on where that is empty).
--   ticket: owned by the partner; 1 - 1/2 [resolved after due] - 1/2 [reopened], dated resolved_on; from its due day until it is resolved an unresolved one counts 0, dated due_on.
-- grain: one row per partner, kind, dated_on, visible_on and hidden_on
with deals as (
  select
    partner_id,
    'deal' as kind,
    closed_on as dated_on,
    closed_on as visible_on,
    cast(null as date) as hidden_on,
    credit,
    case when status = 'won' then 1.0 else 0.0 end as outcome
  from facts.deal_credits
  where partner_id is not null and status in ('won', 'lost')
),
referrals as (
  select
    partner_id,
    'referral' as kind,
    made_on as dated_on,
    greatest(made_on, coalesce(answered_on, made_on)) as visible_on,
    cast(null as date) as hidden_on,
    1.0 as credit,
    case when outcome = 'accepted' then 1.0 else 0.0 end as outcome
  from facts.referrals
  where direction = 'received' and outcome in ('accepted', 'rejected')
),
owned as (
  select * from facts.tickets where owner = 'partner' and partner_id is not null
),
resolved as (
  select
    partner_id,
    'ticket' as kind,
    resolved_on as dated_on,
    resolved_on as visible_on,
    cast(null as date) as hidden_on,
    1.0 as credit,
    1.0
      - case when resolved_on > due_on then 0.5 else 0.0 end
      - case when reopened > 0 then 0.5 else 0.0 end as outcome
  from owned
  where resolved_on is not null
),
overdue as (
  select
    partner_id,
    'ticket' as kind,
    due_on as dated_on,
    greatest(due_on, opened_on) as visible_on,
    resolved_on as hidden_on,
    1.0 as credit,
    0.0 as outcome
  from owned
  where due_on is not null and (resolved_on is null or resolved_on > due_on)
),
events as (
  select * from deals
  union all
  select * from referrals
  union all
  select * from resolved
  union all
  select * from overdue
),
evidence as (
  select
    cast(partner_id as string) as partner_id,
    cast(kind as string) as kind,
    cast(dated_on as date) as dated_on,
    cast(visible_on as date) as visible_on,
    cast(hidden_on as date) as hidden_on,
    cast(count(*) as integer) as events,
    cast(sum(credit) as double) as credit,
    cast(sum(credit * outcome) as double) as kept,
    cast(sum(credit * (1 - outcome)) as double) as broken,
    cast(sum(credit * outcome * outcome) as double) as kept_squared
  from events
  group by partner_id, kind, dated_on, visible_on, hidden_on
)
select * from evidence order by partner_id, kind, dated_on, visible_on, hidden_on nulls first

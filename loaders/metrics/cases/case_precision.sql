-- question: How often were past cases right?
-- definition: Cases raised more than precision_days before as_of (but not at the first date of all), by what they were about.
--   were_right = still a case at the first date at least precision_days after it was raised, decided as done by then, or about
--   a registered deal that was lost by then; the others went away without action. precision = were_right / cases, with its
--   Wilson interval (z = 1.6449). kind all = every kind.
-- unit: cases, and shares
-- direction: precision: higher is better
-- source: Wilson (1927), JASA 22:209-212; ISA-18.2-2016, section 16
-- settings: precision_days
-- grain: one row per as_of and kind with such cases
-- key: as_of, kind
-- formula: precision = were_right / cases
with firsts as (
  select case_id, raised_on, arg_min(kind, as_of) as kind, arg_min(deal_id, as_of) as deal_id
  from metrics.cases
  where is_new
  group by case_id, raised_on
),
judged_on as (
  select firsts.*, min(dates.as_of) as judged_on
  from firsts
  join metrics.as_of_dates as dates on dates.as_of - firsts.raised_on >= getvariable('precision_days')
  group by all
),
judged as (
  select
    judged_on.*,
    bool_or(later.case_id is not null)
      or bool_or(coalesce(done.decision = 'done', false))
      or bool_or(coalesce(deals.status = 'lost' and deals.closed_on <= judged_on.judged_on, false)) as still
  from judged_on
  left join metrics.cases as later
    on later.case_id = judged_on.case_id and later.as_of = judged_on.judged_on and later.raised_on = judged_on.raised_on
  left join facts.decisions as done
    on done.case_id = judged_on.case_id and done.decided_on between judged_on.raised_on and judged_on.judged_on
  left join facts.deal_profiles as deals on deals.deal_id = judged_on.deal_id
  group by judged_on.case_id, judged_on.raised_on, judged_on.kind, judged_on.deal_id, judged_on.judged_on
),
counted as (
  select
    dates.as_of,
    case when grouping(judged.kind) = 1 then 'all' else judged.kind end as kind,
    cast(count(*) as integer) as cases,
    cast(count(*) filter (judged.still) as integer) as were_right
  from metrics.as_of_dates as dates
  join judged on judged.judged_on <= dates.as_of
  group by grouping sets ((dates.as_of, judged.kind), (dates.as_of))
),
precisions as (
  select
    *,
    were_right / cases as precision,
    wilson_lower(were_right, cases, 1.6449) as lower,
    wilson_upper(were_right, cases, 1.6449) as upper
  from counted
)
select * from precisions order by as_of, kind

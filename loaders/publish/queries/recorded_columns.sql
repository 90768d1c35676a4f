-- How many records of each table have each column filled. The partner of a deal may be in deal_partners; only won and lost deals close.
with
deals as (
  select d.* replace (coalesce(d.partner_id, p.partner_id) as partner_id)
  from facts.deals as d
  left join (select deal_id, min(partner_id) as partner_id from facts.deal_partners group by deal_id) as p on p.deal_id = d.deal_id
),
counted as (
  select 'deals' as table_name, * from (select count(*) as records, count(columns('(.*)')) as '\1' from deals)
  unpivot (filled for column_name in (columns(* exclude records)))
  union all
  select 'partners', * from (select count(*) as records, count(columns('(.*)')) as '\1' from facts.partners)
  unpivot (filled for column_name in (columns(* exclude records)))
  union all
  select 'referrals', * from (select count(*) as records, count(columns('(.*)')) as '\1' from facts.referrals)
  unpivot (filled for column_name in (columns(* exclude records)))
  union all
  select 'tickets', * from (select count(*) as records, count(columns('(.*)')) as '\1' from facts.tickets)
  unpivot (filled for column_name in (columns(* exclude records)))
  union all
  select 'activities', * from (select count(*) as records, count(columns('(.*)')) as '\1' from facts.activities)
  unpivot (filled for column_name in (columns(* exclude records)))
),
closed as (select count(*) as n from deals where status <> 'open'),
closable as (
  select
    counted.table_name,
    counted.column_name,
    counted.filled,
    case when counted.table_name = 'deals' and counted.column_name = 'closed_on' then closed.n else counted.records end as records
  from counted
  cross join closed
)
select table_name, column_name, records, filled / nullif(records, 0) as filled from closable

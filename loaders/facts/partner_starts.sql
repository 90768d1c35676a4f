-- question: Since when does a partnership exist?
-- definition: The earlier of joined_on and its first record: deal opened, referral made, ticket opened. Empty where a partner has none of them.
-- grain: one row per partner
with deals as (
  select * from facts.deals
),
deal_partners as (
  select * from facts.deal_partners
),
firsts as (
  select partner_id, joined_on as first_on from facts.partners
  union all
  select partner_id, made_on as first_on from facts.referrals
  union all
  select partner_id, opened_on as first_on from facts.tickets
  union all
  select partner_id, opened_on as first_on from deals
  union all
  select deal_partners.partner_id, deals.opened_on as first_on
  from deal_partners
  join deals on deals.deal_id = deal_partners.deal_id
),
starts as (
  select
    cast(partners.partner_id as string) as partner_id,
    cast(min(firsts.first_on) as date) as started_on
  from facts.partners as partners
  left join firsts on firsts.partner_id = partners.partner_id
  group by partners.partner_id
)
select * from starts order by partner_id

-- Each partner's score at each month-end and now.
select as_of, partner_id as id, score, lower, upper, grade from metrics.trust order by as_of, id

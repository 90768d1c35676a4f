-- What was noted about partners, each with whom it is for.
select partner_id as id, day, "by" as author, text, audience from facts.notes

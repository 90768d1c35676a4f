-- What was noted about partners, each with its readers.
select partner_id as id, day, "by" as author, text, audience from facts.notes

-- Who came into the vital few since the quarter's end, and who left.
select moves.partner_id as id, coalesce(named.name, moves.partner_id) as name, moves.move
from metrics.segment_moves as moves
join metrics.as_of_dates as dates on dates.as_of = moves.as_of and dates.is_current
left join facts.partners as named on named.partner_id = moves.partner_id
order by moves.move, name, id

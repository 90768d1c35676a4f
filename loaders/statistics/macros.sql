-- Wilson (1927): score interval of k in n, n above 0 and not necessarily whole.
-- Newcombe (1998), Statistics in Medicine 17:873-890, method 10: interval of the difference of the rates k in n and l in m.
-- rate_verdict: better or worse where that interval excludes 0, else unclear; never an equality.
-- Garlaschelli & Loffredo (2004), PRL 93:268701: reciprocity beyond what the density of the graph gives by chance (rho).
-- money_sum: amounts that cancel each other leave a rest in the last bit, which is no money.
-- deal_size: a deal's value among the thirds of won ones; null where those, or the value, are not known.
-- counted_quantile: that of values that several have, each with how many have it or a lower one; place = (their number - 1) * the share,
--   between two of them in proportion, as quantile_cont has it.
create or replace temp macro counted_quantile(one, up_to, place) as
  min(one) filter (up_to > floor(place))
    + (min(one) filter (up_to > ceil(place)) - min(one) filter (up_to > floor(place))) * (any_value(place) - floor(any_value(place)));
create or replace temp macro money_sum(total) as case when abs(total) < 5e-7 then 0 else total end;
create or replace temp macro deal_size(worth, small_until, medium_until) as
  case when worth <= small_until then 'small' when worth <= medium_until then 'medium' when worth > medium_until then 'large' end;
create or replace temp macro wilson_lower(k, n, z) as
  case when n > 0 then greatest(0, (k + z * z / 2 - z * sqrt(k * ((n - k) / n) + z * z / 4)) / (n + z * z)) end;
create or replace temp macro wilson_upper(k, n, z) as
  case when n > 0 then least(1, (k + z * z / 2 + z * sqrt(k * ((n - k) / n) + z * z / 4)) / (n + z * z)) end;
create or replace temp macro newcombe_lower(k, n, l, m, z) as
  k / nullif(n, 0) - l / nullif(m, 0)
    - sqrt(power(k / nullif(n, 0) - wilson_lower(k, n, z), 2) + power(wilson_upper(l, m, z) - l / nullif(m, 0), 2));
create or replace temp macro newcombe_upper(k, n, l, m, z) as
  k / nullif(n, 0) - l / nullif(m, 0)
    + sqrt(power(wilson_upper(k, n, z) - k / nullif(n, 0), 2) + power(l / nullif(m, 0) - wilson_lower(l, m, z), 2));
create or replace temp macro rate_verdict(lower, upper) as
  case when lower > 0 then 'better' when upper < 0 then 'worse' when lower is not null and upper is not null then 'unclear' end;
create or replace temp macro reciprocity_beyond_chance(reciprocity, density) as
  (reciprocity - density) / nullif(1 - density, 0);

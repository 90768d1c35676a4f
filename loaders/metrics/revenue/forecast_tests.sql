-- question: Is the forecast better than simple guesses, and how often did its range contain the outcome?
-- definition: Over the past origins for which every method that is compared has an outcome and an interval: pinball = the
--   mean pinball loss; error = the mean absolute error; error_share = the sum of absolute errors / the sum of outcomes, empty
--   where outcomes come to nothing or less, as refunds can make them; too_high = the forecasts above what came; coverage =
--   the share of outcomes within the range meant to contain 90 in 100; coverage_ratio = Kupiec's likelihood ratio of it,
--   above 3.84 not by chance (overlapping origins raise it); empty for a method that is not compared, as it has fewer origins
--   than the set number and than another has. is_published = the model if its pinball loss is below that of every rival
--   compared over at least the set number of origins, else the rival with the lowest loss; before there is any interval, the
--   rival with the lowest error, over the same origins too.
-- unit: money in the reporting currency, fractions
-- direction: pinball, error: lower is better
-- source: Koenker & Bassett (1978), Econometrica 46:33-50; Kupiec (1995), Journal of Derivatives 3:73-84
-- settings: forecast_origins_min
-- grain: one row per horizon, pool (all, partner, or a class) and method with a forecast
-- key: horizon, pool, method
with together as (
  select * from metrics.forecast_rounds
),
judged as (
  select
    horizon,
    pool,
    method,
    count(distinct as_of) filter (actual is not null) as known_origins,
    count(distinct as_of) filter (in_compared) as origins,
    count(pinball) filter (in_compared) as forecasts,
    avg(pinball) filter (in_compared) as pinball,
    avg(abs(actual - point)) filter (in_compared) as error,
    sum(abs(actual - point)) filter (in_compared) / nullif(greatest(sum(actual) filter (in_compared), 0), 0) as error_share,
    count(*) filter (in_compared and round(point - actual, 6) > 0) as too_high,
    avg(case when held then 1 else 0 end) filter (in_compared) as coverage,
    kupiec(count(*) filter (in_compared and not held), count(*) filter (in_compared), .1) as coverage_ratio,
    avg(abs(actual - point)) filter (in_known) as known_error
  from together
  group by horizon, pool, method
),
ranked as (
  select
    *,
    row_number() over (
      partition by horizon, pool
      order by
        case when method = 'model' and origins < getvariable('forecast_origins_min') then 1 else 0 end,
        pinball nulls last,
        known_error nulls last,
        array_position(['year_mean', 'quarter_before', 'year_before', 'pipeline', 'model'], method)
    ) as place
  from judged
),
tests as (
  select
    horizon,
    pool,
    method,
    cast(known_origins as integer) as known_origins,
    cast(origins as integer) as origins,
    cast(forecasts as integer) as forecasts,
    pinball,
    error,
    error_share,
    cast(too_high as integer) as too_high,
    coverage,
    coverage_ratio,
    place = 1 as is_published
  from ranked
)
select * from tests order by horizon, pool, method

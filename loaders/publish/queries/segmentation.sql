-- Where the vital few end.
select
  cast(segmentation.partners as integer) as partners,
  cast(segmentation.k80 as integer) as k80,
  segmentation.top20_share,
  cast(segmentation.k_a as integer) as k_a,
  cast(segmentation.k_ab as integer) as k_ab
from metrics.segmentation as segmentation
join metrics.as_of_dates as dates on dates.as_of = segmentation.as_of and dates.is_current

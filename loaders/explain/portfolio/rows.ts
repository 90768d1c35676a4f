import type {PortfolioFigure} from "./portfolioFigure.ts";

/** The last quarter that is complete for the pages: over, and delivered; $delivered is the day of the last delivery of deals. */
export const quarter =
  "period_kind = 'quarter' and starts_on = (select max(starts_on) from metrics.revenue_periods where period_kind = 'quarter' and is_complete and ends_on <= $delivered)";

/** The figures of all partners that pages explain, by metric; $day is the day of the figures; $member, $dimension and $kind are those of the row. */
export const portfolioFigures: Record<string, PortfolioFigure> = {
  revenue_comparison: {
    pages: ["index", "revenue"],
    row: quarter,
    order: "kind desc",
    partners: {
      rows: `metrics.revenue_periods where partner_id is not null and $kind = 'partner' and ${quarter}`,
      shows: ["net", "net_before"],
      order: "net desc"
    }
  },
  revenue_groups: {
    pages: ["index", "revenue"],
    row: "as_of = $day and dimension = 'grade'",
    partners: {
      rows: "metrics.trust join metrics.risk using (as_of, partner_id) where as_of = $day and revenue > 0 and grade = $member",
      shows: ["grade", "revenue"],
      order: "grade, revenue desc"
    }
  },
  pipeline_totals: {
    pages: ["index", "revenue", "owner"],
    row: "as_of = $day and kind = 'partner'",
    partners: {
      rows: "metrics.pipeline where as_of = $day and deals > 0",
      shows: ["deals", "value", "stalled", "stalled_value", "expected_value"],
      order: "value desc nulls last"
    }
  },
  forecast: {
    pages: ["index", "revenue"],
    row: "as_of = $day and horizon = 'days' and level <> 'partner'",
    partners: {
      rows: `(select member as partner_id, * from metrics.forecast where as_of = $day and horizon = 'days' and level = 'partner'
          and ($member = 'all' or member in (select partner_id from metrics.segments where as_of = $day and abc = $member)))`,
      shows: ["expected", "lower", "upper", "method"],
      order: "expected desc"
    }
  },
  trust: {
    pages: ["index", "trust", "changes", "partners", "owner"],
    row: null,
    values: "select grade || ' ' || count(*) from ($rows) group by grade order by grade",
    partners: {
      rows: "metrics.trust where as_of = $day",
      shows: ["grade", "score", "lower", "upper"],
      order: "score desc nulls last"
    }
  },
  reciprocity: {
    pages: ["index", "reciprocity", "partners"],
    row: null,
    values: "select unnest(['received ' || sum(received), 'given ' || sum(given)]) from ($rows)",
    partners: {
      rows: "metrics.reciprocity where as_of = $day and received + given > 0",
      shows: ["received", "given", "verdict"],
      order: "received + given desc"
    }
  },
  reciprocity_portfolio: {pages: ["index", "reciprocity"], row: "as_of = $day", partners: null},
  concentration: {
    pages: ["index", "concentration"],
    row: "as_of = $day",
    partners: {
      rows: "metrics.risk where as_of = $day and revenue > 0 and $dimension = 'partner'",
      shows: ["revenue", "share"],
      order: "revenue desc"
    }
  },
  loss: {
    pages: ["index", "concentration"],
    row: "as_of = $day",
    partners: {
      rows: "metrics.risk where as_of = $day and expected_loss > 0",
      shows: ["revenue", "p_silent", "expected_loss"],
      order: "expected_loss desc"
    }
  },
  segmentation: {
    pages: ["index", "segments"],
    row: "as_of = $day",
    partners: {
      rows: "metrics.segments where as_of = $day",
      shows: ["rank", "abc", "value_share"],
      order: "rank nulls last"
    }
  },
  attention: {
    pages: ["index", "segments", "service"],
    row: null,
    values: "select 'ignored ' || count(*) from ($rows)",
    partners: {
      rows: "metrics.attention where as_of = $day and ignored",
      shows: ["last_contact_on", "days_since_contact", "service_share"],
      order: "days_since_contact desc nulls first"
    }
  },
  leadership: {
    pages: ["deals"],
    row: "as_of = $day and partner_id is null",
    partners: {
      rows: "metrics.leadership where as_of = $day and partner_id is not null and wrong_lead > 0",
      shows: ["recorded", "wrong_lead", "wrong_lead_won"],
      order: "wrong_lead desc"
    }
  },
  registrations: {
    pages: ["deals", "owner"],
    row: "as_of = $day and partner_id is null",
    partners: {
      rows: "metrics.registrations where as_of = $day and partner_id is not null",
      shows: ["registered", "late", "expired"],
      order: "registered desc"
    }
  },
  partner_effect: {pages: ["deals"], row: "as_of = $day", partners: null},
  trouble_free: {
    pages: ["service"],
    row: "as_of = $day and partner_id is null",
    partners: {
      rows: "metrics.trouble_free where as_of = $day and partner_id is not null",
      shows: ["customers", "trouble_free"],
      order: "customers desc"
    }
  },
  joint_tickets: {pages: ["service"], row: "as_of = $day and partner_id is null", partners: null},
  reviews: {
    pages: ["attention", "service", "owner"],
    row: null,
    values: "select 'overdue ' || count(*) filter (stale) from ($rows)",
    partners: {
      rows: "metrics.reviews where as_of = $day",
      shows: ["last_review_on", "days_since_review", "reviews"],
      order: "days_since_review desc nulls first"
    }
  },
  cases: {
    pages: ["attention", "owner"],
    row: null,
    values: "select 'lane ' || lane || ' ' || count(*) from ($rows) group by lane order by lane",
    partners: {
      rows: "metrics.cases where as_of = $day and partner_id is not null",
      shows: ["kind", "lane", "at_stake"],
      order: "at_stake desc nulls last"
    }
  },
  case_precision: {pages: ["attention"], row: "as_of = $day and kind = 'all'", partners: null},
  headlines: {pages: ["index", "changes"], row: "as_of = $day", partners: null, recordsElsewhere: true},
  backtest_calibration: {
    pages: ["trust"],
    row: "(forecast, weight) in (select (forecast, max(weight)) from metrics.backtest_calibration group by forecast)",
    partners: null
  },
  trust_priors: {pages: ["trust"], row: "as_of = $day", partners: null},
  regions: {pages: ["concentration"], row: "as_of = $day", partners: null},
  retention: {pages: ["concentration", "revenue"], row: "as_of = $day and dimension = 'all'", partners: null},
  disclosures: {pages: ["concentration"], row: "as_of = $day", partners: null},
  one_sided: {
    pages: ["reciprocity"],
    row: null,
    values: "select 'partners ' || count(*) from ($rows)",
    partners: {
      rows: "metrics.one_sided where as_of = $day",
      shows: ["given", "received", "share_upper", "given_value", "received_value", "customer_deals"],
      order: "rank"
    }
  },
  segments: {
    pages: ["index", "revenue", "segments", "service", "partners", "owner"],
    row: null,
    values: "select 'group ' || abc || ' ' || count(*) from ($rows) group by abc order by abc",
    partners: {
      rows: "metrics.segments where as_of = $day",
      shows: ["rank", "abc", "label", "value_share", "service_share", "served", "merit"],
      order: "rank nulls last"
    }
  },
  first_deal_curve: {
    pages: ["segments"],
    row: `as_of = $day and cohort = 'all' and days =
      (select max(days) from metrics.first_deal_curve where as_of = $day and cohort = 'all' and days <= 365)`,
    partners: null
  },
  maturity: {pages: ["deals"], row: "as_of = $day", partners: null},
  discount_by_volume: {
    pages: ["deals"],
    row: null,
    values: "select 'partners ' || count(*) from ($rows)",
    partners: {
      rows: "metrics.discount_by_volume where as_of = $day",
      shows: ["discount", "net", "discount_rank", "net_rank", "gap"],
      order: "gap desc"
    }
  },
  rep_concentration: {
    pages: ["people"],
    row: `as_of = $day and rep_id in
      (select rep_id from metrics.rep_concentration where as_of = $day order by top_partner_share desc nulls last, rep_id limit 6)`,
    partners: null
  },
  people_pairs: {
    pages: ["people", "reciprocity"],
    row: null,
    values:
      "select unnest(['pairs ' || coalesce(sum(pairs), 0), 'mutual ' || coalesce(sum(mutual), 0), 'received ' || coalesce(sum(received), 0), 'given ' || coalesce(sum(given), 0)]) from ($rows)",
    partners: {
      rows: `(select partner_id, cast(count(*) as integer) as pairs, cast(count(*) filter (mutual) as integer) as mutual,
          cast(sum(received) as integer) as received, cast(sum(given) as integer) as given
        from metrics.people_pairs where as_of = $day group by partner_id)`,
      shows: ["pairs", "mutual", "received", "given"],
      order: "mutual desc, pairs desc"
    }
  },
  adoption: {
    pages: ["people"],
    row: null,
    values: "select 'partners ' || count(*) from ($rows)",
    partners: {
      rows: "(select partner_id, max(reps) as reps, min(first_on) as first_on from metrics.adoption group by partner_id)",
      shows: ["reps", "first_on"],
      order: "reps desc"
    }
  }
};

import {overviewFigures} from "./overviewFigures.ts";
import type {PortfolioFigure} from "./portfolioFigure.ts";

/** The figures of all partners that pages explain, by metric; $day is the day of the figures; $member, $dimension and $kind are those of the row. */
export const portfolioFigures: Record<string, PortfolioFigure> = {
  ...overviewFigures,
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

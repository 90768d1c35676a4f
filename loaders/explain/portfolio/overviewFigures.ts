import type {PortfolioFigure} from "./portfolioFigure.ts";

/** The last quarter that is complete for the pages: over, and delivered; $delivered is the day of the last delivery of deals. */
export const quarter =
  "period_kind = 'quarter' and starts_on = (select max(starts_on) from metrics.revenue_periods where period_kind = 'quarter' and is_complete and ends_on <= $delivered)";

/** Of the figures of all partners (rows.ts) those that are the main ones of a page, and that the overview tells of. */
export const overviewFigures: Record<string, PortfolioFigure> = {
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
  }
};

/** Partners behind a figure of all of them: a metric's rows, the columns that are told of each, and their order. */
interface PartnersBehind {
  rows: string;
  shows: string[];
  order: string;
}

/** A figure of all partners: which row of its metric it is (null: it sums partners' rows up, as `values` says), and the partners behind it. */
export interface PortfolioFigure {
  row: string | null;
  /** SQL of texts with what the partners' rows come to; $rows are these rows. */
  values?: string;
  partners: PartnersBehind | null;
}

const quarter =
  "period_kind = 'quarter' and starts_on = (select max(starts_on) from metrics.revenue_periods where period_kind = 'quarter' and is_complete)";

/** The figures of all partners that pages explain, by metric; $day is the day of the figures, $member that of the row. */
export const portfolioFigures: Record<string, PortfolioFigure> = {
  revenue_comparison: {
    row: `kind = 'partner' and ${quarter}`,
    partners: {
      rows: `metrics.revenue_periods where partner_id is not null and ${quarter}`,
      shows: ["net", "net_before"],
      order: "net desc"
    }
  },
  revenue_groups: {
    row: "as_of = $day and dimension = 'grade'",
    partners: {
      rows: "metrics.trust join metrics.risk using (as_of, partner_id) where as_of = $day and revenue > 0 and grade = $member",
      shows: ["grade", "revenue"],
      order: "grade, revenue desc"
    }
  },
  pipeline_totals: {
    row: "as_of = $day and kind = 'partner'",
    partners: {
      rows: "metrics.pipeline where as_of = $day and deals > 0",
      shows: ["deals", "value", "stalled", "stalled_value", "expected_value"],
      order: "value desc nulls last"
    }
  },
  forecast: {
    row: "as_of = $day and horizon = 'days' and level = 'all'",
    partners: {
      rows: "(select member as partner_id, * from metrics.forecast where as_of = $day and horizon = 'days' and level = 'partner')",
      shows: ["expected", "lower", "upper", "method"],
      order: "expected desc"
    }
  },
  trust: {
    row: null,
    values: "select grade || ' ' || count(*) from ($rows) group by grade order by grade",
    partners: {
      rows: "metrics.trust where as_of = $day",
      shows: ["grade", "score", "lower", "upper"],
      order: "score desc nulls last"
    }
  },
  reciprocity: {
    row: null,
    values: "select unnest(['received ' || sum(received), 'given ' || sum(given)]) from ($rows)",
    partners: {
      rows: "metrics.reciprocity where as_of = $day and received + given > 0",
      shows: ["received", "given", "verdict"],
      order: "received + given desc"
    }
  },
  reciprocity_portfolio: {row: "as_of = $day", partners: null},
  concentration: {
    row: "as_of = $day and dimension = 'partner'",
    partners: {rows: "metrics.risk where as_of = $day and revenue > 0", shows: ["revenue", "share"], order: "revenue desc"}
  },
  loss: {
    row: "as_of = $day",
    partners: {
      rows: "metrics.risk where as_of = $day and expected_loss > 0",
      shows: ["revenue", "p_silent", "expected_loss"],
      order: "expected_loss desc"
    }
  },
  segmentation: {
    row: "as_of = $day",
    partners: {
      rows: "metrics.segments where as_of = $day",
      shows: ["rank", "abc", "value_share"],
      order: "rank nulls last"
    }
  },
  attention: {
    row: null,
    values: "select 'ignored ' || count(*) from ($rows)",
    partners: {
      rows: "metrics.attention where as_of = $day and ignored",
      shows: ["last_contact_on", "days_since_contact", "service_share"],
      order: "days_since_contact desc nulls first"
    }
  },
  leadership: {
    row: "as_of = $day and partner_id is null",
    partners: {
      rows: "metrics.leadership where as_of = $day and partner_id is not null and wrong_lead > 0",
      shows: ["recorded", "wrong_lead", "wrong_lead_won"],
      order: "wrong_lead desc"
    }
  },
  registrations: {
    row: "as_of = $day and partner_id is null",
    partners: {
      rows: "metrics.registrations where as_of = $day and partner_id is not null",
      shows: ["registered", "late", "expired"],
      order: "registered desc"
    }
  },
  partner_effect: {row: "as_of = $day", partners: null},
  trouble_free: {
    row: "as_of = $day and partner_id is null",
    partners: {
      rows: "metrics.trouble_free where as_of = $day and partner_id is not null",
      shows: ["customers", "trouble_free"],
      order: "customers desc"
    }
  },
  joint_tickets: {row: "as_of = $day and partner_id is null", partners: null}
};

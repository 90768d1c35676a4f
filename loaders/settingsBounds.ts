/** The settings that are bounds of one another. */
interface Bounds {
  trust_weight_deal: number;
  trust_weight_referral: number;
  trust_weight_ticket: number;
  trusted_min: number;
  trusted_keep_min: number;
  above_average_min: number;
  above_average_margin: number;
  at_risk_max: number;
  at_risk_keep_max: number;
  hhi_low_max: number;
  hhi_moderate_max: number;
  downgrade_enter_max: number;
  downgrade_leave_min: number;
}

/** Settings that name something outside of Handshake. */
interface Named {
  site_url: string | null;
  reporting_time_zone: string;
}

/** Sums of decimal fractions are compared as what they are written as. */
const tiny = 1e-9;

/** Two settings of which the first must not be above the second: else one name would hold for what the other excludes. */
const ordered: readonly (readonly [low: keyof Bounds, high: keyof Bounds])[] = [
  ["trusted_keep_min", "trusted_min"],
  ["at_risk_max", "at_risk_keep_max"],
  ["at_risk_max", "above_average_min"],
  ["at_risk_max", "trusted_keep_min"],
  ["above_average_min", "trusted_min"],
  ["hhi_low_max", "hhi_moderate_max"],
  ["downgrade_enter_max", "downgrade_leave_min"]
];

/** The name that a message begins with: of the two the one that is seldom set. */
const saidOf = new Set<keyof Bounds>([
  "trusted_keep_min",
  "at_risk_keep_max",
  "above_average_min",
  "hhi_low_max",
  "downgrade_leave_min"
]);

/** Settings that can't hold together, or for what they name, each with the one that a person looks for in the file. */
export const contradictions = (s: Bounds & Named): {name: keyof Bounds | keyof Named; message: string}[] => [
  ...boundsCrossed(s),
  ...unusable(s)
];

function boundsCrossed(s: Bounds): {name: keyof Bounds; message: string}[] {
  const sum = s.trust_weight_deal + s.trust_weight_referral + s.trust_weight_ticket;
  const weights = {name: "trust_weight_deal" as const, message: `the three trust weights add up to ${sum}, expected 1`};
  const crossed = ordered.flatMap(([low, high]) =>
    s[low] <= s[high] + tiny ? [] : [saidOf.has(low) ? expected(low, "at most", high, s) : expected(high, "at least", low, s)]
  );
  const [from, margin] = [s.above_average_min, s.above_average_margin];
  const unreachable = from + margin > 1 + tiny || from - margin < -tiny;
  return [
    ...(Math.abs(sum - 1) > tiny ? [weights] : []),
    ...crossed,
    ...(unreachable
      ? [
          {
            name: "above_average_margin" as const,
            message: `above_average_margin is ${margin}, expected at most ${Number(Math.min(from, 1 - from).toFixed(9))} with above_average_min ${from}: a partner becomes above average at their sum and stops being so below their difference, which must be from 0 to 1`
          }
        ]
      : [])
  ];
}

const expected = (name: keyof Bounds, bound: "at most" | "at least", other: keyof Bounds, s: Bounds) => ({
  name,
  message: `${name} is ${s[name]}, expected ${bound} ${other}, which is ${s[other]}`
});

const unusable = ({site_url, reporting_time_zone}: Named): {name: keyof Named; message: string}[] => [
  ...(site_url !== null && /^[^/]*\/\/[^/?#]*@/.test(site_url)
    ? [
        {
          name: "site_url" as const,
          message: "the address holds a user or a password, which every mail would tell; leave it out"
        }
      ]
    : []),
  ...(zoneExists(reporting_time_zone)
    ? []
    : [
        {
          name: "reporting_time_zone" as const,
          message: `"${reporting_time_zone}" is not a time zone; use a name such as Europe/Berlin`
        }
      ])
];

function zoneExists(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", {timeZone: zone});
    return true;
  } catch {
    return false;
  }
}

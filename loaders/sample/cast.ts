/** Who plays which part in the planted stories. */
export const cast = {
  quietly_excellent: "P047",
  one_sided: "P042",
  second_one_sided: "P044",
  third_one_sided: "P051",
  dries_up: "P012",
  loss_hurts: "P004",
  group: ["P009", "P023"],
  over_served: "P038",
  ignored: "P017",
  private_alliance: "P026",
  wrong_lead: "P031",
  dependent_region: "P021",
  riser: "P033",
  faller: "P029",
  we_owe: "P035",
  enters_the_few: "P015",
  leaves_the_few: "P006",
  nothing_recorded: "P060",
  newcomers: ["P055", "P056", "P057", "P058", "P059", "P060"]
} as const;

/** The parent of the two companies that count as one for ASC 280. */
export const groupParent = "HALVARD-GROUP";

/** The pair whose private alliance spreads: ours and theirs. */
export const allies = {us: "U05", them: "V044"} as const;

/** The region that depends on one partner. */
export const dependentRegion = "Iberia";

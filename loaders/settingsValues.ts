import {Settings} from "./settings.ts";

/** What a setting of one value may be. */
export type Scalar = string | number | boolean | null;

/** The settings that are one value each, which figures may depend on. */
export const plainSettings = ({
  audiences: _,
  partner_editions: _partners,
  engine: _engine,
  owner_mail: _mail,
  ...plain
}: Settings): Record<string, Scalar> => plain;

/** A setting with its value and its default. */
export interface EffectiveSetting {
  name: string;
  value: Scalar;
  default: Scalar;
}

/** Settings of who is sent what, and where the site is: no figure follows from them, and they are no matter of its readers. */
const ofMessages = ["alerts_audience", "digest", "site_url"];

/** Every setting of one value that readers are told of, with its default. */
export function effectiveSettings(settings: Settings): EffectiveSetting[] {
  const [set, defaults] = [plainSettings(settings), plainSettings(Settings.parse({}))];
  const told = Object.keys(defaults).filter((name) => !ofMessages.includes(name));
  return told.map((name) => ({name, value: set[name] ?? null, default: defaults[name] ?? null}));
}

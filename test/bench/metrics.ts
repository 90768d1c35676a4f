import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {buildFacts} from "../../loaders/facts/run.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {tables} from "../../loaders/tables/index.ts";
import {ddlColumns} from "../../loaders/tables/sqlTypes.ts";
import {median} from "./median.ts";

const asOf = "2026-10-31";
const days = 1095 + 760;

/**
 * Measures facts to metrics at the current date alone against the current date and 24 month-ends, in turns in one run, and prints the
 * ratio: of the processor's time, which other work on the machine moves less than the clock's.
 * @param partners how many (2,000)
 * @param events of evidence (2,000,000)
 * @param rounds in which both are measured (3)
 */
export async function benchMetrics([partners = "2000", events = "2000000", rounds = "3"]: string[]): Promise<void> {
  const db = await DuckDB.open(":memory:", {threads: 2});
  try {
    await writeFacts(db, Number(partners), Number(events));
    await buildFacts(db, parseSettings({}, "bench"));
    const [made] = await db.rows<{events: string}>("select sum(events) as events from facts.evidence");
    console.log(`${partners} partners, ${Number(made!.events).toLocaleString("en")} evidence events`);
    const ratios: number[] = [];
    for (let round = 1; round <= Number(rounds); round++) {
      const one = await seconds(db, 0);
      const many = await seconds(db, 24);
      ratios.push(many / one);
      console.log(
        `  round ${round}: one date ${one.toFixed(1)} s, 25 dates ${many.toFixed(1)} s, ratio ${(many / one).toFixed(2)}`
      );
    }
    console.log(`metrics ratio ${median(ratios).toFixed(2)} (median of ${rounds})`);
  } finally {
    db.close();
  }
}

/** The processor's seconds that the metrics take with so many month-ends of history. */
async function seconds(db: DuckDB, history_months: number): Promise<number> {
  const before = process.cpuUsage();
  await buildMetrics(db, parseSettings({history_months}, "bench"), asOf);
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Records by chance, the same at every run, over five years; a few partners have most of them. */
async function writeFacts(db: DuckDB, partners: number, events: number): Promise<void> {
  await db.run("create schema facts; create schema metrics");
  for (const t of tables) await db.run(`create table facts.${t.name} (${ddlColumns(t)})`);
  const chance = (k: number) => `((hash(i, ${k}) % 1000003) / 1000003.0)`;
  const whole = (k: number, n: number) => `cast(hash(i, ${k}) % ${n} as integer)`;
  const side = (k: number) => `['us', 'partner'][1 + ${whole(k, 2)}]`;
  const day = `date '${asOf}' - cast(${days} * ${chance(5)} as integer)`;
  const partner = `'p' || lpad(cast(floor(${partners} * power(${chance(1)}, 1.15)) as integer)::varchar, 4, '0')`;
  const [deals, referrals, tickets] = [0.283, 0.354, 0.299].map((share) => Math.round(share * events));
  await db.run(`
    insert into facts.partners by name
      select 'p' || lpad(i::varchar, 4, '0') as partner_id, 'P' || i as name, date '${asOf}' - ${days} + ${whole(7, 1500)} as joined_on
      from range(${partners}) r(i);
    insert into facts.customers by name
      select 'c' || i as customer_id, 'C' as name, ['small', 'medium', 'large'][1 + ${whole(2, 3)}] as size, 'i' || (i % 6) as industry, 'r' || (i % 8) as region
      from range(${10 * partners}) r(i);
    insert into facts.deals by name
      select * exclude (ended_on) from (select 'd' || i as deal_id, case when ${chance(2)} < .97 then ${partner} end as partner_id, 'c' || ${whole(3, 10 * partners)} as customer_id,
        'u' || ${whole(4, 60)} as rep_id, ${day} - 40 as opened_on, opened_on + ${whole(6, 90)} as ended_on,
        case when ended_on <= date '${asOf}' then ended_on end as closed_on,
        case when closed_on is null then 'open' when ${chance(7)} < .55 then 'won' else 'lost' end as status,
        100 + floor(1e5 * power(${chance(8)}, 3)) as amount, ${side(9)} as found_by, ${side(10)} as relationship_with, ${side(11)} as led_by,
        ['us', 'partner', 'either'][1 + ${whole(12, 3)}] as customer_prefers, ${side(13)} as fulfilled_by,
        case when ${chance(14)} < .3 then opened_on end as registered_on, registered_on + ${whole(15, 5)} as decided_on,
        case when registered_on is not null then 'approved' end as registration, 20 * ${chance(16)} as discount_pct
      from range(${deals}) r(i));
    insert into facts.referrals by name
      select 'r' || i as referral_id, partner_id, direction, made_on, made_on + ${whole(6, 30)} as answered_on,
        case direction when 'received' then theirs else ours end as from_person, case direction when 'received' then ours else theirs end as to_person,
        case when ${chance(7)} < .6 then 'accepted' else 'rejected' end as outcome, case when ${chance(8)} < .3 then 'd' || ${whole(9, deals!)} end as deal_id, 1000 as value
      from (
        select i, ${partner} as partner_id, case when ${chance(2)} < .85 then 'received' else 'given' end as direction,
          partner_id || 'v' || ${whole(3, 3)} as theirs, 'u' || ${whole(4, 60)} as ours, ${day} as made_on
        from range(${referrals}) r(i));
    insert into facts.tickets by name
      select 't' || i as ticket_id, ${partner} as partner_id, 'c' || ${whole(3, 10 * partners)} as customer_id,
        case when ${chance(2)} < .92 then 'partner' else 'both' end as owner, ${day} as opened_on, opened_on + ${whole(6, 15)} as due_on,
        opened_on + ${whole(7, 18)} as resolved_on, cast(${whole(8, 10)} = 0 as integer) as reopened, 2 as hours,
        case when ${chance(9)} < .2 then 'installation' else 'other' end as topic
      from range(${tickets}) r(i);
    insert into facts.activities by name
      select 'a' || i as activity_id, ${partner} as partner_id, 'c' || ${whole(3, 10 * partners)} as customer_id,
        ['call', 'visit', 'plan_review', 'email'][1 + ${whole(4, 4)}] as kind, ${day} as happened_on, 1 as hours
      from range(${Math.round(events / 20)}) r(i)`);
}

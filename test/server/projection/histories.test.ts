import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeFirstCatalogue } from '../../../server/commands/store-first-catalogue';
import type { Database } from '../../../server/db/database';
import type { LevelSpanRow, MemberSpanRow } from '../../../server/db/entities';
import { sizeOf } from '../../../server/projection/update-spans';
import { countOutdated, refill } from '../../../server/projection/refill';
import { verify } from '../../../server/projection/verify';
import { profileLoader } from '../../../server/request/loaders/profiles';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import {
  addDays,
  day,
  displayedSince,
  FIRST_DAY,
  isAtLeast,
  LAST_DAY,
  lastTermOfChain,
  LEVELS,
  runningTerm,
  statusOn,
  type Catalogue,
  type Day,
  type Facts,
  type Level,
} from '../../../server/rules';
import { chanceFrom } from '../../support/chance';
import { DATABASES, migrated, type TestDatabase } from '../../support/databases';
import { factsOf, readFactRows } from '../../support/facts-of';
import {
  RANDOM_COMMANDS,
  RANDOM_COMMANDS_OF_SOME,
  randomCommand,
  type Writer,
} from '../../support/random-commands';
import { refilled } from '../../support/refilled';

const FIRST_TODAY = day('2018-02-28');
const DAYS_BETWEEN_ROUNDS = 60;
const WRITERS = 4;
const COMMANDS_EACH = 50;
const DAYS_BETWEEN_PROFILES = 3;
/** What one command forgets the next one on that organization makes good, so it is looked at after a few. */
const COMMANDS_IN_A_ROW = 2;

/**
 * Publications, closings and refilling derive everybody anew, and so make good whatever a command has forgotten or lost
 * before. They have rounds of their own; in the others nothing but the commands keeps the spans.
 */
// The first one closes months, or no amount would tell.
const ROUNDS = ['EDITIONS', 'COMMANDS', 'COMMANDS', 'EDITIONS', 'COMMANDS', 'COMMANDS'] as const;

/** What a row says, as a line that can be looked up. */
const said = (...parts: readonly (string | number)[]) => parts.join(' ');

/** Everything that the rules say of an organization on a day, in the words of the rows. */
function saidByRules(versions: readonly Catalogue[], facts: Facts, on: Day): readonly string[] {
  const atLeast = (aspect: string, competency: string, level: Level | null) =>
    LEVELS.filter((one) => level !== null && isAtLeast(level, one)).map((one) =>
      said(aspect, competency, one),
    );
  const status = statusOn(versions, facts, on);
  const { membership: running, renewalAtRisk, willBeEligible } = status;
  return [
    ...[...status.attained].flatMap(([key, level]) => atLeast('ATTAINED', key, level)),
    ...[...status.displayed].flatMap(([key, level]) => atLeast('DISPLAYED', key, level)),
    ...status.eligibleLevels.map((level) => said('ELIGIBLE', '', level)),
    ...(running === null
      ? []
      : [
          said(
            'MEMBER',
            running.level,
            lastTermOfChain(facts.memberships, running).endsOn,
            Number(renewalAtRisk),
            Number(willBeEligible),
            Number(renewalAtRisk || willBeEligible === false),
          ),
        ]),
  ].sort();
}

async function spansIn(database: Database) {
  const levels = await database.rows<LevelSpanRow>('SELECT * FROM level_span');
  const members = await database.rows<MemberSpanRow>('SELECT * FROM member_span');
  return (id: string) => {
    const ownLevels = levels.filter((row) => row.organizationId === id);
    const ownMembers = members.filter((row) => row.organizationId === id);
    return (on: Day): readonly string[] =>
      [
        ...ownLevels
          .filter((row) => row.fromDay <= on && row.lastDay >= on)
          .map(({ aspect, competency, level }) => said(aspect, competency, level)),
        ...ownMembers
          .filter((row) => row.fromDay <= on && row.lastDay >= on)
          .map((row) =>
            said('MEMBER', row.level, row.renewalDay, row.renewalAtRisk, row.willBeEligible, row.endangered),
          ),
      ].sort();
  };
}

describe.each(DATABASES)('the kept spans on $name', (kind) => {
  let test: TestDatabase;
  let writers: readonly Writer[];
  let database: Database;

  const done = new Set<string>();

  beforeAll(async () => {
    const ready = await migrated(kind);
    ({ test, database } = ready);
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
    const others = await Promise.all(Array.from({ length: WRITERS - 1 }, () => test.open()));
    writers = [database, ...others].map((own) => ({ database: own, programme: new KnownVersions() }));
    const chance = chanceFrom(1);
    // Somebody must be there before chance can pick among them.
    for (let i = 0; i < 10; i++)
      await randomCommand(first(writers), FIRST_TODAY, chance, ['registerEmployee']);
    for (let i = 0; i < 4; i++) {
      await randomCommand(first(writers), FIRST_TODAY, chance, ['registerOrganization']);
    }
  });
  afterAll(() => test.drop());

  it.each(ROUNDS.map((of, round) => ({ of, round })))(
    'are what the rules say of every organization on every day, after round $round, of $of',
    async ({ of, round }) => {
      const today = addDays(FIRST_TODAY, round * DAYS_BETWEEN_ROUNDS);
      const names = of === 'EDITIONS' ? RANDOM_COMMANDS : RANDOM_COMMANDS_OF_SOME;
      const chances = writers.map((_, writer) => chanceFrom(100 * (round + 1) + writer));
      const write = (commands: number) =>
        Promise.all(
          writers.map(async (own, writer) => {
            const chance = chances[writer] ?? chanceFrom(writer);
            for (let i = 0; i < commands; i++) {
              const name = await randomCommand(own, today, chance, names);
              if (name !== null) done.add(name);
            }
          }),
        );
      if (of === 'EDITIONS') {
        await refilledWhile(write(COMMANDS_EACH));
        await refilled(database);
      } else {
        for (let sent = 0; sent < COMMANDS_EACH; sent += COMMANDS_IN_A_ROW) {
          await write(COMMANDS_IN_A_ROW);
          await mustBeAsDerived();
        }
      }
      await mustBeAsDerived();
      await mustBeAsSaidOnEveryDay(today);
      await profilesMustBeAsSaid(today);
    },
    60_000,
  );

  it('have met every kind of command', () => {
    // Or this shows nothing of it.
    const kinds = (names: Iterable<string>) =>
      [...new Set([...names].map((name) => name.split(' ')[0]))].sort();
    expect(kinds(done)).toEqual(kinds(RANDOM_COMMANDS));
  });

  /** Two servers refill until it has ended. */
  async function refilledWhile(writing: Promise<unknown>): Promise<void> {
    const ended = new AbortController();
    const refilling = writers.slice(0, 2).map(async ({ database: own, programme }) => {
      while (!ended.signal.aborted) {
        await refill(own, { versions: (reader) => programme.versions(reader) });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    try {
      await writing;
    } finally {
      ended.abort();
      await Promise.all(refilling);
    }
  }

  /** Row by row, so also in what no day tells: names and countries. */
  async function mustBeAsDerived(): Promise<void> {
    expect(await countOutdated(database)).toBe(0);
    const { programme } = first(writers);
    const differences: unknown[] = [];
    await verify(database, {
      versions: (reader) => programme.versions(reader),
      sample: null,
      repair: false,
      onDifference: (difference) => differences.push(difference),
    });
    expect(differences).toEqual([]);
  }

  /** Profiles are answered from the spans, and pay by a size that is kept beside them. */
  async function profilesMustBeAsSaid(today: Day): Promise<void> {
    const { programme } = first(writers);
    const versions = await programme.versions(database);
    const rows = await readFactRows(database);
    const facts = rows.organizations.map((organization) => factsOf(rows, organization));
    expect(rows.organizations.map(({ size }) => size)).toEqual(facts.map(sizeOf));
    let shown = 0;
    for (const on of everyDay(today).filter((_, i) => i % DAYS_BETWEEN_PROFILES === 0)) {
      const profiles = await profileLoader(database, on).loadMany(rows.organizations.map(({ id }) => id));
      const evaluated = facts.map((own) => ({
        membershipLevel: runningTerm(own.memberships, on)?.level ?? null,
        displayed: displayedSince(versions, own, on),
      }));
      expect([on, profiles]).toEqual([on, evaluated]);
      for (const { displayed } of evaluated) shown += displayed.size;
    }
    expect(shown).toBeGreaterThan(0);
  }

  async function mustBeAsSaidOnEveryDay(today: Day): Promise<void> {
    const { programme } = first(writers);
    const versions = await programme.versions(database);
    const rows = await readFactRows(database);
    const spansOn = await spansIn(database);
    let changes = 0;
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      const spansOfIt = spansOn(organization.id);
      let before: string | null = null;
      for (const on of everyDay(today)) {
        const derived = saidByRules(versions, facts, on);
        const [kept, expected] = [spansOfIt(on).join('\n'), derived.join('\n')];
        if (kept !== expected) {
          expect([organization.name, on, ...kept.split('\n')]).toEqual([
            organization.name,
            on,
            ...expected.split('\n'),
          ]);
        }
        if (before !== null && before !== expected) changes++;
        before = expected;
      }
    }
    expect(changes).toBeGreaterThan(rows.organizations.length);
  }
});

function first(writers: readonly Writer[]): Writer {
  const [writer] = writers;
  if (writer === undefined) throw new Error('Nobody writes.');
  return writer;
}

/** Every day that facts are dated near, and the ends of the calendar. */
function everyDay(today: Day): readonly Day[] {
  const days = Array.from({ length: 2400 }, (_, i) => addDays(today, i - 1300));
  return [FIRST_DAY, ...days, day('2031-07-01'), LAST_DAY];
}

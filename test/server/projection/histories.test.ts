import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeFirstCatalogue } from '../../../server/commands/catalogue/store-first-catalogue';
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
import { seededRandom } from '../../support/random';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { factsOf, readFactRows } from '../../support/facts-of';
import {
  RANDOM_COMMANDS,
  RANDOM_ORGANIZATION_COMMANDS,
  randomCommand,
  type Writer,
} from '../../support/random-commands';
import { refillAll } from '../../support/refill-all';

const FIRST_TODAY = day('2018-02-28');
const DAYS_BETWEEN_ROUNDS = 60;
const WRITERS = 4;
const COMMANDS_EACH = 50;
const DAYS_BETWEEN_PROFILES = 3;
/** Small, because a later command can repair spans that an earlier one left wrong. */
const COMMANDS_IN_A_ROW = 2;

/**
 * Publications, closings and refills derive the spans of all organizations, and so repair spans that a command left
 * wrong. Therefore they run in separate rounds. In the other rounds, only commands update the spans. The first round
 * closes months, since amounts have no effect without closed months.
 */
const ROUNDS = ['EDITIONS', 'COMMANDS', 'COMMANDS', 'EDITIONS', 'COMMANDS', 'COMMANDS'] as const;

const lineOf = (...parts: readonly (string | number)[]) => parts.join(' ');

function evaluatedLines(versions: readonly Catalogue[], facts: Facts, on: Day): readonly string[] {
  const atLeast = (aspect: string, competency: string, level: Level | null) =>
    LEVELS.filter((lower) => level !== null && isAtLeast(level, lower)).map((lower) =>
      lineOf(aspect, competency, lower),
    );
  const status = statusOn(versions, facts, on);
  const { membership: running, renewalAtRisk, willBeEligible } = status;
  return [
    ...[...status.attained].flatMap(([key, level]) => atLeast('ATTAINED', key, level)),
    ...[...status.displayed].flatMap(([key, level]) => atLeast('DISPLAYED', key, level)),
    ...status.eligibleLevels.map((level) => lineOf('ELIGIBLE', '', level)),
    ...(running === null
      ? []
      : [
          lineOf(
            'MEMBER',
            running.level,
            lastTermOfChain(facts.memberships, running).until,
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
          .map(({ aspect, competency, level }) => lineOf(aspect, competency, level)),
        ...ownMembers
          .filter((row) => row.fromDay <= on && row.lastDay >= on)
          .map((row) =>
            lineOf(
              'MEMBER',
              row.level,
              row.renewalDay,
              row.renewalAtRisk,
              row.willBeEligible,
              row.endangered,
            ),
          ),
      ].sort();
  };
}

describe.each(DATABASES)('the stored spans on $name', (kind) => {
  let test: TestDatabase;
  let writers: readonly Writer[];
  let database: Database;

  const executed = new Set<string>();

  beforeAll(async () => {
    const ready = await openMigratedDatabase(kind);
    ({ test, database } = ready);
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
    const others = await Promise.all(Array.from({ length: WRITERS - 1 }, () => test.open()));
    writers = [database, ...others].map((connection) => ({
      database: connection,
      knownVersions: new KnownVersions(),
    }));
    const chance = seededRandom(1);
    // Random commands need employees and organizations to choose from.
    for (let i = 0; i < 10; i++)
      await randomCommand(first(writers), FIRST_TODAY, chance, ['registerEmployee']);
    for (let i = 0; i < 4; i++) {
      await randomCommand(first(writers), FIRST_TODAY, chance, ['registerOrganization']);
    }
  });
  afterAll(() => test.drop());

  it.each(ROUNDS.map((mode, round) => ({ mode, round })))(
    'equal an evaluation of every organization on every day, after round $round of $mode',
    async ({ mode, round }) => {
      const today = addDays(FIRST_TODAY, round * DAYS_BETWEEN_ROUNDS);
      const names = mode === 'EDITIONS' ? RANDOM_COMMANDS : RANDOM_ORGANIZATION_COMMANDS;
      const chances = writers.map((_, index) => seededRandom(100 * (round + 1) + index));
      const write = (commands: number) =>
        Promise.all(
          writers.map(async (writer, index) => {
            const chance = chances[index] ?? seededRandom(index);
            for (let i = 0; i < commands; i++) {
              const name = await randomCommand(writer, today, chance, names);
              if (name !== null) executed.add(name);
            }
          }),
        );
      if (mode === 'EDITIONS') {
        await refillDuring(write(COMMANDS_EACH));
        await refillAll(database);
      } else {
        for (let sent = 0; sent < COMMANDS_EACH; sent += COMMANDS_IN_A_ROW) {
          await write(COMMANDS_IN_A_ROW);
          await expectNoDifferences();
        }
      }
      await expectNoDifferences();
      await expectEvaluatedStatus(today);
      await expectEvaluatedProfiles(today);
    },
    60_000,
  );

  it('are tested with every kind of command', async () => {
    const kindOf = (name: string) => name.split(' ', 1)[0];
    const kinds = (names: Iterable<string>) => [...new Set([...names].map(kindOf))].sort();
    const today = addDays(FIRST_TODAY, ROUNDS.length * DAYS_BETWEEN_ROUNDS);
    const chance = seededRandom(7);
    // The order of concurrent commands varies, so those of a rare kind can all have been refused.
    for (const name of new Set(RANDOM_COMMANDS)) {
      for (let i = 0; i < 1000 && !kinds(executed).includes(kindOf(name)); i++) {
        const done = await randomCommand(first(writers), today, chance, ['purchaseMembership', name]);
        if (done !== null) executed.add(done);
      }
    }
    await refillAll(database);
    await expectNoDifferences();
    expect(kinds(executed)).toEqual(kinds(RANDOM_COMMANDS));
  }, 60_000);

  async function refillDuring(writing: Promise<unknown>): Promise<void> {
    const ended = new AbortController();
    const refilling = writers.slice(0, 2).map(async ({ database: connection, knownVersions }) => {
      while (!ended.signal.aborted) {
        await refill(connection, { versions: (reader) => knownVersions.versions(reader) });
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

  /** Compares whole rows, including names and countries, which a status does not contain. */
  async function expectNoDifferences(): Promise<void> {
    expect(await countOutdated(database)).toBe(0);
    const { knownVersions } = first(writers);
    const differences: unknown[] = [];
    await verify(database, {
      versions: (reader) => knownVersions.versions(reader),
      sample: null,
      repair: false,
      onDifference: (difference) => differences.push(difference),
    });
    expect(differences).toEqual([]);
  }

  async function expectEvaluatedProfiles(today: Day): Promise<void> {
    const { knownVersions } = first(writers);
    const versions = await knownVersions.versions(database);
    const rows = await readFactRows(database);
    const facts = rows.organizations.map((organization) => factsOf(rows, organization));
    expect(rows.organizations.map(({ size }) => size)).toEqual(facts.map(sizeOf));
    let shown = 0;
    for (const on of everyDay(today).filter((_, i) => i % DAYS_BETWEEN_PROFILES === 0)) {
      const profiles = await profileLoader(database, on).loadMany(rows.organizations.map(({ id }) => id));
      const evaluated = facts.map((ownFacts) => ({
        membershipLevel: runningTerm(ownFacts.memberships, on)?.level ?? null,
        displayed: displayedSince(versions, ownFacts, on),
      }));
      expect([on, profiles]).toEqual([on, evaluated]);
      for (const { displayed } of evaluated) shown += displayed.size;
    }
    expect(shown).toBeGreaterThan(0);
  }

  async function expectEvaluatedStatus(today: Day): Promise<void> {
    const { knownVersions } = first(writers);
    const versions = await knownVersions.versions(database);
    const rows = await readFactRows(database);
    const spansOn = await spansIn(database);
    let changes = 0;
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      const storedLines = spansOn(organization.id);
      let before: string | null = null;
      for (const on of everyDay(today)) {
        const stored = storedLines(on).join('\n');
        const expected = evaluatedLines(versions, facts, on).join('\n');
        if (stored !== expected) {
          expect([organization.name, on, ...stored.split('\n')]).toEqual([
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
  if (writer === undefined) throw new Error('There is no writer.');
  return writer;
}

/** Every day near the dates of facts, and the ends of the calendar. */
function everyDay(today: Day): readonly Day[] {
  const days = Array.from({ length: 2400 }, (_, i) => addDays(today, i - 1300));
  return [FIRST_DAY, ...days, day('2031-07-01'), LAST_DAY];
}

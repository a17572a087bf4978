import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeFirstCatalogue } from '../../../server/commands/store-first-catalogue';
import type { Database } from '../../../server/db/database';
import type { LevelSpanRow, MemberSpanRow } from '../../../server/db/entities';
import { refill } from '../../../server/projection/refill';
import { verify } from '../../../server/projection/verify';
import { Programme } from '../../../server/request/programme';
import {
  addDays,
  day,
  FIRST_DAY,
  isAtLeast,
  LAST_DAY,
  lastTermOfChain,
  LEVELS,
  statusOn,
  type Catalogue,
  type Day,
  type Facts,
  type Level,
} from '../../../server/rules';
import { chanceFrom } from '../../support/chance';
import { DATABASES, migrated, type TestDatabase } from '../../support/databases';
import { factsOf, readFactRows } from '../../support/facts-of';
import { randomCommand, type Writer } from '../../support/random-commands';
import { refilled } from '../../support/refilled';

const today = day('2018-02-28');
const WRITERS = 4;
const COMMANDS_EACH = 100;

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
  return (id: string, on: Day): readonly string[] =>
    [
      ...levels
        .filter((row) => row.organizationId === id && row.fromDay <= on && row.lastDay >= on)
        .map(({ aspect, competency, level }) => said(aspect, competency, level)),
      ...members
        .filter((row) => row.organizationId === id && row.fromDay <= on && row.lastDay >= on)
        .map((row) =>
          said('MEMBER', row.level, row.renewalDay, row.renewalAtRisk, row.willBeEligible, row.endangered),
        ),
    ].sort();
}

describe.each(DATABASES)('the kept spans on $name', (kind) => {
  let test: TestDatabase;
  let writers: readonly Writer[];
  let database: Database;

  beforeAll(async () => {
    const ready = await migrated(kind);
    ({ test, database } = ready);
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
    const others = await Promise.all(Array.from({ length: WRITERS - 1 }, () => test.open()));
    writers = [database, ...others].map((own) => ({ database: own, programme: new Programme() }));
    const chance = chanceFrom(1);
    // Somebody must be there before chance can pick among them.
    for (let i = 0; i < 10; i++) await randomCommand(first(writers), today, chance, ['registerEmployee']);
    for (let i = 0; i < 4; i++) await randomCommand(first(writers), today, chance, ['registerOrganization']);
  });
  afterAll(() => test.drop());

  it('are what the rules say of every organization on every day, whatever commands came at once', async () => {
    const done = new Map<string, number>();
    const writing = writers.map(async (own, writer) => {
      const chance = chanceFrom(100 + writer);
      for (let i = 0; i < COMMANDS_EACH; i++) {
        const name = await randomCommand(own, today, chance);
        if (name !== null) done.set(name, (done.get(name) ?? 0) + 1);
      }
    });
    let isWriting = true;
    const refilling = writers.slice(0, 2).map(async ({ database: own, programme }) => {
      while (isWriting) {
        await refill(own, { versions: () => programme.versions(own) });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    await Promise.all(writing);
    isWriting = false;
    await Promise.all(refilling);
    // Each kind of command was done, or this shows nothing of it.
    expect([...done.keys()].sort()).toEqual(KINDS);

    await refilled(database);
    const { programme } = first(writers);
    const versions = await programme.versions(database);
    const rows = await readFactRows(database);
    const spansOn = await spansIn(database);
    let changes = 0;
    for (const organization of rows.organizations) {
      const facts = factsOf(rows, organization);
      let before: string | null = null;
      for (const on of everyDay(today)) {
        const derived = saidByRules(versions, facts, on);
        expect([organization.name, on, ...spansOn(organization.id, on)]).toEqual([
          organization.name,
          on,
          ...derived,
        ]);
        if (before !== null && before !== derived.join()) changes++;
        before = derived.join();
      }
    }
    expect(changes).toBeGreaterThan(rows.organizations.length);
    const differences: unknown[] = [];
    expect(
      await verify(database, {
        versions: () => programme.versions(database),
        sample: null,
        repair: false,
        onDifference: (difference) => differences.push(difference),
      }),
    ).toEqual({ organizations: rows.organizations.length, marked: 0, different: 0 });
    expect(differences).toEqual([]);
  }, 60_000);
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

const KINDS = [
  'closeMonth',
  'correctAchievement',
  'endAffiliation',
  'importAchievements',
  'placeCohortOverrides',
  'placeOverride',
  'publishCatalogue',
  'recordAchievement',
  'recordAffiliation',
  'recordMembership',
  'recordMetrics',
  'registerEmployee',
  'registerOrganization',
  'revokeAchievement',
  'revokeOverride',
  'updateOrganization',
];

import { createPool, type RowDataPacket } from 'mysql2/promise';
import {
  addMonths,
  attainedLevels,
  explainAll,
  eligibleLevelsFor,
  type Achievement,
  type Day,
  type Facts,
  type RequirementProgress,
} from '../../server/rules';
import { runLimitServer } from '../run-limit-server';
import { loadCatalogue2017, TODAY } from './data';
import type { BenchmarkQueryKey } from './benchmark-queries';

/**
 * The limit: a bare HTTP server for the same questions. It sends as little SQL as possible, calls the same rules and
 * writes the same JSON, without GraphQL, authentication or validation.
 */
const url = process.argv[2] ?? '';
const pool = createPool({ uri: url, connectionLimit: 10, dateStrings: true });
const catalogue = loadCatalogue2017();
const versions = [catalogue];
const validity = new Map(catalogue.credentials.map(({ code, validityMonths }) => [code, validityMonths]));

runLimitServer<Question>(({ question, start, id }) =>
  ANSWERS[question](question === 'explanation' ? id : start),
);

interface Question {
  readonly question: BenchmarkQueryKey;
  /** The search name after which the page begins. */
  readonly start: string;
  readonly id: string;
}

const ANSWERS: Readonly<Record<BenchmarkQueryKey, (startOrId: string) => Promise<object>>> = {
  people,
  levels,
  explanation,
};

async function rows<Row>(sql: string, values: readonly (string | null)[] = []): Promise<Row[]> {
  const [result] = await pool.query<(Row & RowDataPacket)[]>(sql, [...values]);
  return result;
}

const page = (after: string) =>
  rows<{ id: string; market: Facts['market'] }>(
    `SELECT id, market FROM organization${after === '' ? '' : ' WHERE searchName > ?'} ORDER BY searchName, id LIMIT 20`,
    after === '' ? [] : [after],
  );

async function people(after: string): Promise<object> {
  const organizations = await page(after);
  const employees = await rows<{ id: string; name: string; organizationId: string }>(
    organizations
      .map(
        () =>
          '(SELECT e.id, e.name, a.organizationId FROM affiliation a JOIN employee e ON e.id = a.employeeId' +
          ' WHERE a.organizationId = ? AND a.fromDay <= ? AND (a.untilDay IS NULL OR a.untilDay > ?) ORDER BY a.employeeId LIMIT 20)',
      )
      .join(' UNION ALL '),
    organizations.flatMap(({ id }) => [id, TODAY, TODAY]),
  );
  const achievements = await rows<Stored>(
    employees
      .map(
        () =>
          '(SELECT employeeId, credential, earnedOn, expiry, expiresOn FROM achievement WHERE employeeId = ? ORDER BY earnedOn, id LIMIT 4)',
      )
      .join(' UNION ALL '),
    employees.map(({ id }) => id),
  );
  const earnedBy = Map.groupBy(achievements, ({ employeeId }) => employeeId);
  const employeesOf = Map.groupBy(employees, ({ organizationId }) => organizationId);
  return {
    organizations: {
      nodes: organizations.map(({ id }) => ({
        employees: {
          nodes: (employeesOf.get(id) ?? []).map((employee) => ({
            id: `emp_${employee.id}`,
            name: employee.name,
            achievements: {
              nodes: (earnedBy.get(employee.id) ?? []).map((one) => ({
                credential: { code: one.credential },
                earnedOn: one.earnedOn,
                expiresOn: expiresOn(one),
              })),
            },
          })),
        },
      })),
    },
  };
}

async function levels(after: string): Promise<object> {
  const organizations = await page(after);
  const facts = await factsOf(organizations);
  return {
    organizations: {
      nodes: facts.map((one) => {
        const attained = attainedLevels(versions, one, TODAY);
        return {
          eligibleLevels: eligibleLevelsFor(attained),
          competencies: catalogue.competencies.map(({ key }) => ({
            key,
            attainedLevel: attained.get(key) ?? null,
          })),
        };
      }),
    },
  };
}

async function explanation(organizationId: string): Promise<object> {
  const organizations = await rows<{ id: string; market: Facts['market'] }>(
    'SELECT id, market FROM organization WHERE id = ?',
    [organizationId],
  );
  const [facts] = await factsOf(organizations);
  if (facts === undefined) throw new Error('There is no organization with this id.');
  const explanations = explainAll(versions, facts, TODAY);
  const shown = new Set(
    explanations.flatMap(({ paths }) =>
      paths.flatMap(({ requirements }) => requirements.flatMap(peopleShown)),
    ),
  );
  const names = new Map(
    shown.size === 0
      ? []
      : (
          await rows<{ id: string; name: string }>(
            `SELECT id, name FROM employee WHERE id IN (${[...shown].map(() => '?').join(', ')})`,
            [...shown],
          )
        ).map(({ id, name }) => [id, name]),
  );
  const credentials = new Map(
    facts.people.flatMap(({ achievements }) => achievements.map(({ id, credential }) => [id, credential])),
  );
  const employee = (id: string) => ({ employee: { id: `emp_${id}`, name: names.get(id) } });
  const progress = (one: RequirementProgress): object => {
    switch (one.kind) {
      case 'people':
        return {
          holds: one.holds,
          have: one.have,
          need: one.need,
          slots: one.slots.map(({ group, person, achievements }) => ({
            group: group + 1,
            filledBy: person === null ? null : employee(person),
            with: achievements.map((id) => ({ credential: { code: credentials.get(id) } })),
          })),
          spare: { nodes: one.spare.slice(0, 5).map(employee) },
        };
      case 'metric':
        return {
          holds: one.holds,
          metric: { key: one.metric },
          months: one.months.map(({ month, hundredths }) => ({ month, amount: decimal(hundredths) })),
          sum: decimal(one.have),
          threshold: one.need === null ? null : decimal(one.need),
        };
      case 'all':
      case 'any':
        return { holds: one.holds, have: one.have, need: one.need, of: one.of.map(progress) };
    }
  };
  return {
    organization: {
      competencies: explanations.map((one) => ({
        key: one.competency,
        attainedLevel: one.attainedLevel,
        levelWithoutOverrides: one.levelWithoutOverrides,
        nextChangeOn: one.nextChange,
        paths: one.paths.map(({ path, effective, holds, requirements }) => ({
          path: { key: path.key },
          isEffective: effective,
          holds,
          requirements: requirements.map(progress),
        })),
        uncounted: {
          nodes: one.uncounted.slice(0, 100).map(({ credential, reasons }) => ({
            credential: { code: credential },
            reasons: reasons.map((reason) => ({
              kind: reason.kind.toUpperCase().replaceAll('-', '_'),
              on: 'day' in reason ? reason.day : null,
            })),
          })),
        },
      })),
    },
  };
}

function peopleShown(progress: RequirementProgress): readonly string[] {
  switch (progress.kind) {
    case 'people':
      return [
        ...progress.slots.flatMap(({ person }) => (person === null ? [] : [person])),
        ...progress.spare.slice(0, 5),
      ];
    case 'metric':
      return [];
    case 'all':
    case 'any':
      return progress.of.flatMap(peopleShown);
  }
}

function decimal(hundredths: number): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

interface Stored {
  readonly id: string;
  readonly employeeId: string;
  readonly credential: string;
  readonly earnedOn: Day;
  readonly expiry: 'ON' | 'NEVER' | 'BY_VALIDITY';
  readonly expiresOn: Day | null;
  readonly revokedOn: Day | null;
}

function expiresOn({ credential, earnedOn, expiry, expiresOn: storedDay }: Stored): Day | null {
  if (expiry !== 'BY_VALIDITY') return storedDay;
  const months = validity.get(credential) ?? null;
  return months === null ? null : addMonths(earnedOn, months);
}

async function factsOf(
  organizations: readonly { readonly id: string; readonly market: Facts['market'] }[],
): Promise<readonly Facts[]> {
  const ids = organizations.map(({ id }) => id);
  const ofTheseOrganizations = `organizationId IN (${ids.map(() => '?').join(', ')})`;
  const [affiliations, achievements, metrics, closings, overrides, memberships] = await Promise.all([
    rows<{ organizationId: string; employeeId: string; fromDay: Day; untilDay: Day | null }>(
      `SELECT organizationId, employeeId, fromDay, untilDay FROM affiliation WHERE ${ofTheseOrganizations}`,
      ids,
    ),
    rows<Stored>(
      'SELECT id, employeeId, credential, earnedOn, expiry, expiresOn, revokedOn FROM achievement' +
        ` WHERE employeeId IN (SELECT employeeId FROM affiliation WHERE ${ofTheseOrganizations})`,
      ids,
    ),
    rows<Facts['metrics'][number] & { organizationId: string }>(
      `SELECT organizationId, metric, month, hundredths FROM metric_record WHERE ${ofTheseOrganizations}`,
      ids,
    ),
    rows<Facts['closings'][number]>('SELECT month, closedOn FROM month_closing'),
    rows<Facts['overrides'][number] & { organizationId: string }>(
      'SELECT id, organizationId, competency, effect, level, fromDay AS `from`, untilDay AS `until`' +
        ` FROM competency_override WHERE ${ofTheseOrganizations}`,
      ids,
    ),
    rows<Facts['memberships'][number] & { organizationId: string }>(
      'SELECT id, organizationId, level, fromDay AS `from`, untilDay AS `until`, refundedOn' +
        ` FROM membership WHERE ${ofTheseOrganizations}`,
      ids,
    ),
  ]);
  const earnedBy = Map.groupBy(achievements, ({ employeeId }) => employeeId);
  const groupByOrganization = <Row extends { readonly organizationId: string }>(all: readonly Row[]) => {
    const groups = Map.groupBy(all, ({ organizationId }) => organizationId);
    return (id: string) => groups.get(id) ?? [];
  };
  const [affiliationsOf, metricsOf, overridesOf, membershipsOf] = [
    groupByOrganization(affiliations),
    groupByOrganization(metrics),
    groupByOrganization(overrides),
    groupByOrganization(memberships),
  ];
  return organizations.map(({ id, market }) => ({
    market,
    // Nobody in this data has a second affiliation.
    people: affiliationsOf(id).map(({ employeeId, fromDay, untilDay }) => ({
      id: employeeId,
      affiliations: [{ from: fromDay, until: untilDay }],
      achievements: (earnedBy.get(employeeId) ?? []).map(asFact),
    })),
    metrics: metricsOf(id),
    closings,
    overrides: overridesOf(id),
    memberships: membershipsOf(id),
  }));
}

function asFact({ id, credential, earnedOn, expiry, expiresOn: storedDay, revokedOn }: Stored): Achievement {
  if (expiry === 'ON' && storedDay !== null) {
    return { id, credential, earnedOn, expiry: { kind: 'on', day: storedDay }, revokedOn };
  }
  return {
    id,
    credential,
    earnedOn,
    expiry: { kind: expiry === 'NEVER' ? 'never' : 'by-validity' },
    revokedOn,
  };
}

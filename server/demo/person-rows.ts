import { addDays, type Day } from '../rules';
import type { AchievementRow, AffiliationRow, EmployeeRow } from '../db/entities';
import { slug } from '../db/normalize-for-search';
import type { Company, DemoPerson, Holdings } from './company';
import { digest, idOf, recordingInstant } from './rows';
import { approximateDay, type DemoDay } from './demo-day';

export interface PersonRows {
  readonly employee: EmployeeRow;
  readonly affiliations: readonly AffiliationRow[];
  readonly achievements: readonly AchievementRow[];
}

export function personRows(
  expert: DemoPerson,
  company: Company,
  organizationId: (key: string) => string,
  today: Day,
): PersonRows {
  const name = `${company.key}/${expert.name}`;
  const since = approximateDay(expert.since ?? `${-company.monthsInProgramme}m`, name, today);
  const registeredOn =
    expert.formerly === undefined ? since : approximateDay(expert.formerly.since, name, today);
  const createdAt = recordingInstant(name, registeredOn, today);
  const employee: EmployeeRow = {
    id: idOf(name, createdAt),
    subject: expert.subject ?? null,
    name: expert.name,
    email: `${slug(expert.name, 60).replaceAll('-', '.')}@${company.key}.example`,
    createdAt,
    version: 1,
  };
  const affiliation = (at: string, fromDay: Day, untilDay: Day | null): AffiliationRow => ({
    id: idOf(`${name} with ${at}`, recordingInstant(name, fromDay, today)),
    employeeId: employee.id,
    organizationId: organizationId(at),
    role: expert.admin === true ? 'ADMIN' : 'MEMBER',
    fromDay,
    untilDay,
    openFor: untilDay === null ? employee.id : null,
    version: untilDay === null ? 1 : 2,
  });
  const until = expert.until === undefined ? null : approximateDay(expert.until, name, today);
  return {
    employee,
    affiliations: [
      ...(expert.formerly === undefined ? [] : [affiliation(expert.formerly.at, registeredOn, since)]),
      affiliation(company.key, since, until),
    ],
    achievements: achievementRows(expert.holdings ?? {}, employee, registeredOn, name, today),
  };
}

function achievementRows(
  holds: Holdings,
  employee: EmployeeRow,
  registeredOn: Day,
  name: string,
  today: Day,
): readonly AchievementRow[] {
  return Object.entries(holds).flatMap(([codes, holding]) => {
    const { earned, expires, revoked } = readHolding(holding);
    const seed = `${name} ${codes}`;
    const credentials = codes.split(' ');
    return credentials.map((credential, i): AchievementRow => {
      // The last code was earned on the given day, and each earlier one 23 days before its successor.
      const earnedOn = addDays(approximateDay(earned, seed, today), -23 * (credentials.length - 1 - i));
      const reportedOn = addDays(earnedOn, 2 + (digest(`${name} ${credential}`).readUInt8(2) % 6));
      const createdAt = recordingInstant(
        `${name} ${credential}`,
        reportedOn < registeredOn ? registeredOn : reportedOn,
        today,
      );
      return {
        id: idOf(`${name} holds ${credential}`, createdAt),
        employeeId: employee.id,
        credential,
        earnedOn,
        ...expiryOf(credential, expires === null ? null : approximateDay(expires, seed, today)),
        revokedOn: revoked === null ? null : approximateDay(revoked, seed, today),
        ...sourceOf(credential, `${name} ${credential}`),
        createdAt,
        version: revoked === null ? 1 : 2,
      };
    });
  });
}

interface Holding {
  readonly earned: DemoDay;
  readonly expires: DemoDay | null;
  readonly revoked: DemoDay | null;
}

function readHolding(holding: Holdings[string]): Holding {
  if (typeof holding === 'object') return { ...holding, expires: null };
  // The type of a period guarantees a day on each side of the dots.
  const [earned, expires = null] = holding.split('..') as [DemoDay, DemoDay?];
  return { earned, expires, revoked: null };
}

/** According to their source, certifications never expire. The catalogue decides for exams and assessments. */
function expiryOf(credential: string, expiresOn: Day | null): Pick<AchievementRow, 'expiry' | 'expiresOn'> {
  if (expiresOn !== null) return { expiry: 'ON', expiresOn };
  return { expiry: credential.startsWith('MCS') ? 'NEVER' : 'BY_VALIDITY', expiresOn };
}

function sourceOf(credential: string, name: string): Pick<AchievementRow, 'source' | 'externalId'> {
  const number = digest(name).toString('hex', 3, 8).toUpperCase();
  if (credential.startsWith('TA-')) return { source: 'assessment-portal', externalId: `TA-${number}` };
  if (/^\d\d-|^MB/.test(credential)) return { source: 'exam-centre', externalId: `X-${number}` };
  // A quarter of the third-party certifications were shown to an agent on paper and have no external record.
  const onPaper = !credential.startsWith('MCS') && digest(name).readUInt8(8) % 4 === 0;
  return onPaper
    ? { source: 'shown-to-an-agent', externalId: null }
    : { source: 'certification-registry', externalId: `C-${number}` };
}

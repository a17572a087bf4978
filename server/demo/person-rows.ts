import { addDays, type Day } from '../rules';
import type { AchievementRow, AffiliationRow, EmployeeRow } from '../db/entities';
import { slug } from '../db/searchable';
import type { Company, Expert, Holdings } from './company';
import { digest, idOf, momentOf } from './rows';
import { dayAbout, type When } from './when';

export interface PersonRows {
  readonly employee: EmployeeRow;
  readonly affiliations: readonly AffiliationRow[];
  readonly achievements: readonly AchievementRow[];
}

export function personRows(
  expert: Expert,
  company: Company,
  organizationId: (key: string) => string,
  today: Day,
): PersonRows {
  const name = `${company.key}/${expert.name}`;
  const since = dayAbout(expert.since ?? `${-company.monthsHere}m`, name, today);
  const registeredOn = expert.formerly === undefined ? since : dayAbout(expert.formerly.since, name, today);
  const registeredAt = momentOf(name, registeredOn, today);
  const employee: EmployeeRow = {
    id: idOf(name, registeredAt),
    subject: expert.subject ?? null,
    name: expert.name,
    email: `${slug(expert.name, 60).replaceAll('-', '.')}@${company.key}.example`,
    registeredAt,
    version: 1,
  };
  const affiliation = (at: string, fromDay: Day, untilDay: Day | null): AffiliationRow => ({
    id: idOf(`${name} with ${at}`, momentOf(name, fromDay, today)),
    employeeId: employee.id,
    organizationId: organizationId(at),
    role: expert.admin === true ? 'ADMIN' : 'MEMBER',
    fromDay,
    untilDay,
    openFor: untilDay === null ? employee.id : null,
    version: untilDay === null ? 1 : 2,
  });
  const until = expert.until === undefined ? null : dayAbout(expert.until, name, today);
  return {
    employee,
    affiliations: [
      ...(expert.formerly === undefined ? [] : [affiliation(expert.formerly.at, registeredOn, since)]),
      affiliation(company.key, since, until),
    ],
    achievements: achievementRows(expert.holds ?? {}, employee, registeredOn, name, today),
  };
}

function achievementRows(
  holds: Holdings,
  employee: EmployeeRow,
  registeredOn: Day,
  name: string,
  today: Day,
): readonly AchievementRow[] {
  return Object.entries(holds).flatMap(([codes, given]) => {
    const { earned, expires, revoked } = readHolding(given);
    const holding = `${name} ${codes}`;
    const list = codes.split(' ');
    return list.map((credential, i): AchievementRow => {
      // Of several, the last was earned on the day given, those before it a few weeks apart.
      const earnedOn = addDays(dayAbout(earned, holding, today), -23 * (list.length - 1 - i));
      const reported = addDays(earnedOn, 2 + (digest(`${name} ${credential}`).readUInt8(2) % 6));
      const recordedAt = momentOf(
        `${name} ${credential}`,
        // What was earned before the person had an account was brought along.
        reported < registeredOn ? registeredOn : reported,
        today,
      );
      return {
        id: idOf(`${name} holds ${credential}`, recordedAt),
        employeeId: employee.id,
        credential,
        earnedOn,
        ...expiryOf(credential, expires === null ? null : dayAbout(expires, holding, today)),
        revokedOn: revoked === null ? null : dayAbout(revoked, holding, today),
        ...sourceOf(credential, `${name} ${credential}`),
        recordedAt,
        version: revoked === null ? 1 : 2,
      };
    });
  });
}

interface Holding {
  readonly earned: When;
  readonly expires: When | null;
  readonly revoked: When | null;
}

function readHolding(given: Holdings[string]): Holding {
  if (typeof given === 'object') return { ...given, expires: null };
  // The type of a period says that there is a day on each side of the dots.
  const [earned, expires = null] = given.split('..') as [When, When?];
  return { earned, expires, revoked: null };
}

/** Certifications say themselves that they never end; of exams and assessments only the catalogue knows. */
function expiryOf(credential: string, expiresOn: Day | null): Pick<AchievementRow, 'expiry' | 'expiresOn'> {
  if (expiresOn !== null) return { expiry: 'ON', expiresOn };
  return { expiry: credential.startsWith('MCS') ? 'NEVER' : 'BY_VALIDITY', expiresOn };
}

function sourceOf(credential: string, name: string): Pick<AchievementRow, 'source' | 'externalId'> {
  const number = digest(name).toString('hex', 3, 8).toUpperCase();
  if (credential.startsWith('TA-')) return { source: 'assessment-portal', externalId: `TA-${number}` };
  if (/^\d\d-|^MB/.test(credential)) return { source: 'exam-centre', externalId: `X-${number}` };
  // Of what others certify, some is shown on paper to an agent and has no record behind it.
  const onPaper = !credential.startsWith('MCS') && digest(name).readUInt8(8) % 4 === 0;
  return onPaper
    ? { source: 'shown-to-an-agent', externalId: null }
    : { source: 'certification-registry', externalId: `C-${number}` };
}

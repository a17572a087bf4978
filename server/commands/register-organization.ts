import type { RegisterOrganizationInput } from '../../schema/register-organization';
import type { Transaction } from '../db/database';
import { isDuplicate } from '../db/duplicate';
import { OrganizationTable, type OrganizationRow } from '../db/entities';
import { searchable, slug } from '../db/searchable';
import { say } from '../messages';
import { globalId } from '../../schema/global-id';
import { checkProfile, joinLanguages } from '../checks/organization';
import { invalid } from '../checks/text';
import { refuse, refuseAll, type Refusal } from '../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from './run-command';

const MAX_KEY_LENGTH = 80;
/** Room for a hyphen and a number. */
const MAX_NUMBER = 10;
const ATTEMPTS = 100;

export interface OrganizationRegistered {
  readonly organizationId: string;
}

/** A partner company joins the programme. */
export function registerOrganization(
  call: CommandCall,
  input: RegisterOrganizationInput,
): Promise<CommandOutcome<OrganizationRegistered>> {
  return runCommand(call, 'registerOrganization', input, async (step) => {
    refuseAll([...checkProfile(input), checkKey(input.key ?? null)]);
    const organization: OrganizationRow = {
      id: step.newId(),
      key: input.key ?? '',
      name: input.name,
      searchName: searchable(input.name),
      market: input.market,
      country: input.country,
      city: input.city,
      description: input.description ?? '',
      website: input.website ?? null,
      languages: joinLanguages(input.languages ?? []),
      registeredAt: step.at,
      version: 1,
      edition: 0,
      size: 1,
    };
    const {
      edition: _edition,
      size: _size,
      ...stored
    } = await insertUnderFreeKey(step.transaction, organization);
    step.concern([stored.id]);
    await step.audit({
      subject: globalId('Organization', stored.id),
      organizationId: stored.id,
      before: null,
      after: stored,
    });
    return { organizationId: stored.id };
  });
}

function checkKey(key: string | null): Refusal | null {
  if (key === null || (key.length <= MAX_KEY_LENGTH && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(key))) return null;
  return invalid(['input', 'key'], say('organization.key.form', { key, most: MAX_KEY_LENGTH }));
}

/** A key that was asked for is taken or refused; one that was not is made from the name until it is free. */
async function insertUnderFreeKey(
  transaction: Transaction,
  given: OrganizationRow,
): Promise<OrganizationRow> {
  const wanted = given.key === '' ? slug(given.name, MAX_KEY_LENGTH) : given.key;
  if (wanted === '')
    refuse('INVALID', ['input', 'key'], say('organization.key.cannotBeMade', { name: given.name }));
  for (let attempt = 1; ; attempt++) {
    const free = await freeKey(transaction, wanted);
    if (given.key !== '' && free !== wanted) {
      refuse('ALREADY_EXISTS', ['input', 'key'], say('organization.key.taken', { key: wanted, free }));
    }
    const organization = { ...given, key: free };
    try {
      await transaction.insert(OrganizationTable, organization);
      return organization;
    } catch (error) {
      // Somebody else took the key between the look and the insertion: look again.
      if (!isDuplicate(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** The key itself, or else with the first number from 2 on that is free. */
async function freeKey(transaction: Transaction, wanted: string): Promise<string> {
  const rows = await transaction.rows<{ key: string }>(
    'SELECT `key` FROM organization WHERE `key` = ? OR (`key` >= ? AND `key` < ?)',
    [wanted, ...numberedLike(wanted)],
  );
  const taken = new Set(rows.map(({ key }) => key));
  for (let number = 1; ; number++) {
    const key = number === 1 ? wanted : numbered(wanted, number);
    if (!taken.has(key)) return key;
  }
}

/**
 * From where up to before where the numbered keys are: SQLite has no index for LIKE. After the digits comes a colon, and
 * after the letters a brace.
 */
function numberedLike(key: string): readonly [from: string, before: string] {
  // A numbered key of a long name is cut to have room for its number, so it is looked for by what is never cut.
  const stem = key.slice(0, MAX_KEY_LENGTH - MAX_NUMBER);
  return stem === key ? [`${key}-1`, `${key}-:`] : [stem, `${stem}{`];
}

function numbered(key: string, number: number): string {
  const suffix = `-${number}`;
  return `${key.slice(0, MAX_KEY_LENGTH - suffix.length).replace(/-+$/, '')}${suffix}`;
}

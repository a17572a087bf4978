import type { RegisterOrganizationInput } from '../../../schema/organizations/register-organization';
import type { Transaction } from '../../db/database';
import { isDuplicate } from '../../db/duplicate';
import { OrganizationTable, type OrganizationRow } from '../../db/entities';
import { normalizeForSearch, slug } from '../../db/normalize-for-search';
import { sentence } from '../../messages';
import { globalId } from '../../../schema/global-id';
import { checkProfile, joinLanguages } from '../../checks/organization';
import { checkLength, invalidRefusal } from '../../checks/text';
import { refuse, refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

const MAX_KEY_LENGTH = 80;
/** Characters reserved for a hyphen and a number. */
const MAX_SUFFIX_LENGTH = 10;
const MAX_ATTEMPTS = 100;

export interface OrganizationRegistered {
  readonly organizationId: string;
}

export function registerOrganization(
  call: CommandCall,
  input: RegisterOrganizationInput,
): Promise<CommandOutcome<OrganizationRegistered>> {
  return runCommand(call, 'registerOrganization', input, async (context) => {
    refuseAll([...checkProfile(input), checkKey(input.key ?? null)]);
    const organization: OrganizationRow = {
      id: context.newId(),
      key: input.key ?? '',
      name: input.name,
      searchName: normalizeForSearch(input.name),
      market: input.market,
      country: input.country,
      city: input.city,
      description: input.description ?? '',
      website: input.website ?? null,
      languages: joinLanguages(input.languages ?? []),
      createdAt: context.at,
      version: 1,
      edition: 0,
      size: 1,
    };
    const {
      edition: _edition,
      size: _size,
      ...stored
    } = await insertUnderFreeKey(context.transaction, organization);
    context.markOrganizations([stored.id]);
    await context.audit({
      subject: globalId('Organization', stored.id),
      organizationId: stored.id,
      before: null,
      after: stored,
    });
    return { organizationId: stored.id };
  });
}

function checkKey(key: string | null): Refusal | null {
  if (key === null) return null;
  const path = ['input', 'key'];
  const tooLong = checkLength(path, key, MAX_KEY_LENGTH);
  if (tooLong !== null || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(key)) return tooLong;
  return invalidRefusal(path, sentence('organization.key.form', { key }));
}

/** Uses the requested key or refuses it. By default, uses the slug of the name, with a number if the slug is taken. */
async function insertUnderFreeKey(
  transaction: Transaction,
  candidate: OrganizationRow,
): Promise<OrganizationRow> {
  const wanted = candidate.key === '' ? slug(candidate.name, MAX_KEY_LENGTH) : candidate.key;
  if (wanted === '')
    refuse('INVALID', ['input', 'key'], sentence('organization.key.cannotBeMade', { name: candidate.name }));
  for (let attempt = 1; ; attempt++) {
    const free = await freeKey(transaction, wanted);
    if (candidate.key !== '' && free !== wanted) {
      refuse('ALREADY_EXISTS', ['input', 'key'], sentence('organization.key.taken', { key: wanted, free }));
    }
    const organization = { ...candidate, key: free };
    try {
      await transaction.insert(OrganizationTable, organization);
      return organization;
    } catch (error) {
      // A concurrent request took the key after the look-up.
      if (!isDuplicate(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function freeKey(transaction: Transaction, wanted: string): Promise<string> {
  const rows = await transaction.rows<{ key: string }>(
    'SELECT `key` FROM organization WHERE `key` = ? OR (`key` >= ? AND `key` < ?)',
    [wanted, ...rangeOfNumbered(wanted)],
  );
  const taken = new Set(rows.map(({ key }) => key));
  for (let number = 1; ; number++) {
    const key = number === 1 ? wanted : numbered(wanted, number);
    if (!taken.has(key)) return key;
  }
}

/**
 * Selects the numbered keys by a half-open range, because SQLite does not use the index for LIKE. The colon sorts after
 * the digits, the brace after the letters.
 */
function rangeOfNumbered(key: string): readonly [from: string, before: string] {
  // A long key is truncated to make room for its number, so its range starts with the part that is never truncated.
  const stem = key.slice(0, MAX_KEY_LENGTH - MAX_SUFFIX_LENGTH);
  return stem === key ? [`${key}-1`, `${key}-:`] : [stem, `${stem}{`];
}

function numbered(key: string, number: number): string {
  const suffix = `-${number}`;
  return `${key.slice(0, MAX_KEY_LENGTH - suffix.length).replace(/-+$/, '')}${suffix}`;
}

import { AGENTS } from '../../../schema/access';
import type { UpdateOrganizationInput } from '../../../schema/organizations/update-organization';
import { allows } from '../../auth/allows';
import type { Viewer } from '../../auth/viewer';
import type { OrganizationRow } from '../../db/entities';
import { normalizeForSearch } from '../../db/normalize-for-search';
import { sentence } from '../../messages';
import { changeRow } from '../steps/change-row';
import { checkProfile, joinLanguages } from '../../checks/organization';
import { checkNotNull } from '../../checks/not-null';
import { checkReason } from '../../checks/reason';
import { invalidRefusal } from '../../checks/text';
import { checkVersion } from '../../checks/version';
import { lockedOrganization } from '../../locks/organization';
import { refuseAll, type Refusal } from '../../checks/refusal';
import { runCommand, type CommandCall, type CommandOutcome } from '../run-command';

export interface OrganizationUpdated {
  readonly organizationId: string;
}

export function updateOrganization(
  call: CommandCall,
  input: UpdateOrganizationInput,
): Promise<CommandOutcome<OrganizationUpdated>> {
  return runCommand(call, 'updateOrganization', input, async (context) => {
    refuseAll([
      ...checkNotNull(input, ['name', 'market', 'country', 'city', 'languages']),
      ...checkProfile(input),
      ...checkRights(context.viewer, input),
      checkReason(input.reason),
    ]);
    const {
      edition: _edition,
      size: _size,
      ...before
    } = await lockedOrganization(context, input.organizationId);
    refuseAll([checkVersion(before, input.expectedVersion)]);
    await changeRow(
      context,
      { table: 'organization', type: 'Organization', organizationId: before.id, reason: input.reason },
      before,
      changeOf(before, input),
    );
    context.markOrganizations([before.id]);
    return { organizationId: before.id };
  });
}

/** Sales thresholds depend on the market, so an organization must not change its own market or country. */
function checkRights(
  viewer: Viewer,
  { market = null, country = null }: UpdateOrganizationInput,
): readonly (Refusal | null)[] {
  if (allows(AGENTS, viewer, { organizationId: null })) return [];
  return [
    market === null ? null : invalidRefusal(['input', 'market'], sentence('organization.market.vendors')),
    country === null ? null : invalidRefusal(['input', 'country'], sentence('organization.country.vendors')),
  ];
}

function changeOf(
  before: Omit<OrganizationRow, 'edition' | 'size'>,
  input: UpdateOrganizationInput,
): Partial<OrganizationRow> {
  const name = input.name ?? before.name;
  return {
    name,
    searchName: normalizeForSearch(name),
    market: input.market ?? before.market,
    country: input.country ?? before.country,
    city: input.city ?? before.city,
    description: input.description === undefined ? before.description : (input.description ?? ''),
    website: input.website === undefined ? before.website : input.website,
    languages: input.languages ? joinLanguages(input.languages) : before.languages,
  };
}

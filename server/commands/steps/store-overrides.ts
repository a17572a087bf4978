import { globalId } from '../../../schema/global-id';
import type { OverrideContent } from '../../checks/override';
import { CompetencyOverrideTable, type CompetencyOverrideRow } from '../../db/entities';
import type { CommandContext } from '../../locks/command-context';

export function overrideRow(
  context: CommandContext,
  organizationId: string,
  content: OverrideContent,
): CompetencyOverrideRow {
  return {
    ...content,
    id: context.newId(),
    organizationId,
    createdAt: context.at,
    placedBy: context.actor,
    version: 1,
  };
}

/** The caller holds the locks of the organizations. */
export async function storeOverrides(
  context: CommandContext,
  overrides: readonly CompetencyOverrideRow[],
): Promise<void> {
  await context.transaction.insert(CompetencyOverrideTable, overrides);
  context.markOrganizations(overrides.map(({ organizationId }) => organizationId));
  await context.audit(
    overrides.map((override) => ({
      subject: globalId('Override', override.id),
      organizationId: override.organizationId,
      before: null,
      after: override,
      reason: override.reason,
    })),
  );
}

import { globalId } from '../../../schema/global-id';
import type { Override } from '../../../schema/overrides/override';
import type { CompetencyOverrideRow } from '../../db/entities';
import { toDate } from '../../db/instant';
import { lastDayOf } from '../../rules';
import type { CatalogueOnDay } from '../catalogue/catalogue-on-day';

export type OverrideSource = Override & { readonly __typename: 'Override'; readonly organizationId: string };

export function presentOverride(row: CompetencyOverrideRow, catalogue: CatalogueOnDay): OverrideSource {
  return {
    __typename: 'Override',
    id: globalId('Override', row.id),
    organizationId: row.organizationId,
    competency: catalogue.competency(row.competency),
    effect: row.effect,
    level: row.level,
    reason: row.reason,
    from: row.fromDay,
    until: row.untilDay,
    lastDay: lastDayOf({ from: row.fromDay, until: row.untilDay }),
    createdAt: toDate(row.createdAt),
    placedBy: row.placedBy,
    version: row.version,
  };
}

import { EntitySchema } from 'typeorm';
import type { Day, Level, OverrideEffect } from '../../rules';
import type { Instant } from '../instant';
import { day, id, instant, orNull, paragraph, primaryId, text, version } from './columns';

export interface CompetencyOverrideRow {
  id: string;
  organizationId: string;
  competency: string;
  effect: OverrideEffect;
  level: Level | null;
  reason: string;
  fromDay: Day;
  untilDay: Day;
  createdAt: Instant;
  placedBy: string;
  version: number;
}

export const CompetencyOverrideTable = new EntitySchema<CompetencyOverrideRow>({
  name: 'competency_override',
  columns: {
    id: primaryId,
    organizationId: id,
    competency: text(80),
    effect: text(8),
    level: orNull(text(6)),
    reason: paragraph,
    fromDay: day,
    untilDay: day,
    createdAt: instant,
    placedBy: text(255),
    version,
  },
  indices: [{ name: 'competency_override_organization', columns: ['organizationId', 'fromDay'] }],
  foreignKeys: [
    {
      name: 'competency_override_of_organization',
      target: 'organization',
      columnNames: ['organizationId'],
      referencedColumnNames: ['id'],
    },
  ],
});

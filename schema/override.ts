import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName, OverrideEffect as EffectName } from '../server/rules/vocabulary';
import { AGENTS, Allow, Private } from './access';
import { Competency } from './competency';
import { connectionOf } from './connection';
import { Level } from './level';
import { Node } from './node';
import { DateTime } from './scalars/date-time';
import { LocalDate } from './scalars/local-date';

export const OverrideEffect = { GRANT: 'GRANT', WITHHOLD: 'WITHHOLD' } as const satisfies {
  [Name in EffectName]: Name;
};

registerEnumType(OverrideEffect, {
  name: 'OverrideEffect',
  description: 'What an override does to a competency.',
  valuesConfig: {
    GRANT: { description: 'Lifts it to at least a level: what was proven is not recognised yet.' },
    WITHHOLD: { description: 'Makes it count as not attained, whatever is granted beside it.' },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    'A decision of the vendor that stands above the facts for some days. Afterwards the status is again what the facts say.',
})
export class Override extends Node {
  @Field(() => Competency, { description: 'The competency that it is about.' })
  competency!: Competency;

  @Field(() => OverrideEffect, { description: 'What it does.' })
  effect!: EffectName;

  @Field(() => Level, { nullable: true, description: 'The level of a GRANT; null for a WITHHOLD.' })
  level!: LevelName | null;

  @Field(() => String, { description: 'Why it was placed.' })
  reason!: string;

  @Field(() => LocalDate, { description: 'The first day on which it acts.' })
  from!: Day;

  @Field(() => LocalDate, {
    description: 'The first day on which it no longer acts. When it is the first day, it never acts.',
  })
  until!: Day;

  @Field(() => DateTime, { description: 'When it was placed.' })
  placedAt!: Date;

  @Allow(AGENTS)
  @Field(() => String, { description: 'By whom, as the audit log names the agent.' })
  placedBy!: string;

  @Field(() => Int, { description: 'Counts its changes, for the `expectedVersion` of an update.' })
  version!: number;
}

export const OverrideConnection = connectionOf('Override', () => Override, 'overrides');

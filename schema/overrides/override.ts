import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName, OverrideEffect as EffectName } from '../../server/rules/vocabulary';
import { AGENTS, Allow, Private } from '../access';
import { Competency } from '../catalogue/competency';
import { connectionOf } from '../connection';
import { Level } from '../catalogue/level';
import { Node } from '../node';
import { DateTime } from '../scalars/date-time';
import { LocalDate } from '../scalars/local-date';
import { SemanticNonNull } from '../semantic-non-null';

export const OverrideEffect = { GRANT: 'GRANT', WITHHOLD: 'WITHHOLD' } as const satisfies {
  [Name in EffectName]: Name;
};

registerEnumType(OverrideEffect, {
  name: 'OverrideEffect',
  description: 'Effect of an override on a competency.',
  valuesConfig: {
    GRANT: {
      description:
        'Raises the competency to at least a given level, for example while proof is not recognised yet.',
    },
    WITHHOLD: {
      description: 'Makes the competency count as not attained. It takes precedence over any GRANT.',
    },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    'A decision of the vendor on a competency that takes precedence over the facts for a period. After the override, the status follows from the facts again.',
})
export class Override extends Node {
  @Field(() => Competency, { description: 'The competency that the override concerns.' })
  competency!: Competency;

  @Field(() => OverrideEffect, { description: 'The effect of the override.' })
  effect!: EffectName;

  @Field(() => Level, { nullable: true, description: 'The level of a GRANT; null for a WITHHOLD.' })
  level!: LevelName | null;

  @Field(() => String, { description: 'The reason for the override.' })
  reason!: string;

  @Field(() => LocalDate, { description: 'The first day on which the override is in effect.' })
  from!: Day;

  @Field(() => LocalDate, {
    description:
      'The first day on which the override is no longer in effect. When it equals `from`, the override is never in effect.',
  })
  until!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which the override is in effect. Null when it is never in effect.',
  })
  lastDay!: Day | null;

  @Field(() => DateTime, { description: 'The time at which the override was placed.' })
  createdAt!: Date;

  @Allow(AGENTS)
  @SemanticNonNull()
  @Field(() => String, {
    nullable: true,
    description: 'The agent who placed the override, as named in the audit log.',
  })
  placedBy!: string;

  @Field(() => Int, {
    description:
      'The current version, incremented by every change. Pass it as `expectedVersion` to a revocation.',
  })
  version!: number;
}

export const OverrideConnection = connectionOf('Override', () => Override, 'overrides');

import { Field, InterfaceType, registerEnumType } from 'type-graphql';
import type { InWords } from '../in-words';
import type { Level as LevelName } from '../../server/rules/vocabulary';
import { Level } from '../catalogue/level';

export const StatusAspect = {
  ATTAINED: 'ATTAINED',
  DISPLAYED: 'DISPLAYED',
  ELIGIBLE: 'ELIGIBLE',
  MEMBERSHIP: 'MEMBERSHIP',
  RENEWAL_AT_RISK: 'RENEWAL_AT_RISK',
  WILL_BE_ELIGIBLE: 'WILL_BE_ELIGIBLE',
} as const;
export type StatusAspect = keyof typeof StatusAspect;

registerEnumType(StatusAspect, {
  name: 'StatusAspect',
  description:
    'Part of the status of an organization. The first two are levels of a competency, the next two are levels of the membership, and the last two are flags.',
  valuesConfig: {
    ATTAINED: { description: 'The attained level of a competency.' },
    DISPLAYED: { description: 'The displayed level of a competency.' },
    ELIGIBLE: { description: 'The highest membership level that may be bought.' },
    MEMBERSHIP: { description: 'The level of the running membership.' },
    RENEWAL_AT_RISK: { description: 'Whether a displayed competency will not last to the renewal day.' },
    WILL_BE_ELIGIBLE: {
      description: 'Whether the level of the membership may be bought on the renewal day.',
    },
  },
});

@InterfaceType({
  description:
    'Two values of one part of the status of an organization. Forecasts, what-ifs and previews of a catalogue use types of their own, so that one fragment on this interface reads all of them.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class StatusComparison {
  @Field(() => StatusAspect, { description: 'The part of the status that differs.' })
  aspect!: StatusAspect;

  @Field(() => String, { description: 'The difference as a sentence for people.' })
  inWords!: InWords;
}

@InterfaceType({
  implements: StatusComparison,
  description: 'Two levels of a competency or of the membership.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class LevelComparison extends StatusComparison {
  @Field(() => Level, { nullable: true, description: 'The level before. Null when there is none.' })
  levelBefore!: LevelName | null;

  @Field(() => Level, { nullable: true, description: 'The level after. Null when there is none.' })
  levelAfter!: LevelName | null;
}

const FLAG_NULL = 'Null for WILL_BE_ELIGIBLE while no membership is running; RENEWAL_AT_RISK is never null.';

@InterfaceType({
  implements: StatusComparison,
  description: 'Two values of a flag that concerns the renewal of the membership.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class FlagComparison extends StatusComparison {
  @Field(() => Boolean, { nullable: true, description: `The flag before. ${FLAG_NULL}` })
  flagBefore!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: `The flag after. ${FLAG_NULL}` })
  flagAfter!: boolean | null;
}

import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Membership } from './membership';
import { LocalDate } from '../scalars/local-date';

export const RenewalWindowState = {
  NOT_YET: 'NOT_YET',
  OPEN: 'OPEN',
  IN_GRACE: 'IN_GRACE',
  MISSED: 'MISSED',
} as const;
export type RenewalWindowState = keyof typeof RenewalWindowState;

registerEnumType(RenewalWindowState, {
  name: 'RenewalWindowState',
  description: 'Position of a day relative to a renewal window.',
  valuesConfig: {
    NOT_YET: { description: 'Before the window.' },
    OPEN: { description: 'In the window, before the end of the term.' },
    IN_GRACE: {
      description:
        'In the window, after the end of the term. Only the renewal may be bought, and it begins at the end of the term.',
    },
    MISSED: { description: 'After the window. A new membership may be bought.' },
  },
});

@Private()
@ObjectType({
  description:
    'The period in which the renewal of a term may be bought, according to the policy of the requested day.',
})
export class RenewalWindow {
  @Field(() => LocalDate, { description: 'The first day of the window.' })
  from!: Day;

  @Field(() => LocalDate, { description: 'The first day after the window.' })
  until!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of the window. Null when the window has no day.',
  })
  lastDay!: Day | null;

  @Field(() => RenewalWindowState, {
    description: 'The position of the requested day relative to the window.',
  })
  state!: RenewalWindowState;

  @Field(() => Membership, {
    description: 'The term to renew. Its renewal begins at the end of this term.',
  })
  membership!: Membership;
}

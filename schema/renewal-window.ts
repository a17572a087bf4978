import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Private } from './access';
import { Membership } from './membership';
import { LocalDate } from './scalars/local-date';

export const RenewalWindowState = {
  NOT_YET: 'NOT_YET',
  OPEN: 'OPEN',
  IN_GRACE: 'IN_GRACE',
  MISSED: 'MISSED',
} as const;
export type RenewalWindowState = keyof typeof RenewalWindowState;

registerEnumType(RenewalWindowState, {
  name: 'RenewalWindowState',
  description: 'How a day lies to the days on which a term may be renewed.',
  valuesConfig: {
    NOT_YET: { description: 'Before them.' },
    OPEN: { description: 'One of them, before the end of the term.' },
    IN_GRACE: {
      description:
        'One of them, but the term has ended: only its renewal may be bought, which begins where the term ended.',
    },
    MISSED: { description: 'After them: a new membership may be bought.' },
  },
});

@Private()
@ObjectType({
  description: 'The days on which the renewal of a term may be bought, by the policy of the day asked.',
})
export class RenewalWindow {
  @Field(() => LocalDate, { description: 'The first of the days.' })
  from!: Day;

  @Field(() => LocalDate, { description: 'The first day on which the renewal may no longer be bought.' })
  until!: Day;

  @Field(() => RenewalWindowState, { description: 'How the day asked lies to them.' })
  state!: RenewalWindowState;

  @Field(() => Membership, {
    description: 'The term that may be renewed: its renewal begins where it ends.',
  })
  membership!: Membership;
}

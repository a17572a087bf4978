import { Field, InputType, registerEnumType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { OneOf } from '../one-of';
import { LocalDate } from '../scalars/local-date';

export const ExpiryRule = { NEVER: 'NEVER', BY_VALIDITY: 'BY_VALIDITY' } as const;
export type ExpiryRuleName = keyof typeof ExpiryRule;

registerEnumType(ExpiryRule, {
  name: 'ExpiryRule',
  description: 'Expiry of an achievement without a given day.',
  valuesConfig: {
    NEVER: { description: 'Never, whatever the validity of the credential.' },
    BY_VALIDITY: { description: 'After the validity of the credential, if the credential has one.' },
  },
});

@OneOf()
@InputType({ description: 'The expiry of an achievement. Give exactly one field.' })
export class ExpiryInput {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day of the expiry: the first day on which the achievement no longer counts.',
  })
  on?: Day;

  @Field(() => ExpiryRule, { nullable: true, description: 'The rule that determines the expiry.' })
  rule?: ExpiryRuleName;
}

@OneOf()
@InputType({ description: 'The expiry of an imported achievement. Give exactly one field.' })
export class ImportExpiryInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The day of the expiry, written as `YYYY-MM-DD`: the first day on which the achievement no longer counts. Any other text refuses only this row.',
  })
  on?: string;

  @Field(() => ExpiryRule, { nullable: true, description: 'The rule that determines the expiry.' })
  rule?: ExpiryRuleName;
}

import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Open } from './access';

export const RefusalCode = {
  INVALID: 'INVALID',
  NOT_FOUND: 'NOT_FOUND',
  ALREADY_EXISTS: 'ALREADY_EXISTS',
  ALREADY_ENDED: 'ALREADY_ENDED',
  OVERLAP: 'OVERLAP',
  TOO_SOON: 'TOO_SOON',
  TOO_LATE: 'TOO_LATE',
  NOT_ELIGIBLE: 'NOT_ELIGIBLE',
  NOT_PERMITTED: 'NOT_PERMITTED',
  NOT_ENTITLED: 'NOT_ENTITLED',
  NOT_ENOUGH_LEFT: 'NOT_ENOUGH_LEFT',
  CHANGED: 'CHANGED',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
} as const;
export type RefusalCode = keyof typeof RefusalCode;

registerEnumType(RefusalCode, {
  name: 'RefusalCode',
  description: 'Why a command was refused.',
  valuesConfig: {
    INVALID: { description: 'The argument cannot be right, whatever is stored.' },
    NOT_FOUND: { description: 'What the argument names does not exist, or is not yours to see.' },
    ALREADY_EXISTS: { description: 'Something with this key is there already.' },
    ALREADY_ENDED: { description: 'What the argument names has ended before.' },
    OVERLAP: { description: 'Days of it belong to something else already.' },
    TOO_SOON: { description: 'The programme permits it on a later day; the message says which.' },
    TOO_LATE: {
      description: 'The programme permitted it before a day that has come; the message says which.',
    },
    NOT_ELIGIBLE: { description: 'No competency is attained at the level that it needs.' },
    NOT_PERMITTED: {
      description:
        'The programme does not permit it as things are; the message says what would have to change.',
    },
    CHANGED: { description: 'It was changed since you have seen it. Look at it again.' },
    NOT_ENTITLED: { description: 'The membership does not give it today, or none runs.' },
    NOT_ENOUGH_LEFT: { description: 'More was asked for than is left; the message says how much that is.' },
    IDEMPOTENCY_KEY_REUSED: {
      description:
        'The idempotency key was used within 24 hours for other arguments, or for another command.',
    },
  },
});

@Open()
@ObjectType({ description: 'Why a command was not done. Nothing was changed.' })
export class Refusal {
  @Field(() => RefusalCode, { description: 'For programs.' })
  code!: RefusalCode;

  @Field(() => String, { description: 'For people: what is wrong, and what to do.' })
  message!: string;

  @Field(() => [String], { description: 'The argument that it is about, such as `["input", "country"]`.' })
  path!: readonly string[];
}

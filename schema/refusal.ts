import { Field, InterfaceType, registerEnumType } from 'type-graphql';
import type { InWords } from './in-words';

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
  description: 'Reason why a command was refused.',
  valuesConfig: {
    INVALID: { description: 'The argument is invalid, whatever data is stored.' },
    NOT_FOUND: { description: 'The object that the argument names does not exist, or you may not see it.' },
    ALREADY_EXISTS: { description: 'The object to create already exists.' },
    ALREADY_ENDED: { description: 'The object that the argument names has already ended.' },
    OVERLAP: { description: 'Some of the days already belong to another object.' },
    TOO_SOON: {
      description: 'The programme permits the command from a later day.',
    },
    TOO_LATE: {
      description: 'The programme permitted the command only before a day that has come.',
    },
    NOT_ELIGIBLE: { description: 'No competency is attained at the required level.' },
    NOT_PERMITTED: {
      description:
        'The programme does not permit the command in the present situation; the message states what would have to change.',
    },
    CHANGED: { description: 'The object has changed since you last read it. Read it again.' },
    NOT_ENTITLED: {
      description: 'The running membership does not include the benefit today, or no membership is running.',
    },
    NOT_ENOUGH_LEFT: {
      description: 'The requested quantity exceeds the remaining quantity.',
    },
    IDEMPOTENCY_KEY_REUSED: {
      description:
        'The idempotency key was used within the last 24 hours with other arguments, for another command, or before you moved to another organization.',
    },
  },
});

@InterfaceType({
  description:
    'The reason why a command was refused. A refused command changes nothing. The types show the values that a program needs; a `PlainRefusal` has none.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Refusal {
  @Field(() => RefusalCode, { description: 'The reason, for use by programs.' })
  code!: RefusalCode;

  @Field(() => String, { description: 'A message for people: the problem, and how to solve it.' })
  message!: InWords;

  @Field(() => [String], {
    description: 'The argument that the refusal concerns, such as `["input", "country"]`.',
  })
  path!: readonly string[];
}

import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import type { InWords } from '../in-words';
import { Open } from '../access';
import { Money } from '../money';
import { LocalDate } from '../scalars/local-date';
import { Level } from './level';

@InterfaceType({
  description:
    'A field with different values in two versions of the catalogue. A value is null when the field is not set, and on one side of an addition or a removal.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class ChangedField {
  @Field(() => String, { description: 'The name of the field, such as `acceptedUntil`.' })
  field!: string;

  @Field(() => String, { description: 'The change as text for people.' })
  inWords!: InWords;
}

@Open()
@ObjectType({
  implements: ChangedField,
  description: 'A changed name, title, description or unit, in one language.',
})
export class ChangedText extends ChangedField {
  @Field(() => String, { description: 'The language of the text, as a BCP 47 tag such as `en` or `pt-BR`.' })
  language!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The text before. Null when there was none in this language.',
  })
  textBefore!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The text after. Null when there is none in this language.',
  })
  textAfter!: string | null;
}

@Open()
@ObjectType({ implements: ChangedField, description: 'A changed number.' })
export class ChangedNumber extends ChangedField {
  @Field(() => Int, { nullable: true, description: 'The number before. Null when there was none.' })
  numberBefore!: number | null;

  @Field(() => Int, { nullable: true, description: 'The number after. Null when there is none.' })
  numberAfter!: number | null;
}

@Open()
@ObjectType({ implements: ChangedField, description: 'A changed list of numbers.' })
export class ChangedNumbers extends ChangedField {
  @Field(() => [Int], { description: 'The numbers before.' })
  numbersBefore!: readonly number[];

  @Field(() => [Int], { description: 'The numbers after.' })
  numbersAfter!: readonly number[];
}

@Open()
@ObjectType({ implements: ChangedField, description: 'A changed day.' })
export class ChangedDay extends ChangedField {
  @Field(() => LocalDate, { nullable: true, description: 'The day before. Null when there was none.' })
  dayBefore!: Day | null;

  @Field(() => LocalDate, { nullable: true, description: 'The day after. Null when there is none.' })
  dayAfter!: Day | null;
}

@Open()
@ObjectType({ implements: ChangedField, description: 'A changed level.' })
export class ChangedLevel extends ChangedField {
  @Field(() => Level, {
    nullable: true,
    description: 'The level before. Null when the path or the offer is new.',
  })
  levelBefore!: LevelName | null;

  @Field(() => Level, {
    nullable: true,
    description: 'The level after. Null when the path or the offer is removed.',
  })
  levelAfter!: LevelName | null;
}

@Open()
@ObjectType({ implements: ChangedField, description: 'A changed amount of money.' })
export class ChangedMoney extends ChangedField {
  @Field(() => Money, { nullable: true, description: 'The amount before. Null when there was none.' })
  moneyBefore!: Money | null;

  @Field(() => Money, { nullable: true, description: 'The amount after. Null when there is none.' })
  moneyAfter!: Money | null;
}

@Open()
@ObjectType({
  implements: ChangedField,
  description:
    'A changed key or word of a fixed list: the key of a center, the code of a replacing credential, a kind of credential or a time zone.',
})
export class ChangedKey extends ChangedField {
  @Field(() => String, { nullable: true, description: 'The key before. Null when there was none.' })
  keyBefore!: string | null;

  @Field(() => String, { nullable: true, description: 'The key after. Null when there is none.' })
  keyAfter!: string | null;
}

@Open()
@ObjectType({
  implements: ChangedField,
  description:
    'Changed requirements of a path, as text for people. The paths before and after have them as data.',
})
export class ChangedRequirements extends ChangedField {
  @Field(() => String, {
    nullable: true,
    description: 'The requirements before. Null when the path is new.',
  })
  requirementsBefore!: InWords | null;

  @Field(() => String, {
    nullable: true,
    description: 'The requirements after. Null when the path is removed.',
  })
  requirementsAfter!: InWords | null;
}

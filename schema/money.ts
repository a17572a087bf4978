import { Field, InputType, ObjectType } from 'type-graphql';
import { Open } from './access';
import { Decimal } from './scalars/decimal';

@Open()
@ObjectType({ description: 'An amount of money.' })
export class Money {
  @Field(() => Decimal, { description: 'The exact amount, in units of the currency.' })
  amount!: number;

  @Field(() => String, { description: 'The ISO 4217 code of the currency, such as `USD`.' })
  currency!: string;
}

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => Decimal, { description: 'The exact amount, in units of the currency.' })
  amount!: number;

  @Field(() => String, { description: 'The ISO 4217 code of the currency, such as `USD`.' })
  currency!: string;
}

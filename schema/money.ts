import { Field, InputType, ObjectType } from 'type-graphql';
import { Open } from './access';
import { Decimal } from './scalars/decimal';

const CURRENCY = { description: 'The ISO 4217 code of the currency, such as `USD`.' };

@Open()
@ObjectType({ description: 'An amount of money.' })
export class Money {
  @Field(() => Decimal, {
    description:
      'The exact amount, with all decimal places that ISO 4217 gives the currency: `1850.00` in USD, `185000` in JPY, `12.345` in KWD.',
  })
  amount!: string;

  @Field(() => String, CURRENCY)
  currency!: string;
}

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => Decimal, {
    description:
      'The exact amount, with at most the decimal places that ISO 4217 gives the currency: 2 for USD, none for JPY, 3 for KWD. At most 15 digits, counting all of these decimal places.',
  })
  amount!: string;

  @Field(() => String, CURRENCY)
  currency!: string;
}

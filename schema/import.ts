import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Open } from './access';
import { ListSize } from './list-size';
import { Refusal } from './refusal';

export const ErrorPolicy = { REJECT_ALL: 'REJECT_ALL', SKIP_BAD_ROWS: 'SKIP_BAD_ROWS' } as const;
export type ErrorPolicy = keyof typeof ErrorPolicy;

registerEnumType(ErrorPolicy, {
  name: 'ErrorPolicy',
  description: 'Handling of refused rows in an import.',
  valuesConfig: {
    REJECT_ALL: { description: 'Imports nothing and returns the refusals of all rows.' },
    SKIP_BAD_ROWS: { description: 'Imports the other rows and returns the outcome of each row.' },
  },
});

export const ImportOutcome = {
  CREATED: 'CREATED',
  UPDATED: 'UPDATED',
  UNCHANGED: 'UNCHANGED',
  REFUSED: 'REFUSED',
} as const;
export type ImportOutcome = keyof typeof ImportOutcome;

registerEnumType(ImportOutcome, {
  name: 'ImportOutcome',
  description: 'Outcome of one row of an import.',
  valuesConfig: {
    CREATED: { description: 'The row was stored.' },
    UPDATED: { description: 'The row replaced a stored record.' },
    UNCHANGED: { description: 'The same record was stored before, or by an earlier row of the request.' },
    REFUSED: { description: 'The row was not stored; its refusals give the reasons.' },
  },
});

@Open()
@ObjectType()
export abstract class ImportedRow {
  @Field(() => Int, { description: 'The position of the row in the input, counted from 0.' })
  index!: number;

  @Field(() => ImportOutcome, { description: 'The outcome of the row.' })
  outcome!: ImportOutcome;

  @ListSize(1)
  @Field(() => [Refusal], {
    description:
      'The reasons why the row was refused. Each path names the row and the field, such as `["input", "rows", "7", "subject"]`. Empty when the row was not refused.',
  })
  refusals!: readonly Refusal[];
}

@Open()
@ObjectType({ description: 'The number of imported rows by outcome.' })
export class ImportCounts {
  @Field(() => Int, { description: 'The number of rows that were stored.' })
  created!: number;

  @Field(() => Int, { description: 'The number of rows that replaced a stored record.' })
  updated!: number;

  @Field(() => Int, { description: 'The number of rows that were already stored.' })
  unchanged!: number;

  @Field(() => Int, { description: 'The number of rows that were refused.' })
  refused!: number;
}

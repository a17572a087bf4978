import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Open } from './access';
import { ListSize } from './list-size';
import { Refusal } from './refusal';

export const ErrorPolicy = { REJECT_ALL: 'REJECT_ALL', SKIP_BAD_ROWS: 'SKIP_BAD_ROWS' } as const;
export type ErrorPolicy = keyof typeof ErrorPolicy;

registerEnumType(ErrorPolicy, {
  name: 'ErrorPolicy',
  description: 'What an import does when some of its rows are refused.',
  valuesConfig: {
    REJECT_ALL: { description: 'Nothing is imported; the refusals of all rows are told.' },
    SKIP_BAD_ROWS: { description: 'The other rows are imported; each row tells what became of it.' },
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
  description: 'What became of a row of an import.',
  valuesConfig: {
    CREATED: { description: 'It was stored.' },
    UPDATED: { description: 'It was stored in the place of what was told before.' },
    UNCHANGED: { description: 'The same was stored already.' },
    REFUSED: { description: 'It was not stored; its refusals say why.' },
  },
});

/** What is told of each row, whatever it is about. */
@Open()
@ObjectType()
export abstract class ImportedRow {
  @Field(() => Int, { description: 'Its place among the rows that were sent, counted from 0.' })
  index!: number;

  @Field(() => ImportOutcome, { description: 'What became of it.' })
  outcome!: ImportOutcome;

  // Most rows of most files are right.
  @ListSize(1)
  @Field(() => [Refusal], {
    description:
      'Why it was refused, with the path of the argument, such as `["input", "rows", "7"]` and the name of its field; empty when it was not.',
  })
  refusals!: readonly Refusal[];
}

@Open()
@ObjectType({ description: 'How many rows of an import became what.' })
export class ImportCounts {
  @Field(() => Int, { description: 'How many were stored.' })
  created!: number;

  @Field(() => Int, { description: 'How many were stored in the place of what was told before.' })
  updated!: number;

  @Field(() => Int, { description: 'How many were stored already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'How many were refused.' })
  refused!: number;
}

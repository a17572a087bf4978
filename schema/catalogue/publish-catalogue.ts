import { Field, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Catalogue } from './catalogue';
import { CommandInput, Payload } from '../payload';
import { LocalDate } from '../scalars/local-date';

@InputType({ description: 'The next version of the catalogue.' })
export class PublishCatalogueInput extends CommandInput {
  @Field(() => String, {
    description: 'The complete document of the version, as JSON text. `checkCatalogue` lists its problems.',
  })
  document!: string;

  @Field(() => LocalDate, {
    description:
      'The first day on which the version applies: tomorrow or later. When several versions apply to a day, the one published last takes precedence.',
  })
  appliesFrom!: Day;

  @Field(() => String, { description: 'The reason for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The result of `publishCatalogue`.' })
export class PublishCataloguePayload extends Payload {
  @Field(() => Catalogue, {
    nullable: true,
    description: 'The published version; null when the command was refused.',
  })
  catalogue!: Catalogue | null;
}

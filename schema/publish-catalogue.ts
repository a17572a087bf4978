import { Field, InputType, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Catalogue } from './catalogue';
import { CommandInput, Payload } from './payload';
import { LocalDate } from './scalars/local-date';

@InputType({ description: 'The rules of the programme from a day on.' })
export class PublishCatalogueInput extends CommandInput {
  @Field(() => String, {
    description:
      'The whole document of the version, as JSON text. `checkCatalogue` says what is wrong with it.',
  })
  document!: string;

  @Field(() => LocalDate, {
    description:
      'The first day that is judged by it: tomorrow or a later one. Where several versions apply to a day, the one published last judges it.',
  })
  appliesFrom!: Day;

  @Field(() => String, { description: 'Why, for the audit log: at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The answer to `publishCatalogue`.' })
export class PublishCataloguePayload extends Payload {
  @Field(() => Catalogue, {
    nullable: true,
    description: 'The version that was made; null when the command was refused.',
  })
  catalogue!: Catalogue | null;
}

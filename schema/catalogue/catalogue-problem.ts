import { Field, ObjectType } from 'type-graphql';
import type { InWords } from '../in-words';
import { Open } from '../access';

@Open()
@ObjectType({ description: 'A problem that prevents a document from being published.' })
export class CatalogueProblem {
  @Field(() => String, {
    description:
      'The place of the problem, such as `competencies[3].paths[0].requires[1].metric`. Empty when it concerns the document as a whole.',
  })
  place!: string;

  @Field(() => String, { description: 'A description of the problem.' })
  message!: InWords;
}

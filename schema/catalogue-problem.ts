import { Field, ObjectType } from 'type-graphql';
import { Open } from './access';

@Open()
@ObjectType({ description: 'Something that keeps a document from being published.' })
export class CatalogueProblem {
  @Field(() => String, {
    description:
      'Where, such as `competencies[3].paths[0].requires[1].metric`; empty when it is the document as a whole.',
  })
  place!: string;

  @Field(() => String, { description: 'What is wrong there.' })
  message!: string;
}

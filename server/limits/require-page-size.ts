import { GraphQLError, Kind, type ASTVisitor, type FieldNode, type ValidationContext } from 'graphql';
import { sentence, type Sentence } from '../messages';
import { MAX_PAGE_SIZE } from '../request/page-range';

/** A page of a list without a size, or with two. Tools show where, before anything is executed. */
class WrongPageSize extends GraphQLError {
  readonly sentence: Sentence;

  constructor(field: FieldNode) {
    const reason = sentence('paging.direction', { min: 1, max: MAX_PAGE_SIZE });
    super(reason.key, { nodes: field });
    this.sentence = reason;
  }
}

/** Requires `first` or `last` of each list with pages. The values of variables are checked when the list is read. */
export function requirePageSize(context: ValidationContext): ASTVisitor {
  return {
    Field(field) {
      const isPaged = context.getFieldDef()?.args.some(({ name }) => name === 'first') === true;
      if (!isPaged) return;
      const sizes = field.arguments?.filter(
        ({ name, value }) => (name.value === 'first' || name.value === 'last') && value.kind !== Kind.NULL,
      );
      const isWrong =
        sizes === undefined ||
        sizes.length === 0 ||
        (sizes.length > 1 && sizes.every(({ value }) => value.kind !== Kind.VARIABLE));
      if (isWrong) context.reportError(new WrongPageSize(field));
    },
  };
}

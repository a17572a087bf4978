import { isInputObjectType, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { sentence } from '../messages';
import { wordsFor } from './error-words';

/** The messages of graphql-js for a literal and for a variable. */
const NOT_ONE_FIELD =
  /(?:OneOf Input Object "(\w+)" must specify exactly one key|Exactly one key must be specified for OneOf type "(\w+)")\.$/;

/** Lists the fields of a `@oneOf` input if a request does not give exactly one. graphql-js names only the type. */
export function explainOneOf(
  schema: GraphQLSchema,
  shown: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const match = NOT_ONE_FIELD.exec(shown.message);
  if (match === null) return shown;
  const [replaced, typeOfLiteral, typeOfVariable] = match;
  const type = schema.getType(typeOfLiteral ?? typeOfVariable ?? '');
  if (!isInputObjectType(type)) return shown;
  const fields = Object.keys(type.getFields()).map((field) => sentence('quoted', { text: field }));
  const explained = wordsFor(error).say(sentence('oneOf.fields', { type: type.name, fields }));
  return { ...shown, message: `${shown.message.slice(0, -replaced.length)}${explained}` };
}

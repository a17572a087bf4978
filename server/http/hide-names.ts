import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { InvalidScalarValue } from '../../schema/scalars/invalid-scalar-value';
import { sentence, type Phrase } from '../messages';
import type { Words } from '../messages/words';
import { wordsFor } from './error-words';

/**
 * Removes from an error the schema names that the caller did not write: suggestions, types, and missing arguments and
 * fields. The server's own errors stay unchanged: their text is fixed per field, so guessing reveals no further names.
 */
export function hideNames(shown: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, extensions } = shown;
  const mayNameSchema =
    extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED' ||
    (extensions?.['code'] === 'BAD_USER_INPUT' && VARIABLE_ERROR.test(message));
  if (!mayNameSchema) return shown;
  const cause = error instanceof GraphQLError ? error.originalError : undefined;
  return { ...shown, message: withoutNames(message, cause, wordsFor(error)) };
}

const VARIABLE_ERROR = /^(?:Variable "\$|Argument ")\w+" /;
const INVALID_VALUE = /^Variable "\$\w+" got invalid value /;

function withoutNames(message: string, cause: Error | undefined, words: Words): string {
  if (cause instanceof InvalidScalarValue) return message;
  // The part before the cause only repeats the caller's value.
  if (cause !== undefined && INVALID_VALUE.test(message) && message.endsWith(`; ${cause.message}`))
    return message.slice(0, -cause.message.length) + reword(cause.message, words);
  return reword(message, words);
}

function reword(message: string, words: Words): string {
  for (const [pattern, render] of MESSAGE_PATTERNS) {
    const match = pattern.exec(message);
    if (match !== null) return words.say(render(match));
  }
  return words.say(sentence('hidden.other'));
}

type Renderer = (match: RegExpExecArray) => Phrase;

const unchanged: Renderer = ([whole]) => whole;

/**
 * Patterns of graphql-js messages and their replacements. Groups capture only the caller's own words. Text after the
 * match, such as a suggestion, is dropped. A message that matches no pattern is replaced completely.
 */
export const MESSAGE_PATTERNS: readonly (readonly [RegExp, Renderer])[] = [
  [
    /^Argument "(\w+)" of non-null type "[^"]+" must not be null\./,
    ([, argument = '']) => sentence('hidden.argument.null', { argument }),
  ],
  [/^Cannot query field "(\w+)" on type /, ([, field = '']) => sentence('hidden.field', { field })],
  [
    /^Unknown argument "(\w+)" on field "\w+\.(\w+)"\./,
    ([, argument = '', field = '']) => sentence('hidden.argument', { argument, field }),
  ],
  [
    /^Field "(\w+)" argument "\w+" of type "[^"]+" is required, but it was not provided\./,
    ([, field = '']) => sentence('hidden.argument.missing', { field }),
  ],
  [
    /^Field "(\w+)" of type "[^"]+" must have a selection of subfields\./,
    ([, field = '']) => sentence('hidden.selection', { field }),
  ],
  [
    /^Field "(\w+)" must not have a selection since type /,
    ([, field = '']) => sentence('hidden.selection.none', { field }),
  ],
  [/^Fields "([^"]+)" conflict because /, ([, field = '']) => sentence('hidden.conflict', { field })],
  [/^Fragment (?:"\w+" )?cannot be spread here as /, () => sentence('hidden.fragment')],
  [
    /^Variable "(\$\w+)" of type "([^"]+)" used in position expecting type /,
    ([, variable = '', type = '']) => sentence('hidden.variable', { variable, type }),
  ],
  [
    /^Variable "(\$\w+)" is of type "[^"]+" but must be non-nullable /,
    ([, variable = '']) => sentence('hidden.variable.null', { variable }),
  ],
  [/^Field "(\w+)" is not defined by type /, ([, field = '']) => sentence('hidden.inputField', { field })],
  [
    /^Field "[\w.]+" of required type "[^"]+" was not provided\./,
    () => sentence('hidden.inputField.missing'),
  ],
  [
    /^Field "(?:\w+\.)?(\w+)" must be non-null\./,
    ([, field = '']) => sentence('hidden.inputField.null', { field }),
  ],
  [/^OneOf Input Object "\w+" must specify exactly one key\./, () => sentence('hidden.inputField.one')],
  [/^Exactly one key must be specified for OneOf type /, () => sentence('hidden.inputField.one')],
  [/^Expected type "\w+" to be an object\./, () => sentence('hidden.input')],
  [/^Enum "\w+" cannot represent /, () => sentence('hidden.enum')],
  [
    /^Value "(.*)" does not exist in "\w+" enum\./s,
    ([, value = '']) => sentence('hidden.enum.value', { value }),
  ],
  [
    /^Expected value of type "[^"]+", found (.*)$/s,
    ([, value = '']) => sentence('hidden.literal', { value }),
  ],
  [/^Expected non-nullable type /, () => sentence('hidden.null')],
  [/^Unknown type "\w+"\./, unchanged],
  [/^Unknown directive "@\w+"\./, unchanged],
  [/^Unknown argument "\w+" on directive "@\w+"\./, unchanged],
  [/^Unknown fragment "\w+"\./, unchanged],
  // The directives of the GraphQL specification are public.
  [/^Directive "@\w+" argument "\w+" of type "[^"]+" is required, but it was not provided\./, unchanged],
  [/^Directive "@\w+" may not be used on \w+\./, unchanged],
  [/^The directive "@\w+" can only be used once at this location\./, unchanged],
  [/^Fragment "\w+" is never used\./, unchanged],
  [/^Fragment (?:"\w+" )?cannot condition on non composite type "\w+"\./, unchanged],
  [/^Cannot spread fragment "\w+" within itself[^.]*\./, unchanged],
  [/^There can be only one [a-z ]+ named "\$?\w+"\./, unchanged],
  [/^This anonymous operation must be the only defined operation\./, unchanged],
  [/^The (?:"\w+"|schema) definition is not executable\./, unchanged],
  [/^Variable "\$\w+" is not defined(?: by operation "\w+")?\./, unchanged],
  [/^Variable "\$\w+" is never used(?: in operation "\w+")?\./, unchanged],
  [/^Variable "\$\w+" cannot be non-input type "[^"]+"\./, unchanged],
  [/^Variable "\$\w+" of required type "[^"]+" was not provided\./, unchanged],
  [/^Variable "\$\w+" of non-null type "[^"]+" must not be null\./, unchanged],
  [/^(?:Int|Float|String|Boolean|ID) cannot represent .*/s, unchanged],
  [/^GraphQL introspection is not allowed by Apollo Server, .*/s, unchanged],
];

import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { InvalidScalarValue } from '../../schema/scalars/invalid-scalar-value';
import { say } from '../messages';

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
  return { ...shown, message: withoutNames(message, cause) };
}

const VARIABLE_ERROR = /^(?:Variable "\$|Argument ")\w+" /;
const INVALID_VALUE = /^Variable "\$\w+" got invalid value /;

function withoutNames(message: string, cause: Error | undefined): string {
  if (cause instanceof InvalidScalarValue) return message;
  // The part before the cause only repeats the caller's value.
  if (cause !== undefined && INVALID_VALUE.test(message) && message.endsWith(`; ${cause.message}`))
    return message.slice(0, -cause.message.length) + reword(cause.message);
  return reword(message);
}

function reword(message: string): string {
  for (const [pattern, render] of MESSAGE_PATTERNS) {
    const match = pattern.exec(message);
    if (match !== null) return render(match);
  }
  return say('hidden.other');
}

type Renderer = (match: RegExpExecArray) => string;

const unchanged: Renderer = ([whole]) => whole;

/**
 * Patterns of graphql-js messages and their replacements. Groups capture only the caller's own words. Text after the
 * match, such as a suggestion, is dropped. A message that matches no pattern is replaced completely.
 */
export const MESSAGE_PATTERNS: readonly (readonly [RegExp, Renderer])[] = [
  [
    /^Argument "(\w+)" of non-null type "[^"]+" must not be null\./,
    ([, argument = '']) => say('hidden.argument.null', { argument }),
  ],
  [/^Cannot query field "(\w+)" on type /, ([, field = '']) => say('hidden.field', { field })],
  [
    /^Unknown argument "(\w+)" on field "\w+\.(\w+)"\./,
    ([, argument = '', field = '']) => say('hidden.argument', { argument, field }),
  ],
  [
    /^Field "(\w+)" argument "\w+" of type "[^"]+" is required, but it was not provided\./,
    ([, field = '']) => say('hidden.argument.missing', { field }),
  ],
  [
    /^Field "(\w+)" of type "[^"]+" must have a selection of subfields\./,
    ([, field = '']) => say('hidden.selection', { field }),
  ],
  [
    /^Field "(\w+)" must not have a selection since type /,
    ([, field = '']) => say('hidden.selection.none', { field }),
  ],
  [/^Fields "([^"]+)" conflict because /, ([, field = '']) => say('hidden.conflict', { field })],
  [/^Fragment (?:"\w+" )?cannot be spread here as /, () => say('hidden.fragment')],
  [
    /^Variable "(\$\w+)" of type "([^"]+)" used in position expecting type /,
    ([, variable = '', type = '']) => say('hidden.variable', { variable, type }),
  ],
  [
    /^Variable "(\$\w+)" is of type "[^"]+" but must be non-nullable /,
    ([, variable = '']) => say('hidden.variable.null', { variable }),
  ],
  [/^Field "(\w+)" is not defined by type /, ([, field = '']) => say('hidden.inputField', { field })],
  [/^Field "[\w.]+" of required type "[^"]+" was not provided\./, () => say('hidden.inputField.missing')],
  [
    /^Field "(?:\w+\.)?(\w+)" must be non-null\./,
    ([, field = '']) => say('hidden.inputField.null', { field }),
  ],
  [/^OneOf Input Object "\w+" must specify exactly one key\./, () => say('hidden.inputField.one')],
  [/^Exactly one key must be specified for OneOf type /, () => say('hidden.inputField.one')],
  [/^Expected type "\w+" to be an object\./, () => say('hidden.input')],
  [/^Enum "\w+" cannot represent /, () => say('hidden.enum')],
  [/^Value "(.*)" does not exist in "\w+" enum\./s, ([, value = '']) => say('hidden.enum.value', { value })],
  [/^Expected value of type "[^"]+", found (.*)$/s, ([, value = '']) => say('hidden.literal', { value })],
  [/^Expected non-nullable type /, () => say('hidden.null')],
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

export interface KeyedRequest {
  readonly isMutation: boolean;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly idempotencyKeys: Readonly<Record<string, string>>;
  readonly isRepeatable: boolean;
}

/**
 * Adds an idempotency key to each command that lacks one, so that the server runs a repeated command only once.
 * A command with an inline input cannot get a key and is never repeated.
 */
export function withIdempotencyKeys(text: string, callerVariables: object): KeyedRequest {
  const variables: Readonly<Record<string, unknown>> = { ...callerVariables };
  const code = text.replace(IGNORED_TEXT, ' ');
  const isMutation = !isQuery(code);
  if (!isMutation) return { isMutation, variables, idempotencyKeys: {}, isRepeatable: true };
  // Matches arguments named `input`, but not variables named `$input`.
  const inputArguments = [...code.matchAll(/[^$\w]input\s*:\s*(?:\$(\w+))?/g)].map(([, name]) => name);
  const inputVariables = inputArguments.filter((name) => name !== undefined);
  const allAreVariables = inputVariables.length > 0 && inputVariables.length === inputArguments.length;
  // Two commands that share a variable would share its key.
  const areDistinct = new Set(inputVariables).size === inputVariables.length;
  if (!allAreVariables || !areDistinct || !inputVariables.every((name) => isObject(variables[name])))
    return { isMutation, variables, idempotencyKeys: {}, isRepeatable: false };
  const keyedInputs = inputVariables.map((name) => [name, withKey(variables[name] as CommandInput)] as const);
  return {
    isMutation,
    variables: { ...variables, ...Object.fromEntries(keyedInputs) },
    idempotencyKeys: Object.fromEntries(
      keyedInputs.map(([name, { idempotencyKey }]) => [name, idempotencyKey]),
    ),
    isRepeatable: true,
  };
}

/** As random as a UUID. Browsers offer `crypto.randomUUID` only to pages with TLS. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Strings and comments, which may contain any text, and commas, which are insignificant. */
const IGNORED_TEXT = /"""(?:\\"""|(?!\\?""")[^])*"""|"(?:\\.|[^"\\\n\r])*"|#[^\n\r]*|,/g;

/**
 * Treats a document that is not clearly a query as a mutation, so that it is never repeated without an idempotency key.
 */
function isQuery(code: string): boolean {
  let heads = code;
  for (let previous = ''; previous !== heads;) {
    previous = heads;
    heads = heads.replace(/\([^(){}]*\)/g, ' ').replace(/\{[^(){}]*\}/g, ';');
  }
  return heads.split(';').every((head) => /^\s*((query|fragment)\b[^{}()]*)?$/.test(head));
}

interface CommandInput {
  readonly idempotencyKey?: string | null;
}

function withKey<Input extends CommandInput>(input: Input): Input & { readonly idempotencyKey: string } {
  return { ...input, idempotencyKey: input.idempotencyKey ?? randomId() };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A request as it goes out, and whether sending it twice does nothing twice. */
export interface Repeatable {
  readonly isMutation: boolean;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The key of each command, by the variable that holds its input. */
  readonly idempotencyKeys: Readonly<Record<string, string>>;
  readonly isRepeatable: boolean;
}

/**
 * Gives each command of a mutation a key, where the caller has not: a server that gets the same command twice then
 * does it once. A command whose input is written into the document cannot be given one, and is not sent twice.
 */
export function repeatable(text: string, all: object): Repeatable {
  const variables: Readonly<Record<string, unknown>> = { ...all };
  const code = text.replace(NO_CODE, ' ');
  const isMutation = !isQuery(code);
  if (!isMutation) return { isMutation, variables, idempotencyKeys: {}, isRepeatable: true };
  // Arguments of the name; a variable of that name has its type behind it instead.
  const given = [...code.matchAll(/[^$\w]input\s*:\s*(?:\$(\w+))?/g)].map(([, name]) => name);
  const inputs = given.filter((name) => name !== undefined);
  const isEveryInputGiven = inputs.length > 0 && inputs.length === given.length;
  // Twice the same variable would be twice the same command under one key.
  const isEachItsOwn = new Set(inputs).size === inputs.length;
  if (!isEveryInputGiven || !isEachItsOwn || !inputs.every((name) => isObject(variables[name])))
    return { isMutation, variables, idempotencyKeys: {}, isRepeatable: false };
  const keyed = inputs.map((name) => [name, withKey(variables[name] as Keyed)] as const);
  return {
    isMutation,
    variables: { ...variables, ...Object.fromEntries(keyed) },
    idempotencyKeys: Object.fromEntries(keyed.map(([name, { idempotencyKey }]) => [name, idempotencyKey])),
    isRepeatable: true,
  };
}

/** Random and as long as a UUID; `randomUUID` itself is not to be had in pages without TLS. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Strings and comments, which may say anything, and commas, which say nothing. */
const NO_CODE = /"""(?:\\"""|(?!\\?""")[^])*"""|"(?:\\.|[^"\\\n\r])*"|#[^\n\r]*|,/g;

/** Whatever is not clearly a query is taken for a mutation: to be careful with a query costs nothing. */
function isQuery(code: string): boolean {
  let heads = code;
  for (let before = ''; before !== heads;) {
    before = heads;
    heads = heads.replace(/\([^(){}]*\)/g, ' ').replace(/\{[^(){}]*\}/g, ';');
  }
  return heads.split(';').every((head) => /^\s*((query|fragment)\b[^{}()]*)?$/.test(head));
}

interface Keyed {
  readonly idempotencyKey?: string | null;
}

function withKey<Input extends Keyed>(input: Input): Input & { readonly idempotencyKey: string } {
  return { ...input, idempotencyKey: input.idempotencyKey ?? randomId() };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

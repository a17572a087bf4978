export interface Answer {
  /** 0 if the connection ended without an answer. */
  readonly status: number;
  readonly text: string;
}

/** The request or its answer was incomplete when the attack ended. */
export const UNFINISHED = 'unfinished';

const NO_ANSWER = 'no answer';

/** Error codes are in `extensions`, refusal codes in the data. */
const ERROR_CODE = /"extensions":\{"code":"(\w+)"/g;
const REFUSAL_CODE = /(?<!"extensions":)\{"code":"(\w+)"/g;

/**
 * Summarizes an answer in one line: the status and the codes of its errors or refusals, such as `400 TOO_MANY_ITEMS` or
 * `200 refused NOT_ELIGIBLE`. An answer without errors whose fields are all null is `200 null`.
 */
export function outcomeOf({ status, text }: Answer): string {
  if (status === 0) return NO_ANSWER;
  const errors = codesIn(text, ERROR_CODE);
  if (hasErrors(text)) return [status, ...(errors.length === 0 ? ['without a code'] : errors)].join(' ');
  const refusals = text.includes('"refusals":[{') ? codesIn(text, REFUSAL_CODE) : [];
  if (refusals.length > 0) return [status, 'refused', ...refusals].join(' ');
  return status === 200 && isNull(text) ? `${status} null` : String(status);
}

function codesIn(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, code = '']) => code))].toSorted();
}

/** Apollo writes errors before the data. */
function hasErrors(text: string): boolean {
  return text.startsWith('{"errors":');
}

/** A long answer never consists of nulls, so only short ones are parsed. */
function isNull(text: string): boolean {
  if (text.length > 10_000) return false;
  const { data } = JSON.parse(text) as { readonly data?: Readonly<Record<string, unknown>> | null };
  const values = Object.values(data ?? {});
  return values.every((value) => value === null);
}

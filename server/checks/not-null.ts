import { sentence } from '../messages';
import type { Refusal } from './refusal';
import { invalidRefusal } from './text';

/** In an update, null removes a value. Refuses null for the fields that must keep a value. */
export function checkNotNull<Input extends object>(
  input: Input,
  fields: readonly (keyof Input & string)[],
): readonly Refusal[] {
  return fields
    .filter((field) => input[field] === null)
    .map((field) => invalidRefusal(['input', field], sentence('update.null', { field })));
}

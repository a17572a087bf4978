import { checkWellFormed } from '../../checks/text';
import type { Refusal } from '../../checks/refusal';
import { inSequence } from '../../messages';
import { BadInput } from '../../request/bad-input';

/** Lets queries refuse the same arguments as commands, with the same messages, codes and paths. */
export function refuseInput(checks: readonly (Refusal | null)[]): void {
  const refusals = checks.filter((refusal) => refusal !== null);
  const [first, ...others] = refusals.map((refusal) => refusal.sentence);
  if (first === undefined) return;
  throw new BadInput(
    inSequence(first, others),
    refusals.map(({ code, path }) => ({ code, path })),
  );
}

/** For a string that is looked up in the database unchanged, such as a key. */
export function refuseIllFormed(path: readonly string[], value: string | null): void {
  if (value !== null) refuseInput([checkWellFormed(path, value)]);
}

import { say } from '../messages';
import type { Context } from '../request/context';
import type { ContributorSource } from './contributor';

/** What somebody is called in a sentence. */
export async function nameOf(
  { joiner, employeeId }: Pick<ContributorSource, 'joiner' | 'employeeId'>,
  load: Context['load'],
): Promise<string> {
  if (employeeId === null) return say('person.joiner', { number: joiner ?? 0 });
  return (await load.employee.load(employeeId))?.name ?? say('person.unknown');
}

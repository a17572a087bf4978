import { sentence, type Phrase } from '../../messages';
import type { Context } from '../../request/context';
import type { ContributorSource } from '../statuses/contributor';

export async function personName(
  { joiner, employeeId }: Pick<ContributorSource, 'joiner' | 'employeeId'>,
  load: Context['load'],
): Promise<Phrase> {
  if (employeeId === null) return sentence('person.joiner', { number: String(joiner ?? 0) });
  return (await load.employee.load(employeeId))?.name ?? sentence('person.unknown');
}

import { sentence } from '../../messages';
import type { Catalogue } from '../../rules';
import { required } from '../../request/required';
import { refuseInput } from './refuse-input';

export const COMPARED_TO = {
  nullable: true,
  description: 'The number of the version to compare with. Default: the version published before this one.',
} as const;

/** Returns null if no version is given and there is none before `version`. */
export function versionToCompare(
  versions: readonly Catalogue[],
  comparedTo: number | null,
  version: number,
): Catalogue | null {
  const compared = versions.find((one) => one.version === (comparedTo ?? version - 1)) ?? null;
  if (compared !== null || comparedTo === null) return compared;
  const newest = required(versions.at(-1)).version;
  const unknown = sentence('catalogue.version.unknown', { version: comparedTo, first: 1, newest });
  refuseInput([{ code: 'NOT_FOUND', sentence: unknown, path: ['comparedTo'] }]);
  return null;
}

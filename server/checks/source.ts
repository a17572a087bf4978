import { say } from '../messages';
import { checkText } from './text';
import type { Refusal } from './refusal';

/** The name of the feed that facts come from. */
export function checkSource(source: string): Refusal | null {
  return checkText(['input', 'source'], say('achievement.source'), source, { most: 60 });
}

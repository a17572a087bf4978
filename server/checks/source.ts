import { checkText } from './text';
import type { Refusal } from './refusal';

/** The source is the name of a feed. */
export function checkSource(source: string): Refusal | null {
  return checkText(['input', 'source'], source, { maxLength: 60 });
}

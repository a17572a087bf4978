import { checkText } from './text';
import type { Refusal } from './refusal';

export function checkSource(source: string): Refusal | null {
  return checkText(['input', 'source'], source, { maxLength: 60 });
}

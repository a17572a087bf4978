import type { z } from 'zod';
import type { Sentence } from '../messages';
import { describeIssue } from './describe-issue';

/** The messages of zod are text, so a sentence travels in one as JSON. */
export function asMessage(sentence: Sentence): string {
  return JSON.stringify(sentence);
}

export function sentenceIn({ message }: z.core.$ZodIssue): Sentence {
  // Every message of a catalogue document comes from `asMessage`.
  return JSON.parse(message) as Sentence;
}

export const issueMessage: z.core.$ZodErrorMap = (issue) => {
  const described = describeIssue(issue);
  return described === null ? undefined : asMessage(described);
};

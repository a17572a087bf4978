import { problemAtPlace, type Problem } from '../../server/catalogue/problem';
import type { AnyRefusal } from '../../server/checks/refusal';
import type { Sentence } from '../../server/messages';
import { PlainError } from '../../server/messages/plain-error';
import { textOf } from '../../server/messages/say';
import { ENGLISH } from '../../server/messages/words';

export function inEnglish(sentence: Sentence): string {
  return ENGLISH.say(sentence);
}

export function problemInEnglish(problem: Problem): string {
  return inEnglish(problemAtPlace(problem));
}

/** A refusal with a sentence, as a caller sees it. */
export function refusalInEnglish(refusal: AnyRefusal) {
  if (!('sentence' in refusal)) throw new Error('A check or a problem describes the refusal.');
  const { code, path, sentence } = refusal;
  return { code, path, message: inEnglish(sentence) };
}

/** The output of a program that fails without a stack trace. */
export async function textOfFailure(running: Promise<unknown>): Promise<string> {
  const failure = await running.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof PlainError))
    throw new Error('The program has not failed plainly.', { cause: failure });
  return textOf(failure);
}

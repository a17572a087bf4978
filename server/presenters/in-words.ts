import type { InWords } from '../../schema/in-words';
import type { Sentence } from '../messages';

export function inWords(sentence: Sentence | (() => Sentence)): InWords {
  return (_args, { words }) => words.say(typeof sentence === 'function' ? sentence() : sentence);
}

import { sentence, type Sentence } from '../messages';
import { shorten } from '../messages/shorten';

/** A problem in a document and its place, such as `competencies[3].paths[0].requires[1].metric`. */
export interface Problem {
  readonly place: string;
  readonly sentence: Sentence;
}

export const MAX_PROBLEMS = 100;

export function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    const name = shorten(String(step));
    return place === '' ? name : `${place}.${name}`;
  }, '');
}

export function problemAtPlace({ place, sentence: problem }: Problem): Sentence {
  return place === '' ? problem : sentence('document.problem', { place, problem });
}

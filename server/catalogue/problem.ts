import { shortened } from '../messages/shortened';

/** What is wrong with a document, and where: `competencies[3].paths[0].requires[1].metric`. */
export interface Problem {
  readonly place: string;
  readonly message: string;
}

/** More problems than this are not told at once. */
export const MAX_PROBLEMS = 100;

export function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    const name = shortened(String(step));
    return place === '' ? name : `${place}.${name}`;
  }, '');
}

export function sentenceOf(problem: Problem): string {
  return problem.place === '' ? problem.message : `${problem.place}: ${problem.message}`;
}

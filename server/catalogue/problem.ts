/** What is wrong with a document, and where: `competencies[3].paths[0].requires[1].metric`. */
export interface Problem {
  readonly place: string;
  readonly message: string;
}

export function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    return place === '' ? String(step) : `${place}.${String(step)}`;
  }, '');
}

export function sentenceOf(problem: Problem): string {
  return problem.place === '' ? problem.message : `${problem.place}: ${problem.message}`;
}

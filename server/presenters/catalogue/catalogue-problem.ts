import type { CatalogueProblem } from '../../../schema/catalogue/catalogue-problem';
import type { Problem } from '../../catalogue/problem';
import { inWords } from '../in-words';

export function presentProblem({ place, sentence }: Problem): CatalogueProblem {
  return { place, message: inWords(sentence) };
}

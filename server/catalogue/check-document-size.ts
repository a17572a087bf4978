import { sentence } from '../messages';
import { countValues } from './json-text';
import { checkLimit, CATALOGUE_LIMITS, MAX_NESTING } from './catalogue-limits';
import { listField } from './list-field';
import { placeOf, MAX_PROBLEMS, type Problem } from './problem';

/** Checks the size of a document before parsing, which limits the time that parsing and checking can take. */
export function checkTextSize(text: string): readonly Problem[] {
  const tooLong = checkLimit('document', text.length, '');
  return tooLong.length > 0 ? tooLong : checkLimit('values', countValues(text), '');
}

/** Checks the size of a parsed document, which may still be malformed. */
export function checkDocumentSize(document: object): readonly Problem[] {
  const size = new DocumentSize();
  size.add(document);
  if (size.tooDeep !== null) return [size.tooDeep];
  return [...size.problems, ...longLists(document)].slice(0, MAX_PROBLEMS);
}

class DocumentSize {
  tooDeep: Problem | null = null;
  readonly problems: Problem[] = [];
  readonly #path: (string | number)[] = [];

  add(value: unknown): void {
    if (typeof value === 'string') this.#measure(this.#limitOfText(), value);
    if (typeof value !== 'object' || value === null) return;
    if (this.#path.length === MAX_NESTING) {
      this.tooDeep = {
        place: placeOf(this.#path),
        sentence: sentence('document.nesting', { levels: MAX_NESTING }),
      };
      return;
    }
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) this.#addInner(index, value[index]);
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      this.#measure('name', name);
      this.#addInner(name, inner);
    }
  }

  #addInner(step: string | number, value: unknown): void {
    if (this.tooDeep !== null) return;
    this.#path.push(step);
    this.add(value);
    this.#path.pop();
  }

  #limitOfText(): 'text' | 'description' | 'note' {
    const [field, parent] = [this.#path.at(-1), this.#path.at(-2)];
    if (field === 'note') return 'note';
    // A description is a string, or an object of strings by language.
    return field === 'description' || parent === 'description' ? 'description' : 'text';
  }

  #measure(limit: 'text' | 'description' | 'note' | 'name', text: string): void {
    if (text.length <= CATALOGUE_LIMITS[limit] || this.problems.length === MAX_PROBLEMS) return;
    this.problems.push(...checkLimit(limit, text.length, placeOf(this.#path)));
  }
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + valuesIn(inner), 1);
}

const LISTS = ['centers', 'metrics', 'credentials', 'competencies', 'offers', 'benefits'] as const;

function longLists(document: object): readonly Problem[] {
  const paths = listField(document, 'competencies').map((competency) => listField(competency, 'paths'));
  const { policy = null } = document as { readonly policy?: unknown };
  return [
    ...LISTS.flatMap((name) => checkLimit(name, listField(document, name).length, name)),
    ...paths.flatMap(({ length }, i) => checkLimit('pathsOfCompetency', length, `competencies[${i}].paths`)),
    ...checkLimit(
      'paths',
      paths.reduce((sum, { length }) => sum + length, 0),
      'competencies',
    ),
    ...paths.flatMap((all, i) =>
      all.flatMap((path, j) => checkLimit('valuesOfPath', valuesIn(path), `competencies[${i}].paths[${j}]`)),
    ),
    ...checkLimit('reminderDays', listField(policy, 'reminderDays').length, 'policy.reminderDays'),
  ];
}

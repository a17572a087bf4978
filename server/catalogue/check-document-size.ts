import { say } from '../messages';
import { countValues } from './json-text';
import { beyond, CATALOGUE_LIMITS, MAX_NESTING } from './limits';
import { listIn } from './list-in';
import { placeOf, MAX_PROBLEMS, type Problem } from './problem';

/** The limits of a text that need not be a document yet: so much can be read and checked in a moment. */
export function checkTextSize(text: string): readonly Problem[] {
  const tooLong = beyond('document', text.length, '');
  return tooLong.length > 0 ? tooLong : beyond('values', countValues(text), '');
}

/** The limits of a document that need not be well formed yet. */
export function checkDocumentSize(document: object): readonly Problem[] {
  const size = new DocumentSize();
  size.add(document);
  if (size.tooDeep !== null) return [size.tooDeep];
  return [...size.problems, ...longLists(document)].slice(0, MAX_PROBLEMS);
}

/** Looks once at everything in a document. */
class DocumentSize {
  /** The first place that lies too deep; nothing is looked at after it. */
  tooDeep: Problem | null = null;
  /** Long texts and names. */
  readonly problems: Problem[] = [];
  readonly #path: (string | number)[] = [];

  add(value: unknown): void {
    if (typeof value === 'string') this.#measure(this.#path.at(-1) === 'note' ? 'note' : 'text', value);
    if (typeof value !== 'object' || value === null) return;
    if (this.#path.length === MAX_NESTING) {
      this.tooDeep = {
        place: placeOf(this.#path),
        message: say('document.nesting', { levels: MAX_NESTING }),
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

  #measure(limit: 'text' | 'note' | 'name', text: string): void {
    if (text.length <= CATALOGUE_LIMITS[limit] || this.problems.length === MAX_PROBLEMS) return;
    this.problems.push(...beyond(limit, text.length, placeOf(this.#path)));
  }
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + valuesIn(inner), 1);
}

const LISTS = ['centers', 'metrics', 'credentials', 'competencies', 'offers', 'benefits'] as const;

function longLists(document: object): readonly Problem[] {
  const paths = listIn(document, 'competencies').map((competency) => listIn(competency, 'paths'));
  const { policy = null } = document as { readonly policy?: unknown };
  return [
    ...LISTS.flatMap((name) => beyond(name, listIn(document, name).length, name)),
    ...paths.flatMap(({ length }, i) => beyond('pathsOfCompetency', length, `competencies[${i}].paths`)),
    ...beyond(
      'paths',
      paths.reduce((sum, { length }) => sum + length, 0),
      'competencies',
    ),
    ...paths.flatMap((all, i) =>
      all.flatMap((path, j) => beyond('valuesOfPath', valuesIn(path), `competencies[${i}].paths[${j}]`)),
    ),
    ...beyond('reminderDays', listIn(policy, 'reminderDays').length, 'policy.reminderDays'),
  ];
}

/** The two types that GraphQL over HTTP knows for answers: the old one first, which whoever takes anything gets. */
export const JSON_TYPE = 'application/json; charset=utf-8';
export const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

export type MediaType = typeof JSON_TYPE | typeof GRAPHQL_TYPE;

const TYPES: readonly MediaType[] = [JSON_TYPE, GRAPHQL_TYPE];

/** By header: clients of one kind send the same one again and again. */
const found = new Map<string, MediaType | null>();
const MAX_HEADERS = 100;

/** Browsers send about 150 characters. Weighing the 5,000 types of a header of 16 kB takes Apollo ten milliseconds. */
const MAX_CHARACTERS = 1000;

export function isTooLongToRead(accept: string | undefined): boolean {
  return accept !== undefined && accept.length > MAX_CHARACTERS;
}

/**
 * Which type a client wants its answer in, by its Accept header; null when it can read neither, or when the header is too
 * long to be read. Without the header it takes anything (RFC 9110) and is the oldest of clients, so it gets JSON.
 */
export function mediaTypeFor(accept: string | undefined): MediaType | null {
  if (isTooLongToRead(accept)) return null;
  const header = accept ?? '';
  const known = found.get(header);
  if (known !== undefined) return known;
  const type = typeFor(header);
  if (found.size >= MAX_HEADERS) found.clear();
  found.set(header, type);
  return type;
}

const HTML_TYPE = 'text/html';

/** Whether a client that takes several types wants a page first, as a browser does when a person opens an address. */
export function prefersHtml(accept: string | undefined): boolean {
  return preferredOf([...TYPES, HTML_TYPE], accept ?? '') === HTML_TYPE;
}

function typeFor(accept: string): MediaType | null {
  return preferredOf(TYPES, accept);
}

function preferredOf<Type extends string>(types: readonly Type[], accept: string): Type | null {
  const ranges = rangesOf(accept.trim() === '' ? '*/*' : accept);
  const wanted = types.flatMap((type) => {
    const range = rangeOf(ranges, type);
    return range === null || range.weight === 0 ? [] : [{ type, range }];
  });
  return wanted.toSorted((a, b) => preferred(a.range, b.range))[0]?.type ?? null;
}

interface Range {
  readonly name: string;
  readonly weight: number;
  /** 2: one type; 1: all of a kind; 0: anything. */
  readonly precision: number;
  readonly position: number;
}

/** Parameters do not matter here, but for the weight: our types come in UTF-8 only, whatever is asked for. */
function rangesOf(accept: string): readonly Range[] {
  return accept.split(',').map((part, position) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length);
    return {
      name,
      weight: weight === undefined ? 1 : Number(weight) || 0,
      precision: name === '*/*' ? 0 : name.endsWith('/*') ? 1 : 2,
      position,
    };
  });
}

/** Of all ranges that a type falls into, the most precise one speaks for it. */
function rangeOf(ranges: readonly Range[], type: string): Range | null {
  const [name = ''] = type.split(';');
  const group = `${name.split('/')[0]}/*`;
  const matching = ranges.filter((range) => ['*/*', group, name].includes(range.name));
  return matching.toSorted((a, b) => b.precision - a.precision || a.position - b.position)[0] ?? null;
}

function preferred(a: Range, b: Range): number {
  return b.weight - a.weight || b.precision - a.precision || a.position - b.position;
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { sentenceOf, type Problem } from '../catalogue/problem';
import { readCatalogue } from '../catalogue/read-catalogue';
import { repeatedKeys } from '../catalogue/repeated-keys';
import type { Catalogue } from '../rules';
import type { Case } from './case-document';
import { catalogueNameOf, readCases } from './read-cases';

/** A file that cannot be evaluated, with the places and the reasons. */
export class RefusedCases extends Error {}

/** Cases that are well formed, with the catalogue that they are about. */
export interface LoadedCases {
  readonly cases: readonly Case[];
  readonly catalogue: Catalogue;
  /** The file of the catalogue. */
  readonly catalogueFile: string;
}

/** Reads a case file and its catalogue, which lies beside it, in its parent folder, or in the folder named. */
export function loadCases(file: string, folder: string): LoadedCases {
  const document = readJson(file);
  const name = catalogueNameOf(document);
  if (name === null) throw new RefusedCases(`${file}: catalogue: names no catalogue`);
  const places = [dirname(file), dirname(dirname(resolve(file))), folder];
  const path = places.map((place) => resolve(place, name)).find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new RefusedCases(
      `${file}: catalogue: "${name}" is not in ${places.join(' nor in ')}; name its folder with --catalogue`,
    );
  }
  const { catalogue, problems } = readCatalogue(readJson(path));
  if (catalogue === null) throw refusal(path, problems);
  const read = readCases(document, catalogue);
  if (read.cases === null) throw refusal(file, read.problems);
  return { cases: read.cases, catalogue, catalogueFile: path };
}

function readJson(file: string): unknown {
  // Some editors begin a file with a byte order mark, which is not JSON.
  const text = orRefusedCases(() => readFileSync(file, 'utf8'), `${file}: cannot be read`).replace(
    /^\uFEFF/,
    '',
  );
  const document = orRefusedCases((): unknown => JSON.parse(text), `${file}: is not JSON`);
  const repeated = repeatedKeys(text);
  if (repeated.length > 0) throw refusal(file, repeated);
  return document;
}

function refusal(file: string, problems: readonly Problem[]): RefusedCases {
  return new RefusedCases(problems.map((each) => `${file}: ${sentenceOf(each)}`).join('\n'));
}

function orRefusedCases<T>(attempt: () => T, problem: string): T {
  try {
    return attempt();
  } catch (error) {
    // Both report nothing but errors with a message.
    throw new RefusedCases(`${problem}: ${(error as Error).message}`);
  }
}

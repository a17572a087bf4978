import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Problem } from '../catalogue/problem';
import { readCatalogue } from '../catalogue/read-catalogue';
import { repeatedKeys } from '../catalogue/repeated-keys';
import { ENGLISH } from '../messages/words';
import type { Catalogue } from '../rules';
import type { Case } from './case-document';
import { catalogueNameOf, readCases, type CaseProblem } from './read-cases';

export class CaseFileError extends Error {}

export interface LoadedCases {
  readonly cases: readonly Case[];
  readonly catalogue: Catalogue;
  readonly catalogueFile: string;
}

/** Reads a case file and its catalogue, which is in the same folder, the parent folder or the given folder. */
export function loadCases(file: string, folder: string): LoadedCases {
  const document = readJson(file);
  const name = catalogueNameOf(document);
  if (name === null) throw new CaseFileError(`${file}: catalogue: Give the file name of a catalogue.`);
  const folders = [dirname(file), dirname(dirname(resolve(file))), folder];
  const path = folders.map((place) => resolve(place, name)).find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new CaseFileError(
      `${file}: catalogue: "${name}" is in none of ${folders.join(', ')}. Name its folder with --catalogue.`,
    );
  }
  const { catalogue, problems } = readCatalogue(readJson(path));
  if (catalogue === null) throw refusedCases(path, problems.map(inEnglish));
  const read = readCases(document, catalogue);
  if (read.cases === null) throw refusedCases(file, read.problems);
  return { cases: read.cases, catalogue, catalogueFile: path };
}

function readJson(file: string): unknown {
  // Some editors add a byte order mark, which JSON.parse rejects.
  const text = refusingErrors(() => readFileSync(file, 'utf8'), `${file}: cannot be read`).replace(
    /^\uFEFF/,
    '',
  );
  const document = refusingErrors((): unknown => JSON.parse(text), `${file}: is not JSON`);
  const repeated = repeatedKeys(text);
  if (repeated.length > 0) throw refusedCases(file, repeated.map(inEnglish));
  return document;
}

function inEnglish({ place, sentence }: Problem): CaseProblem {
  return { place, message: ENGLISH.say(sentence) };
}

function refusedCases(file: string, problems: readonly CaseProblem[]): CaseFileError {
  const lines = problems.map(({ place, message }) => (place === '' ? message : `${place}: ${message}`));
  return new CaseFileError(lines.map((line) => `${file}: ${line}`).join('\n'));
}

function refusingErrors<T>(attempt: () => T, problem: string): T {
  try {
    return attempt();
  } catch (error) {
    // Reading a file and parsing JSON throw only instances of Error.
    throw new CaseFileError(`${problem}: ${(error as Error).message}`);
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { sentenceOf, type Problem } from '../catalogue/problem';
import { readCatalogue } from '../catalogue/read-catalogue';
import type { Catalogue } from '../rules';
import type { Case } from './case-document';
import { checkCase } from './check-case';
import { catalogueNameOf, readCases } from './read-cases';
import { repeatedKeys } from '../catalogue/repeated-keys';

const USAGE = 'Usage: npm run cases -- FILE... [--catalogue DIR]';

/** A file that cannot be evaluated, with the places and the reasons. */
class Refused extends Error {}

/**
 * Evaluates case files and writes every expectation that differs. Each answer that a case asks for (each field of
 * an expectation, each entry of `holds`) counts as one. True when all passed and no file was refused.
 */
export function runCases(
  args: readonly string[],
  ownCatalogues: string,
  write: (line: string) => void,
): boolean {
  const { files, folder, problem } = readArguments(args);
  if (problem !== null) {
    write(problem);
    write(USAGE);
    return false;
  }
  const count = { passed: 0, failed: 0, refused: 0 };
  for (const file of files) {
    try {
      const { cases, catalogue } = load(file, folder ?? ownCatalogues);
      for (const one of cases) tell(file, one, catalogue, count, write);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      count.refused++;
      write(error.message);
    }
  }
  if (count.refused > 0) write(`${count.refused} of ${files.length} files refused`);
  write(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 && count.refused === 0;
}

function readArguments(args: readonly string[]): {
  files: readonly string[];
  folder: string | null;
  problem: string | null;
} {
  const files: string[] = [];
  let folder: string | null = null;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--catalogue') {
      folder = args[++i] ?? null;
      if (folder === null) return { files, folder, problem: '--catalogue needs a folder.' };
    } else if (arg.startsWith('--catalogue=')) {
      folder = arg.slice('--catalogue='.length);
    } else if (arg.startsWith('-')) {
      return { files, folder, problem: `There is no option "${arg}".` };
    } else {
      files.push(arg);
    }
  }
  return { files, folder, problem: files.length === 0 ? 'No case file was named.' : null };
}

function load(file: string, folder: string): { cases: readonly Case[]; catalogue: Catalogue } {
  const document = readJson(file);
  const name = catalogueNameOf(document);
  if (name === null) throw new Refused(`${file}: catalogue: names no catalogue`);
  const places = [dirname(file), dirname(dirname(resolve(file))), folder];
  const path = places.map((place) => resolve(place, name)).find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new Refused(
      `${file}: catalogue: "${name}" is not in ${places.join(' nor in ')}; name its folder with --catalogue`,
    );
  }
  const { catalogue, problems } = readCatalogue(readJson(path));
  if (catalogue === null) throw refusal(path, problems);
  const read = readCases(document, catalogue);
  if (read.cases === null) throw refusal(file, read.problems);
  return { cases: read.cases, catalogue };
}

function readJson(file: string): unknown {
  // Some editors begin a file with a byte order mark, which is not JSON.
  const text = orRefused(() => readFileSync(file, 'utf8'), `${file}: cannot be read`).replace(/^\uFEFF/, '');
  const document = orRefused((): unknown => JSON.parse(text), `${file}: is not JSON`);
  const repeated = repeatedKeys(text);
  if (repeated.length > 0) throw refusal(file, repeated);
  return document;
}

function refusal(file: string, problems: readonly Problem[]): Refused {
  return new Refused(problems.map((each) => `${file}: ${sentenceOf(each)}`).join('\n'));
}

function orRefused<T>(attempt: () => T, problem: string): T {
  try {
    return attempt();
  } catch (error) {
    // Both report nothing but errors with a message.
    throw new Refused(`${problem}: ${(error as Error).message}`);
  }
}

function tell(
  file: string,
  one: Case,
  catalogue: Catalogue,
  count: { passed: number; failed: number },
  write: (line: string) => void,
): void {
  for (const { on, of, expected, got } of checkCase([catalogue], one)) {
    if (expected === got) {
      count.passed++;
      continue;
    }
    count.failed++;
    write(`${file} · ${one.name} · ${on} · ${of}`);
    write(`  expected ${expected}`);
    write(`  got      ${got}`);
  }
}

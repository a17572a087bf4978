import type { Catalogue } from '../rules';
import type { Case } from './case-document';
import { checkCase, differencesInWords, answersByRules } from './compare-answers';
import { loadCases, CaseFileError } from './load-cases';

const USAGE = 'Usage: npm run cases -- FILE... [--catalogue DIR]';

/**
 * Evaluates case files and writes every difference. Each field of an expectation and each entry of `holds` counts as
 * one answer. Returns true if all answers passed and no file was refused.
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
      const { cases, catalogue } = loadCases(file, folder ?? ownCatalogues);
      for (const one of cases) evaluateCase(file, one, catalogue, count, write);
    } catch (error) {
      if (!(error instanceof CaseFileError)) throw error;
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
      return { files, folder, problem: `Unknown option "${arg}".` };
    } else {
      files.push(arg);
    }
  }
  return { files, folder, problem: files.length === 0 ? 'Give at least one case file.' : null };
}

function evaluateCase(
  file: string,
  one: Case,
  catalogue: Catalogue,
  count: { passed: number; failed: number },
  write: (line: string) => void,
): void {
  const answers = checkCase(one, answersByRules([catalogue], one.facts));
  const differences = differencesInWords(file, one, answers);
  count.passed += answers.length - differences.length;
  count.failed += differences.length;
  for (const line of differences.flatMap((difference) => difference.split('\n'))) write(line);
}

import { parseArgs } from 'node:util';
import { checkReason } from '../checks/reason';
import { checkSource } from '../checks/source';
import { checkText } from '../checks/text';
import { nearMatch } from '../checks/near-match';
import { say } from '../messages';
import { PlainError } from '../messages/plain-error';
import type { Told } from './kind';
import { FORMATS, type Format } from './read-rows';

/** What the command line asks for. */
export interface ImportOptions {
  readonly kind: (typeof KINDS)[number];
  /** Null: the standard input. */
  readonly file: string | null;
  readonly format: Format;
  readonly told: Told;
  /** Who does it, for the audit log. */
  readonly actor: string;
  readonly dryRun: boolean;
  /** The file that gets the rows that are refused. */
  readonly report: string;
  readonly portion: number;
}

/** The command line cannot be meant. */
export class Usage extends PlainError {}

const KINDS = ['achievements', 'metrics'] as const;
const MAX_PORTION = 5000;

const OPTIONS = {
  source: { type: 'string' },
  reason: { type: 'string' },
  actor: { type: 'string', default: 'command-line' },
  format: { type: 'string' },
  report: { type: 'string' },
  batch: { type: 'string', default: '500' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What `--help` says. */
export function helpOnImport(): string {
  return say('import.help', {
    most: MAX_PORTION,
    batch: OPTIONS.batch.default,
    actor: OPTIONS.actor.default,
  });
}

/** Reads the arguments; null: help is asked for. */
export function readCommandLine(args: readonly string[]): ImportOptions | null {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    // What is wrong is said below, in our words.
    strict: false,
    tokens: true,
  });
  if (values.help === true || args.length === 0) return null;
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    mustBeOption(token.name, token.rawName);
    const { type } = OPTIONS[token.name];
    if (type === 'string' && token.value === undefined)
      throw new Usage(say('import.option.value', { option: token.rawName }));
    if (type === 'boolean' && token.value !== undefined)
      throw new Usage(say('import.option.noValue', { option: token.rawName }));
    given.set(token.name, token.value ?? '');
  }
  const option = (name: keyof typeof OPTIONS) => given.get(name) ?? null;
  const [kind, path, ...others] = positionals;
  if (kind === undefined || path === undefined || others.length > 0) throw new Usage(say('import.usage'));
  const file = path === '-' ? null : path;
  const known = oneOf(KINDS, kind, (allowed) => say('import.kind', { kind, allowed }));
  return {
    kind: known,
    file,
    format: formatOf(file, option('format')),
    told: toldOf(known, option('source'), option('reason')),
    actor: checked(option('actor') ?? OPTIONS.actor.default),
    dryRun: given.has('dry-run'),
    report: option('report') ?? `${file ?? 'import'}.${given.has('dry-run') ? 'foreseen' : 'refused'}.csv`,
    portion: portionOf(option('batch') ?? OPTIONS.batch.default),
  };
}

function mustBeOption(name: string, rawName: string): asserts name is keyof typeof OPTIONS {
  if (Object.hasOwn(OPTIONS, name)) return;
  const near = nearMatch(name, Object.keys(OPTIONS));
  throw new Usage(
    near === null
      ? say('import.option.unknown', { option: rawName })
      : say('import.option.near', { option: rawName, near: `--${near}` }),
  );
}

function formatOf(file: string | null, given: string | null): Format {
  if (given !== null)
    return oneOf(FORMATS, given, (allowed) => say('import.format', { format: given, allowed }));
  if (file !== null && /\.csv$/i.test(file)) return 'csv';
  if (file !== null && /\.(jsonl|ndjson)$/i.test(file)) return 'jsonl';
  throw new Usage(say('import.format.unknown', { file: file ?? '-' }));
}

function toldOf(kind: ImportOptions['kind'], source: string | null, reason: string | null): Told {
  const wrong = checkReason(reason) ?? (source === null ? null : checkSource(source));
  if (wrong !== null) throw new Usage(wrong.message);
  if (kind === 'metrics' && source !== null) throw new Usage(say('import.source.none'));
  if (kind === 'achievements' && source === null) throw new Usage(say('import.source'));
  return { source: source ?? '', reason };
}

function checked(actor: string): string {
  const wrong = checkText([], say('import.actor'), actor, { most: 200 });
  if (wrong !== null) throw new Usage(wrong.message);
  return actor;
}

function portionOf(given: string): number {
  const portion = Number(given);
  if (/^\d+$/.test(given) && portion >= 1 && portion <= MAX_PORTION) return portion;
  throw new Usage(say('import.batch', { batch: given, most: MAX_PORTION }));
}

function oneOf<One extends string>(
  all: readonly One[],
  given: string,
  otherwise: (allowed: string) => string,
): One {
  const found = all.find((one) => one === given);
  if (found === undefined) throw new Usage(otherwise(all.join(', ')));
  return found;
}

import { parseArgs } from 'node:util';
import { checkReason } from '../checks/reason';
import { checkSource } from '../checks/source';
import { checkText } from '../checks/text';
import { nearMatch } from '../checks/near-match';
import { say } from '../messages/say';
import { ENGLISH } from '../messages/words';
import { PlainError } from '../messages/plain-error';
import type { Provenance } from './import-kind';
import { FORMATS, type Format } from './read-rows';

export interface ImportOptions {
  readonly kind: (typeof KINDS)[number];
  /** Null for standard input. */
  readonly file: string | null;
  readonly format: Format;
  readonly provenance: Provenance;
  readonly actor: string;
  readonly dryRun: boolean;
  readonly report: string;
  readonly portion: number;
}

export class UsageError extends PlainError {}

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

export function importHelp(): string {
  return say('import.help', {
    max: String(MAX_PORTION),
    batch: OPTIONS.batch.default,
    actor: OPTIONS.actor.default,
  });
}

/** Returns null if help is requested or no arguments are given. */
export function readCommandLine(args: readonly string[]): ImportOptions | null {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    // Invalid options get our own messages below.
    strict: false,
    tokens: true,
  });
  if (values.help === true || args.length === 0) return null;
  const optionValues = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    requireKnownOption(token.name, token.rawName);
    const { type } = OPTIONS[token.name];
    if (type === 'string' && token.value === undefined)
      throw new UsageError(say('import.option.value', { option: token.rawName }));
    if (type === 'boolean' && token.value !== undefined)
      throw new UsageError(say('import.option.noValue', { option: token.rawName }));
    optionValues.set(token.name, token.value ?? '');
  }
  const option = (name: keyof typeof OPTIONS) => optionValues.get(name) ?? null;
  const [kind, path, ...others] = positionals;
  if (kind === undefined || path === undefined || others.length > 0)
    throw new UsageError(say('import.usage'));
  const file = path === '-' ? null : path;
  const importKind = oneOf(KINDS, kind, (allowed) => say('import.kind', { kind, allowed }));
  return {
    kind: importKind,
    file,
    format: formatOf(file, option('format')),
    provenance: rowValues(importKind, option('source'), option('reason')),
    actor: checkedActor(option('actor') ?? OPTIONS.actor.default),
    dryRun: optionValues.has('dry-run'),
    report:
      option('report') ?? `${file ?? 'import'}.${optionValues.has('dry-run') ? 'dry-run' : 'refused'}.csv`,
    portion: parseBatch(option('batch') ?? OPTIONS.batch.default),
  };
}

function requireKnownOption(name: string, rawName: string): asserts name is keyof typeof OPTIONS {
  if (Object.hasOwn(OPTIONS, name)) return;
  const near = nearMatch(name, Object.keys(OPTIONS));
  throw new UsageError(
    near === null
      ? say('import.option.unknown', { option: rawName })
      : say('import.option.near', { option: rawName, near: `--${near}` }),
  );
}

function formatOf(file: string | null, format: string | null): Format {
  if (format !== null) return oneOf(FORMATS, format, (allowed) => say('import.format', { format, allowed }));
  if (file !== null && /\.csv$/i.test(file)) return 'csv';
  if (file !== null && /\.(jsonl|ndjson)$/i.test(file)) return 'jsonl';
  throw new UsageError(say('import.format.unknown', { file: file ?? '-' }));
}

function rowValues(kind: ImportOptions['kind'], source: string | null, reason: string | null): Provenance {
  const problem = checkReason(reason) ?? (source === null ? null : checkSource(source));
  if (problem !== null) throw new UsageError(ENGLISH.say(problem.sentence));
  if (kind === 'metrics' && source !== null) throw new UsageError(say('import.source.none'));
  if (kind === 'achievements' && source === null) throw new UsageError(say('import.source'));
  return { source: source ?? '', reason };
}

function checkedActor(actor: string): string {
  const problem = checkText(['actor'], actor, { maxLength: 200 });
  if (problem !== null) throw new UsageError(ENGLISH.say(problem.sentence));
  return actor;
}

function parseBatch(batch: string): number {
  const portion = Number(batch);
  if (/^\d+$/.test(batch) && portion >= 1 && portion <= MAX_PORTION) return portion;
  throw new UsageError(say('import.batch', { batch, max: MAX_PORTION }));
}

function oneOf<One extends string>(
  all: readonly One[],
  value: string,
  messageOf: (allowed: string) => string,
): One {
  const match = all.find((one) => one === value);
  if (match === undefined) throw new UsageError(messageOf(all.join(', ')));
  return match;
}

import { describe, expect, it } from '@jest/globals';
import { importHelp, readCommandLine, UsageError } from '../../../server/import/command-line';

const read = (line: string) => readCommandLine(line.split(' '));

function usageError(line: string): string {
  try {
    return JSON.stringify(read(line));
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe('the command line of an import', () => {
  it('names the kind, the file and the source', () => {
    expect(read('achievements feed.csv --source pearson')).toEqual({
      kind: 'achievements',
      file: 'feed.csv',
      format: 'csv',
      provenance: { source: 'pearson', reason: null },
      actor: 'command-line',
      dryRun: false,
      report: 'feed.csv.refused.csv',
      portion: 500,
    });
    expect(
      read('metrics --format jsonl - --dry-run --report bad.csv --batch=7 --reason why --actor migration'),
    ).toEqual({
      kind: 'metrics',
      file: null,
      format: 'jsonl',
      provenance: { source: '', reason: 'why' },
      actor: 'migration',
      dryRun: true,
      report: 'bad.csv',
      portion: 7,
    });
  });

  it('writes a dry run to a separate report by default', () => {
    expect(read('metrics sales.NDJSON --dry-run')).toMatchObject({
      format: 'jsonl',
      report: 'sales.NDJSON.dry-run.csv',
    });
    expect(read('metrics - --format csv')).toMatchObject({ file: null, report: 'import.refused.csv' });
  });

  it('prints help that names every option', () => {
    expect(readCommandLine([])).toBeNull();
    expect(read('--help')).toBeNull();
    expect(read('metrics x.csv -h')).toBeNull();
    for (const option of ['source', 'dry-run', 'format', 'report', 'reason', 'actor', 'batch']) {
      expect(importHelp()).toContain(`--${option} `);
    }
    expect(importHelp()).not.toMatch(/[{}]/);
  });

  it.each([
    ['achievements', /^Say what to import, and give one file/],
    ['achievements a.csv b.csv --source x', /^Say what to import, and give one file/],
    ['achievement a.csv', /^"achievement" cannot be imported. Use one of: achievements, metrics.$/],
    ['metrics a.csv --dryrun', /^There is no option "--dryrun". Did you mean "--dry-run"\?$/],
    ['metrics a.csv --frobnicate', /^There is no option "--frobnicate". See --help.$/],
    ['metrics a.csv -x', /^There is no option "-x". See --help.$/],
    ['metrics a.csv --reason', /^The option "--reason" needs a value.$/],
    ['metrics a.csv --dry-run=yes', /^The option "--dry-run" takes no value. Leave the value out.$/],
    ['metrics a.csv --format xml', /^The format "xml" is not supported. Use one of: csv, jsonl.$/],
    [
      'metrics a.txt',
      /^The name "a.txt" does not show whether the file is CSV or JSON Lines. Add --format csv or --format jsonl.$/,
    ],
    ['metrics -', /^The name "-" does not show/],
    ['metrics a.csv --source x', /^Metrics have no source. Leave --source out.$/],
    ['achievements a.csv', /^Give the source of the achievements with --source/],
    [
      `achievements a.csv --source ${'x'.repeat(61)}`,
      /^"source" has 61 characters; at most 60 are allowed.$/,
    ],
    ['metrics a.csv --actor=', /^"actor" must not be empty.$/],
    ['metrics a.csv --batch 0', /^The batch size "0" is not valid. Give a whole number from 1 to 5,000.$/],
    ['metrics a.csv --batch 5001', /^The batch size "5001" is not valid/],
    ['metrics a.csv --batch 1e3', /^The batch size "1e3" is not valid/],
  ])('refuses "%s" and suggests a remedy', (line, sentence) => {
    expect(usageError(line)).toMatch(sentence);
  });
});

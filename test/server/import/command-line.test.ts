import { describe, expect, it } from '@jest/globals';
import { helpOnImport, readCommandLine, Usage } from '../../../server/import/command-line';

const read = (line: string) => readCommandLine(line.split(' '));

function wrong(line: string): string {
  try {
    return JSON.stringify(read(line));
  } catch (error) {
    if (error instanceof Usage) return error.message;
    throw error;
  }
}

describe('the command line of an import', () => {
  it('names what to import, the file and who tells it', () => {
    expect(read('achievements feed.csv --source pearson')).toEqual({
      kind: 'achievements',
      file: 'feed.csv',
      format: 'csv',
      told: { source: 'pearson', reason: null },
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
      told: { source: '', reason: 'why' },
      actor: 'migration',
      dryRun: true,
      report: 'bad.csv',
      portion: 7,
    });
  });

  it('has a report of its own for a dry run, so that the one of an import stays', () => {
    expect(read('metrics sales.NDJSON --dry-run')).toMatchObject({
      format: 'jsonl',
      report: 'sales.NDJSON.foreseen.csv',
    });
    expect(read('metrics - --format csv')).toMatchObject({ file: null, report: 'import.refused.csv' });
  });

  it('gives help, which names every option', () => {
    expect(readCommandLine([])).toBeNull();
    expect(read('--help')).toBeNull();
    expect(read('metrics x.csv -h')).toBeNull();
    for (const option of ['source', 'dry-run', 'format', 'report', 'reason', 'actor', 'batch']) {
      expect(helpOnImport()).toContain(`--${option} `);
    }
    expect(helpOnImport()).not.toMatch(/[{}]/);
  });

  it.each([
    ['achievements', /^Say what to import, and one file/],
    ['achievements a.csv b.csv --source x', /^Say what to import, and one file/],
    ['achievement a.csv', /^"achievement" cannot be imported. Name one of achievements, metrics.$/],
    ['metrics a.csv --dryrun', /^There is no option "--dryrun". Did you mean "--dry-run"\?$/],
    ['metrics a.csv --frobnicate', /^There is no option "--frobnicate". See --help.$/],
    ['metrics a.csv -x', /^There is no option "-x". See --help.$/],
    ['metrics a.csv --reason', /^The option "--reason" needs a value.$/],
    ['metrics a.csv --dry-run=yes', /^The option "--dry-run" has no value. Leave it out.$/],
    ['metrics a.csv --format xml', /^The format "xml" cannot be read. Name one of csv, jsonl.$/],
    [
      'metrics a.txt',
      /^The name "a.txt" does not say whether it is CSV or JSON Lines. Add --format csv or jsonl.$/,
    ],
    ['metrics -', /^The name "-" does not say/],
    ['metrics a.csv --source x', /^Metrics have no source. Leave --source out.$/],
    ['achievements a.csv', /^Say with --source who tells the achievements/],
    [
      `achievements a.csv --source ${'x'.repeat(61)}`,
      /^The source has 61 characters; at most 60 are possible.$/,
    ],
    ['metrics a.csv --actor=', /^The actor must not be empty.$/],
    ['metrics a.csv --batch 0', /^A batch of "0" rows is not possible. Name a whole number from 1 to 5000.$/],
    ['metrics a.csv --batch 5001', /^A batch of "5001" rows/],
    ['metrics a.csv --batch 1e3', /^A batch of "1e3" rows/],
  ])('refuses "%s", and says what to do', (line, sentence) => {
    expect(wrong(line)).toMatch(sentence);
  });
});

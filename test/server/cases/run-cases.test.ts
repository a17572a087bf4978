import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runCases } from '../../../server/cases/run-cases';
import type { EditableJson } from '../../support/catalogue';

const CASES = join(__dirname, '../../cases');
const CATALOGUES = join(__dirname, '../../../server/catalogue');

function run(...args: string[]): { passed: boolean; lines: string[] } {
  const lines: string[] = [];
  const passed = runCases(args, CATALOGUES, (line) => lines.push(line));
  return { passed, lines };
}

describe('the case files of the programme', () => {
  const files = readdirSync(CASES).filter((file) => file.endsWith('.json'));

  it.each(files)('%s agrees with the rules', (file) => {
    const { passed, lines } = run(join(CASES, file));
    expect(lines).toEqual([expect.stringMatching(/^[1-9]\d* passed, 0 failed$/)]);
    expect(passed).toBe(true);
  });
});

const CASE = {
  name: 'two exams make Silver',
  organization: { market: 'DEVELOPED' },
  people: {
    ann: { here: [['2016-01-01', null]], achievements: [{ code: '70-480', earnedOn: '2017-01-10' }] },
    bob: { here: [['2016-01-01', null]], achievements: [{ code: '70-532', earnedOn: '2017-01-10' }] },
  },
  expect: [
    { on: '2017-01-10', attained: { 'application-development': 'SILVER' }, eligibleLevels: ['SILVER'] },
  ],
};

function fileWith(change: (one: EditableJson) => void): string {
  const one = structuredClone(CASE) as EditableJson;
  change(one);
  return written(JSON.stringify({ catalogue: 'catalogue-2017.json', cases: [one] }));
}

const house = mkdtempSync(join(tmpdir(), 'laurel-cases-'));
let files = 0;

afterAll(() => rmSync(house, { recursive: true }));

function written(content: string): string {
  const file = join(house, `${++files}.json`);
  writeFileSync(file, content);
  return file;
}

describe('a case file that the rules disagree with', () => {
  it('is reported with file, case, day, expected and actual answer', () => {
    const file = fileWith((one) => (one['expect'][0].attained = { devops: 'GOLD' }));
    expect(run(file)).toEqual({
      passed: false,
      lines: [
        `${file} · two exams make Silver · 2017-01-10 · attained`,
        '  expected {"devops":"GOLD"}',
        '  got      {"application-development":"SILVER"}',
        '1 passed, 1 failed',
      ],
    });
  });

  it('fails on a wrong renewalAtRisk, and names the entry of `holds` that differs', () => {
    const file = fileWith((one) => {
      one['expect'][0].renewalAtRisk = true;
      one['expect'][0].holds = [
        { competency: 'application-development', level: 'SILVER', is: true },
        { competency: 'application-development', level: 'GOLD', is: true },
      ];
    });
    expect(run(file).lines).toEqual([
      expect.stringContaining('renewalAtRisk'),
      '  expected true',
      '  got      false',
      expect.stringContaining('holds[1]'),
      '  expected application-development GOLD holds',
      '  got      application-development GOLD does not hold',
      '3 passed, 2 failed',
    ]);
  });
});

describe('a case file', () => {
  it('may have notes on the file, on a case and on an expectation', () => {
    const note = 'from the handbook, page 12';
    const one = { ...CASE, note, expect: [{ ...CASE.expect[0], note }] };
    const file = written(JSON.stringify({ note, catalogue: 'catalogue-2017.json', cases: [one] }));
    expect(run(file).lines).toEqual(['2 passed, 0 failed']);
  });

  it('may begin with a byte order mark', () => {
    const content = JSON.stringify({ catalogue: 'catalogue-2017.json', cases: [CASE] });
    expect(run(written(`\uFEFF${content}`)).lines).toEqual(['2 passed, 0 failed']);
  });

  it('must contain at least one case', () => {
    const file = written('{ "catalogue": "catalogue-2017.json", "cases": [] }');
    expect(run(file).lines[0]).toBe(`${file}: cases: The list is empty, so it checks nothing.`);
  });

  it('must not repeat a field', () => {
    const file = written(`{
  "catalogue": "catalogue-2017.json",
  "cases": [{ "name": "no { brace, no \\" quote" }, {
    "people": { "ann": { "here": [] }, "bob": { "here": [] },
      "ann": { "here": [], "\\u0068ere": ["here", "here"] } }
  }]
}`);
    expect(run(file).lines[0]?.split('\n')).toEqual([
      `${file}: cases[1].people.ann: This field appears a second time on line 5.`,
      `${file}: cases[1].people.ann.here: This field appears a second time on line 5.`,
    ]);
  });
});

describe('an invalid case file', () => {
  const faults: [string, (one: EditableJson) => void, string][] = [
    ['an unknown key', (one) => (one['peple'] = {}), 'cases[0]: There is no field "peple" here.'],
    [
      'an unknown key of a person',
      (one) => (one['people'].ann.adress = ''),
      'cases[0].people.ann: There is no field "adress" here.',
    ],
    [
      'a day that does not exist',
      (one) => (one['people'].ann.achievements[0].earnedOn = '2017-02-30'),
      'cases[0].people.ann.achievements[0].earnedOn: "2017-02-30" is not a day of the calendar (YYYY-MM-DD).',
    ],
    [
      'an unknown credential',
      (one) => (one['people'].bob.achievements[0].code = '70-999'),
      'cases[0].people.bob.achievements[0].code: The credential "70-999" is not in the catalogue.',
    ],
    [
      'an unknown competency',
      (one) => (one['expect'][0].attained = { magic: 'GOLD' }),
      'cases[0].expect[0].attained.magic: The competency "magic" is not in the catalogue.',
    ],
    [
      'an unknown metric',
      (one) => (one['metrics'] = { luck: { '2017-01': 1 } }),
      'cases[0].metrics.luck: The metric "luck" is not in the catalogue.',
    ],
    [
      'a month that does not exist',
      (one) => (one['closings'] = { '2017-13': '2018-01-20' }),
      'cases[0].closings.2017-13: "2017-13" is not a month (YYYY-MM).',
    ],
    [
      'a fraction of a hundredth',
      (one) => (one['metrics'] = { azureConsumption: { '2017-01': 0.001 } }),
      'cases[0].metrics.azureConsumption.2017-01: 0.001 is not an amount with at most two decimal places.',
    ],
    [
      'a level that does not exist',
      (one) => (one['expect'][0].eligibleLevels = ['BRONZE']),
      'cases[0].expect[0].eligibleLevels[0]: The value must be "SILVER" or "GOLD", not "BRONZE".',
    ],
    [
      'a text for a number',
      (one) => (one['metrics'] = { azureConsumption: { '2017-01': '9000' } }),
      'cases[0].metrics.azureConsumption.2017-01: The value must be a number, not "9000".',
    ],
    [
      'an affiliation that ends before it starts',
      (one) => (one['people'].ann.here = [['2017-02-01', '2017-01-01']]),
      'cases[0].people.ann.here[0]: The span ends before it starts.',
    ],
    [
      'a grant without a level',
      (one) =>
        (one['overrides'] = [{ competency: 'devops', effect: 'GRANT', from: '2017-01-01', until: null }]),
      'cases[0].overrides[0].level: This field is missing.',
    ],
    [
      'two terms at once',
      (one) =>
        (one['memberships'] = [
          { level: 'SILVER', startsOn: '2017-01-01', endsOn: '2018-01-01' },
          { level: 'GOLD', startsOn: '2017-12-31', endsOn: '2018-12-31' },
        ]),
      'cases[0].memberships[1]: The term overlaps memberships[0].',
    ],
    [
      'a term that ends after its refund',
      (one) =>
        (one['memberships'] = [
          { level: 'SILVER', startsOn: '2017-01-01', endsOn: '2017-02-01', refundedOn: '2017-01-31' },
        ]),
      'cases[0].memberships[0].endsOn: The term ends after its refund.',
    ],
    [
      'a refund on a day that does not exist',
      (one) =>
        (one['memberships'] = [
          { level: 'SILVER', startsOn: '2017-01-01', endsOn: '2017-01-01', refundedOn: '2017-02-29' },
        ]),
      'cases[0].memberships[0].refundedOn: "2017-02-29" is not a day of the calendar (YYYY-MM-DD).',
    ],
    ['no expectations', (one) => delete one['expect'], 'cases[0].expect: This field is missing.'],
    [
      'an empty list of expectations',
      (one) => (one['expect'] = []),
      'cases[0].expect: The list is empty, so it checks nothing.',
    ],
    [
      'an expectation without an answer',
      (one) => (one['expect'] = [{ on: '2017-01-10', note: 'later' }]),
      'cases[0].expect[0]: This checks nothing. Expect at least one answer (attained, eligibleLevels, displayed, renewalAtRisk, willBeEligible, holds).',
    ],
    [
      'an empty list of holds',
      (one) => (one['expect'][0].holds = []),
      'cases[0].expect[0].holds: The list is empty, so it checks nothing.',
    ],
    ['a case without a name', (one) => delete one['name'], 'cases[0].name: This field is missing.'],
    ['an empty name', (one) => (one['name'] = ''), 'cases[0].name: The value must not be empty.'],
    [
      'an achievement without its day',
      (one) => delete one['people'].bob.achievements[0].earnedOn,
      'cases[0].people.bob.achievements[0].earnedOn: This field is missing.',
    ],
    [
      'no market',
      (one) => (one['organization'] = {}),
      'cases[0].organization.market: This field is missing.',
    ],
    [
      'an override without an effect',
      (one) => (one['overrides'] = [{ competency: 'devops', from: '2017-01-01', until: null }]),
      'cases[0].overrides[0].effect: This field is missing.',
    ],
    [
      'an effect that does not exist',
      (one) =>
        (one['overrides'] = [{ competency: 'devops', effect: 'BAN', from: '2017-01-01', until: null }]),
      'cases[0].overrides[0].effect: The value must be "GRANT" or "WITHHOLD", not "BAN".',
    ],
    [
      'a list of people',
      (one) => (one['people'] = ['ann']),
      'cases[0].people: The value must be an object, not [...].',
    ],
    [
      'an affiliation of one day only',
      (one) => (one['people'].ann.here = [['2017-02-01']]),
      'cases[0].people.ann.here[0]: The value must be [from, until]: two days, either of which may be null.',
    ],
    [
      'a person who joins twice',
      (one) =>
        (one['people'].ann.here = [
          ['2016-01-01', '2017-01-01'],
          ['2017-01-01', null],
          ['2017-03-01', null],
        ]),
      'cases[0].people.ann.here[2]: The affiliation overlaps here[1]. A person has at most one affiliation per day.',
    ],
    [
      'an unknown metric without a month',
      (one) => (one['metrics'] = { luck: {} }),
      'cases[0].metrics.luck: The metric "luck" is not in the catalogue.',
    ],
  ];

  it.each(faults)('is refused with the place and the reason: %s', (_name, change, problem) => {
    const file = fileWith(change);
    const { passed, lines } = run(file);
    expect(lines).toEqual([`${file}: ${problem}`, '1 of 1 files refused', '0 passed, 0 failed']);
    expect(passed).toBe(false);
  });

  it('is refused if it is missing or not JSON, or if its catalogue is missing', () => {
    const folder = mkdtempSync(join(house, 'folder-'));
    const write = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    expect(run(join(folder, 'none.json')).lines[0]).toMatch(/none\.json: cannot be read: ENOENT/);
    expect(run(write('broken.json', '{')).lines[0]).toMatch(/broken\.json: is not JSON: /);
    expect(run(write('nameless.json', '{"cases":[]}')).lines[0]).toMatch(
      /catalogue: Give the file name of a catalogue\.$/,
    );
    const lost = write('lost.json', '{"catalogue":"lost-catalogue.json","cases":[]}');
    expect(run(lost).lines[0]).toMatch(
      /"lost-catalogue\.json" is in none of .* Name its folder with --catalogue/,
    );
    const own = write('own.json', '{"catalogue":"own.json","cases":[]}');
    expect(run(own).lines[0]).toMatch(/own\.json: .*centers: This field is missing/);
  });

  it('fails the run, but other files are still evaluated', () => {
    const bad = fileWith((one) => (one['expect'] = 1));
    const good = fileWith(() => undefined);
    const { passed, lines } = run(bad, good);
    expect(passed).toBe(false);
    expect(lines.at(-2)).toBe('1 of 2 files refused');
    expect(lines.at(-1)).toBe('2 passed, 0 failed');
  });
});

describe('the command', () => {
  it('prints its usage without a file or with an unknown option', () => {
    expect(run().lines).toEqual(['Give at least one case file.', expect.stringContaining('Usage')]);
    expect(run('--verbose').lines[0]).toBe('Unknown option "--verbose".');
    expect(run('a.json', '--catalogue').lines[0]).toBe('--catalogue needs a folder.');
  });

  it('finds the catalogue in the folder given by --catalogue', () => {
    expect(
      run(
        fileWith(() => undefined),
        '--catalogue',
        CATALOGUES,
      ).passed,
    ).toBe(true);
    expect(
      run(
        fileWith(() => undefined),
        '--catalogue',
        tmpdir(),
      ).passed,
    ).toBe(false);
  });
});

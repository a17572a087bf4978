import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../../../../server/presenters/catalogue/programme';
import { day } from '../../../../server/rules';
import { catalogueDocument2017, readValidCatalogue } from '../../../support/catalogue';

function version(number: number, appliesFrom: string | null, name: string) {
  const document = catalogueDocument2017();
  document['competencies'][0].name = name;
  const catalogue = readValidCatalogue(document, number);
  return { ...catalogue, appliesFrom: appliesFrom === null ? null : day(appliesFrom) };
}

describe('the programme', () => {
  const versions = [
    version(1, null, 'First'),
    version(2, '2018-01-01', 'Second'),
    version(3, '2019-01-01', 'Third'),
  ];
  const [{ key } = { key: '' }] = versions[0]?.competencies ?? [];
  const nameOn = (today: string) => programmeOf({ versions, today: day(today) }).competency.get(key)?.name;

  it('names a competency by the version of today, for requests of different days at the same time', () => {
    const days = ['2017-12-31', '2018-01-01', '2017-12-31', '2018-12-31', '2019-01-01', '2018-01-01'];
    expect(days.map(nameOn)).toEqual(['First', 'Second', 'First', 'Second', 'Third', 'Second']);
  });

  it('is presented once per version in force, and again when another version is published', () => {
    const on = (today: string) => programmeOf({ versions, today: day(today) });
    expect(on('2018-06-01')).toBe(on('2018-01-01'));
    expect(on('2018-06-01')).not.toBe(on('2019-01-01'));
    const more = [...versions, version(4, '2018-06-01', 'Fourth')];
    expect(programmeOf({ versions: more, today: day('2018-06-01') }).competency.get(key)?.name).toBe(
      'Fourth',
    );
  });

  it('refers to one object per competency from the rules, paths, benefits and credentials of all versions', () => {
    const programme = programmeOf({ versions, today: day('2018-06-01') });
    const competency = programme.competency.get(key);
    for (const { catalogue } of programme.oldestFirst()) {
      const [rules] = catalogue.competencies;
      expect(rules?.competency).toBe(competency);
      expect(rules?.paths.map((path) => path.competency)).toEqual(rules?.paths.map(() => competency));
      const used = [...catalogue.benefits.map((benefit) => benefit.competency)].filter((one) => one !== null);
      for (const one of [...used, ...catalogue.credentials.flatMap(({ countsFor }) => countsFor)])
        expect(one).toBe(programme.competency.get(one.key));
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { CatalogueOnDay } from '../../../../server/presenters/catalogue/catalogue-on-day';
import { programmeOf } from '../../../../server/presenters/catalogue/programme';
import { day } from '../../../../server/rules';
import { catalogueDocument2017, readValidCatalogue, type EditableJson } from '../../../support/catalogue';

describe('CatalogueOnDay', () => {
  const version = (number: number, appliesFrom: string | null, name: string | null) => {
    const document = catalogueDocument2017();
    const benefits = document['benefits'] as EditableJson[];
    document['benefits'] = name === null ? [] : benefits.map((benefit) => ({ ...benefit, name }));
    return {
      ...readValidCatalogue(document, number),
      appliesFrom: appliesFrom === null ? null : day(appliesFrom),
    };
  };
  const [{ key } = { key: '' }] = readValidCatalogue(catalogueDocument2017()).benefits;
  const versions = [
    version(1, null, 'In the first'),
    version(2, '2018-01-01', 'In the second'),
    version(3, '2019-01-01', 'In the third'),
    version(4, '2020-01-01', null),
  ];

  const catalogueOn = (on: string) =>
    new CatalogueOnDay(programmeOf({ versions, today: day('2017-01-01') }), day(on));

  it.each([
    ['2017-12-31', 'In the first'],
    ['2018-01-01', 'In the second'],
    ['2019-12-31', 'In the third'],
  ])('names a benefit by the version in force on %s', (on, name) => {
    expect(catalogueOn(on).benefit(key).name).toBe(name);
  });

  it('falls back to the newest version that has the benefit', () => {
    expect(catalogueOn('2020-01-01').benefit(key).name).toBe('In the third');
  });
});

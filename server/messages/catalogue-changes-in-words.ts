import type { Catalogue, CatalogueChange, ChangedField } from '../rules';
import { levelInWords, moneyInWords, say } from '.';
import { formatCount, joinedByAnd } from './language';
import { localized } from './localized';
import { requirementInWords } from './rules-in-words';

export interface ComparedVersions {
  readonly before: Catalogue;
  readonly after: Catalogue;
}

/** Names the object and, if both versions have it, each field that differs. */
export function catalogueChangeInWords(change: CatalogueChange, versions: ComparedVersions): string {
  const sentence = objectInWords(change, versions);
  if (change.kind !== 'changed') return sentence;
  return change.fields
    .map((field) => say('catalogue.field.sentence', { field: changedFieldInWords(field, versions) }))
    .reduce((left, right) => say('sentences', { left, right }), sentence);
}

/** Like a row of a table: `Price: 1,850.00 USD → 1,900.00 USD`. */
export function changedFieldInWords(changed: ChangedField, versions: ComparedVersions): string {
  const { before, after } = valuesInWords(changed, versions);
  const values = {
    label: say(`catalogue.label.${changed.field}`),
    before: before ?? say('catalogue.field.none'),
    after: after ?? say('catalogue.field.none'),
  };
  return changed.kind === 'text' && changed.language !== 'en'
    ? say('catalogue.field.inLanguage', { ...values, language: changed.language })
    : say('catalogue.field', values);
}

export function requirementsInWords(
  requirements: Extract<ChangedField, { kind: 'requirements' }>['before'],
  { metrics }: Catalogue,
): string | null {
  if (requirements === null) return null;
  return requirementInWords({ kind: 'all', of: requirements }, (key) => {
    const metric = metrics.find((one) => one.key === key);
    if (metric === undefined) throw new Error(`The catalogue refers to "${key}", but does not define it.`);
    return { name: localized(metric.name), unit: localized(metric.unit) };
  });
}

function objectInWords(change: CatalogueChange, { before, after }: ComparedVersions): string {
  const { kind } = change;
  switch (change.of) {
    case 'center':
    case 'competency':
    case 'metric':
    case 'offer':
      return say(`catalogue.${change.of}.${kind}`, { name: localized(change.object.name) });
    case 'credential': {
      const { code, title } = change.object;
      return say(`catalogue.credential.${kind}`, { code, title: localized(title) });
    }
    case 'path': {
      const { name, level } = change.object;
      return say(`catalogue.path.${kind}`, {
        name: localized(name),
        competency: competencyName(change.competency),
        level: levelInWords(level),
      });
    }
    case 'benefit': {
      const { name, scope } = change.object;
      const values = { name: localized(name), level: levelInWords(scope.level) };
      return scope.competency === null
        ? say(`catalogue.benefit.${kind}`, values)
        : say(`catalogue.competencyBenefit.${kind}`, {
            ...values,
            competency: competencyName(scope.competency),
          });
    }
    case 'policy':
      return say('catalogue.policy.changed');
  }

  function competencyName(key: string): string {
    const competency = [...after.competencies, ...before.competencies].find((one) => one.key === key);
    return competency === undefined ? key : localized(competency.name);
  }
}

function valuesInWords(
  changed: ChangedField,
  versions: ComparedVersions,
): { readonly before: string | number | null; readonly after: string | number | null } {
  switch (changed.kind) {
    case 'text':
      return both(changed, (text) => say('quoted', { text }));
    case 'number':
    case 'day':
    case 'key':
      return changed;
    case 'numbers':
      return both(changed, (numbers) =>
        numbers.length === 0 ? say('catalogue.field.none') : joinedByAnd(numbers.map(formatCount)),
      );
    case 'level':
      return both(changed, levelInWords);
    case 'price':
      return both(changed, moneyInWords);
    case 'requirements':
      return {
        before: requirementsInWords(changed.before, versions.before),
        after: requirementsInWords(changed.after, versions.after),
      };
  }
}

function both<Value>(
  { before, after }: { readonly before: Value | null; readonly after: Value | null },
  inWords: (value: Value) => string,
) {
  return { before: before && inWords(before), after: after && inWords(after) };
}

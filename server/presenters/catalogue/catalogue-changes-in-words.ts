import { inSequence, sentence, type Phrase, type Sentence } from '../../messages';
import { localized } from '../../messages/localized';
import type { Catalogue, CatalogueChange, ChangedField } from '../../rules';
import { requirementInWords } from './rules-in-words';

export interface ComparedVersions {
  readonly before: Catalogue;
  readonly after: Catalogue;
}

/** Names the object and, if both versions have it, each field that differs. */
export function catalogueChangeInWords(change: CatalogueChange, versions: ComparedVersions): Sentence {
  const changed = objectInWords(change, versions);
  if (change.kind !== 'changed') return changed;
  return inSequence(
    changed,
    change.fields.map((field) =>
      sentence('catalogue.field.sentence', { field: changedFieldInWords(field, versions) }),
    ),
  );
}

/** Like a row of a table: `Price: 1,850.00 USD → 1,900.00 USD`. */
export function changedFieldInWords(changed: ChangedField, versions: ComparedVersions): Sentence {
  const { before, after } = valuesInWords(changed, versions);
  const values = {
    label: sentence(`catalogue.label.${changed.field}`),
    before: before ?? sentence('catalogue.field.none'),
    after: after ?? sentence('catalogue.field.none'),
  };
  return changed.kind === 'text' && changed.language !== 'en'
    ? sentence('catalogue.field.inLanguage', { ...values, language: changed.language })
    : sentence('catalogue.field', values);
}

export function requirementsInWords(
  requirements: Extract<ChangedField, { kind: 'requirements' }>['before'],
  { metrics }: Catalogue,
): Sentence | null {
  if (requirements === null) return null;
  return requirementInWords({ kind: 'all', of: requirements }, (key) => {
    const metric = metrics.find((one) => one.key === key);
    if (metric === undefined) throw new Error(`The catalogue refers to "${key}", but does not define it.`);
    return { name: localized(metric.name), unit: localized(metric.unit) };
  });
}

function objectInWords(change: CatalogueChange, { before, after }: ComparedVersions): Sentence {
  const { kind } = change;
  switch (change.of) {
    case 'center':
    case 'competency':
    case 'metric':
    case 'offer':
      return sentence(`catalogue.${change.of}.${kind}`, { name: change.object.name });
    case 'credential': {
      const { code, title } = change.object;
      return sentence(`catalogue.credential.${kind}`, { code, title });
    }
    case 'path': {
      const { name, level } = change.object;
      return sentence(`catalogue.path.${kind}`, {
        name,
        competency: competencyName(change.competency),
        level,
      });
    }
    case 'benefit': {
      const { name, scope } = change.object;
      const values = { name, level: scope.level };
      return scope.competency === null
        ? sentence(`catalogue.benefit.${kind}`, values)
        : sentence(`catalogue.competencyBenefit.${kind}`, {
            ...values,
            competency: competencyName(scope.competency),
          });
    }
    case 'policy':
      return sentence('catalogue.policy.changed');
  }

  function competencyName(key: string): Phrase {
    const competency = [...after.competencies, ...before.competencies].find((one) => one.key === key);
    return competency?.name ?? key;
  }
}

function valuesInWords(
  changed: ChangedField,
  versions: ComparedVersions,
): { readonly before: Phrase | number | null; readonly after: Phrase | number | null } {
  switch (changed.kind) {
    case 'text':
      return both(changed, (text) => sentence('quoted', { text }));
    case 'number':
    case 'key':
      return changed;
    case 'numbers':
      return both(changed, (numbers) =>
        numbers.length === 0
          ? sentence('catalogue.field.none')
          : sentence('catalogue.value.numbers', { numbers }),
      );
    case 'level':
      return both(changed, (level) => sentence(`level.${level}`));
    case 'day':
      return both(changed, (day) => sentence('catalogue.value.day', { day }));
    case 'price':
      return both(changed, (price) => sentence('catalogue.value.price', { price }));
    case 'requirements':
      return {
        before: requirementsInWords(changed.before, versions.before),
        after: requirementsInWords(changed.after, versions.after),
      };
  }
}

function both<Value>(
  { before, after }: { readonly before: Value | null; readonly after: Value | null },
  inWords: (value: Value) => Sentence,
) {
  return { before: before && inWords(before), after: after && inWords(after) };
}

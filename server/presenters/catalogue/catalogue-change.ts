import type * as schema from '../../../schema/catalogue/catalogue-change';
import type * as fields from '../../../schema/catalogue/changed-field';
import type { InWords } from '../../../schema/in-words';
import type { Sentence } from '../../messages';
import { required } from '../../request/required';
import {
  compareCataloguesStepwise,
  type CatalogueChange,
  type ChangedField,
  type RunWork,
} from '../../rules';
import { withGetters } from '../getters';
import { inWords } from '../in-words';
import { presentMoney } from '../money';
import {
  catalogueChangeInWords,
  changedFieldInWords,
  requirementsInWords,
  type ComparedVersions,
} from './catalogue-changes-in-words';
import type { PresentedCatalogue } from './catalogue';
import type { Programme } from './programme';

/**
 * The objects of a draft are left out: their ids contain the number of a version that does not exist, and every other
 * draft would use the same ids.
 */
export async function presentCatalogueChanges(
  versions: ComparedVersions,
  { programme, isDraft }: { readonly programme: Programme; readonly isDraft: boolean },
  run: RunWork,
) {
  const before = programme.catalogue(versions.before);
  const after = isDraft ? null : programme.catalogue(versions.after);
  const changes = await run(compareCataloguesStepwise(versions.before, versions.after));
  return changes.map((change) =>
    Object.assign(new CatalogueChangeSource(change, versions), presentObjects(change, before, after)),
  );
}

/** Texts are made when they are read: two versions can differ in thousands of fields. */
class CatalogueChangeSource implements schema.CatalogueChange {
  readonly #change: CatalogueChange;
  readonly #versions: ComparedVersions;

  constructor(change: CatalogueChange, versions: ComparedVersions) {
    this.#change = change;
    this.#versions = versions;
  }

  get kind() {
    return KINDS[this.#change.kind];
  }

  get fields(): readonly ChangedFieldSource[] {
    return this.#change.fields.map((field) => presentField(field, this.#versions));
  }

  get inWords(): InWords {
    return inWords(() => catalogueChangeInWords(this.#change, this.#versions));
  }
}

const KINDS = { added: 'ADDED', removed: 'REMOVED', changed: 'CHANGED' } as const;

function presentObjects(
  change: CatalogueChange,
  before: PresentedCatalogue,
  after: PresentedCatalogue | null,
) {
  switch (change.of) {
    case 'center': {
      const { key } = change.object;
      return {
        __typename: 'CenterChange' as const,
        key,
        centerBefore: before.center.get(key) ?? null,
        centerAfter: after?.center.get(key) ?? null,
      };
    }
    case 'competency': {
      const { key } = change.object;
      return {
        __typename: 'CompetencyChange' as const,
        key,
        rulesBefore: before.competencyRules.get(key) ?? null,
        rulesAfter: after?.competencyRules.get(key) ?? null,
      };
    }
    case 'path': {
      const { competency, object } = change;
      return {
        __typename: 'PathChange' as const,
        competencyKey: competency,
        key: object.key,
        pathBefore: before.findPath(competency, object.key) ?? null,
        pathAfter: after?.findPath(competency, object.key) ?? null,
      };
    }
    case 'credential': {
      const { code } = change.object;
      return {
        __typename: 'CredentialChange' as const,
        code,
        credentialBefore: before.credential.get(code) ?? null,
        credentialAfter: after?.credential.get(code) ?? null,
      };
    }
    case 'metric': {
      const { key } = change.object;
      return {
        __typename: 'MetricChange' as const,
        key,
        metricBefore: before.metric.get(key) ?? null,
        metricAfter: after?.metric.get(key) ?? null,
      };
    }
    case 'offer': {
      const { key } = change.object;
      return {
        __typename: 'OfferChange' as const,
        key,
        offerBefore: before.offer.get(key) ?? null,
        offerAfter: after?.offer.get(key) ?? null,
      };
    }
    case 'benefit': {
      const { key, scope } = change.object;
      return {
        __typename: 'BenefitChange' as const,
        key,
        level: scope.level,
        sourceCompetencyKey: scope.competency,
        benefitBefore: change.before && required(before.benefit.get(change.before)),
        benefitAfter: change.after && after && required(after.benefit.get(change.after)),
      };
    }
    case 'policy':
      return {
        __typename: 'PolicyChange' as const,
        policyBefore: required(change.before),
        policyAfter: required(change.after),
      };
  }
}

type ChangedFieldSource = { readonly __typename: string } & fields.ChangedField;

function presentField(changed: ChangedField, versions: ComparedVersions): ChangedFieldSource {
  const { field } = changed;
  const described = inWords(() => changedFieldInWords(changed, versions));
  if (changed.kind !== 'requirements') return { field, ...presentValues(changed), inWords: described };
  return withGetters(
    { __typename: 'ChangedRequirements' as const, field, inWords: described },
    {
      requirementsBefore: () => inWordsOrNull(requirementsInWords(changed.before, versions.before)),
      requirementsAfter: () => inWordsOrNull(requirementsInWords(changed.after, versions.after)),
    },
  );
}

function inWordsOrNull(described: Sentence | null): InWords | null {
  return described && inWords(described);
}

function presentValues(changed: Exclude<ChangedField, { kind: 'requirements' }>) {
  const { before, after } = changed;
  switch (changed.kind) {
    case 'text':
      return {
        __typename: 'ChangedText' as const,
        language: changed.language,
        textBefore: before,
        textAfter: after,
      };
    case 'number':
      return { __typename: 'ChangedNumber' as const, numberBefore: before, numberAfter: after };
    case 'numbers':
      return { __typename: 'ChangedNumbers' as const, numbersBefore: before, numbersAfter: after };
    case 'day':
      return { __typename: 'ChangedDay' as const, dayBefore: before, dayAfter: after };
    case 'level':
      return { __typename: 'ChangedLevel' as const, levelBefore: before, levelAfter: after };
    case 'key':
      return { __typename: 'ChangedKey' as const, keyBefore: before, keyAfter: after };
    case 'price':
      return {
        __typename: 'ChangedMoney' as const,
        moneyBefore: changed.before && presentMoney(changed.before),
        moneyAfter: changed.after && presentMoney(changed.after),
      };
  }
}

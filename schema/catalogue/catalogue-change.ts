import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { Level as LevelName } from '../../server/rules/vocabulary';
import type { InWords } from '../in-words';
import { Open } from '../access';
import { ListSize } from '../list-size';
import { AttainmentPath } from './attainment-path';
import { Benefit } from './benefit';
import { Center } from './center';
import { ChangedField } from './changed-field';
import { CompetencyRules } from './competency-rules';
import { Credential } from './credential';
import { Level } from './level';
import { Metric } from './metric';
import { Offer } from './offer';
import { Policy } from './policy';

export const CatalogueChangeKind = { ADDED: 'ADDED', REMOVED: 'REMOVED', CHANGED: 'CHANGED' } as const;
export type CatalogueChangeKind = keyof typeof CatalogueChangeKind;

registerEnumType(CatalogueChangeKind, {
  name: 'CatalogueChangeKind',
  description: 'Kind of difference between two versions of the catalogue.',
  valuesConfig: {
    ADDED: { description: 'Only the later version has the object.' },
    REMOVED: { description: 'Only the earlier version has the object.' },
    CHANGED: { description: 'Both versions have the object, with different values.' },
  },
});

@InterfaceType({
  description:
    'A difference between two versions of the catalogue. Objects are matched by their keys; the order of their lists is not compared.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class CatalogueChange {
  @Field(() => CatalogueChangeKind, { description: 'Whether the object is added, removed or changed.' })
  kind!: CatalogueChangeKind;

  @ListSize(2)
  @Field(() => [ChangedField], {
    description: 'The fields that differ. An added or removed object has all its values here.',
  })
  fields!: readonly ChangedField[];

  @Field(() => String, { description: 'The change as text for people.' })
  inWords!: InWords;
}

const BEFORE = {
  nullable: true,
  description: 'The object in the version before. Null when it is added.',
} as const;

const AFTER = {
  nullable: true,
  description: 'The object in the version after. Null when it is removed, and in the preview of a document.',
} as const;

@Open()
@ObjectType({ implements: CatalogueChange, description: 'A change of a Center of Excellence.' })
export class CenterChange extends CatalogueChange {
  @Field(() => String, { description: 'The key of the center, such as `cloud-platform`.' })
  key!: string;

  @Field(() => Center, BEFORE)
  centerBefore!: Center | null;

  @Field(() => Center, AFTER)
  centerAfter!: Center | null;
}

@Open()
@ObjectType({
  implements: CatalogueChange,
  description: 'A change of a competency itself. Its paths and benefits have changes of their own.',
})
export class CompetencyChange extends CatalogueChange {
  @Field(() => String, { description: 'The key of the competency, such as `data-platform`.' })
  key!: string;

  @Field(() => CompetencyRules, BEFORE)
  rulesBefore!: CompetencyRules | null;

  @Field(() => CompetencyRules, AFTER)
  rulesAfter!: CompetencyRules | null;
}

@Open()
@ObjectType({ implements: CatalogueChange, description: 'A change of a path.' })
export class PathChange extends CatalogueChange {
  @Field(() => String, { description: 'The key of the competency of the path.' })
  competencyKey!: string;

  @Field(() => String, { description: 'The key of the path, unique within its competency.' })
  key!: string;

  @Field(() => AttainmentPath, BEFORE)
  pathBefore!: AttainmentPath | null;

  @Field(() => AttainmentPath, AFTER)
  pathAfter!: AttainmentPath | null;
}

@Open()
@ObjectType({ implements: CatalogueChange, description: 'A change of a credential.' })
export class CredentialChange extends CatalogueChange {
  @Field(() => String, { description: 'The code of the credential, such as `70-532`.' })
  code!: string;

  @Field(() => Credential, BEFORE)
  credentialBefore!: Credential | null;

  @Field(() => Credential, AFTER)
  credentialAfter!: Credential | null;
}

@Open()
@ObjectType({ implements: CatalogueChange, description: 'A change of a metric.' })
export class MetricChange extends CatalogueChange {
  @Field(() => String, { description: 'The key of the metric, such as `azureConsumption`.' })
  key!: string;

  @Field(() => Metric, BEFORE)
  metricBefore!: Metric | null;

  @Field(() => Metric, AFTER)
  metricAfter!: Metric | null;
}

@Open()
@ObjectType({ implements: CatalogueChange, description: 'A change of an offer.' })
export class OfferChange extends CatalogueChange {
  @Field(() => String, { description: 'The key of the offer, such as `gold-membership`.' })
  key!: string;

  @Field(() => Offer, BEFORE)
  offerBefore!: Offer | null;

  @Field(() => Offer, AFTER)
  offerAfter!: Offer | null;
}

@Open()
@ObjectType({
  implements: CatalogueChange,
  description: 'A change of a benefit. Its key, level and competency identify it.',
})
export class BenefitChange extends CatalogueChange {
  @Field(() => String, { description: 'The key of the benefit.' })
  key!: string;

  @Field(() => Level, { description: 'The level that includes the benefit.' })
  level!: LevelName;

  @Field(() => String, {
    nullable: true,
    description:
      'The key of the competency that includes the benefit. Null when the membership itself includes it.',
  })
  sourceCompetencyKey!: string | null;

  @Field(() => Benefit, BEFORE)
  benefitBefore!: Benefit | null;

  @Field(() => Benefit, AFTER)
  benefitAfter!: Benefit | null;
}

@Open()
@ObjectType({
  implements: CatalogueChange,
  description: 'A change of the policy. It is never added or removed.',
})
export class PolicyChange extends CatalogueChange {
  @Field(() => Policy, { description: 'The policy before.' })
  policyBefore!: Policy;

  @Field(() => Policy, { description: 'The policy after.' })
  policyAfter!: Policy;
}

// The lint of the contract itself: `eslint --config eslint.schema.config.mjs schema/schema.graphql`.
import graphql from '@graphql-eslint/eslint-plugin';
import { defineConfig } from 'eslint/config';

/** Types that are derived when asked, and that nothing could refetch by an id. */
const DERIVED = [
  'AchievementUse',
  'ActingOverride',
  'AllNeed',
  'AllRequirement',
  'AnyNeed',
  'AnyRequirement',
  'AssociationPreview',
  'CatalogueEffect',
  'CataloguePreview',
  'CatalogueProblem',
  'Cause',
  'CompetencyAtRisk',
  'CompetencyStatus',
  'ContributingCredential',
  'Contributor',
  'CredentialNeed',
  'CriticalPerson',
  'DisplayedCompetency',
  'EndOverrides',
  'ImportCounts',
  'ImportedAchievement',
  'ImportedMetricRecord',
  'LevelLoss',
  'MarketThreshold',
  'MarketingProfile',
  'MetricProgress',
  'MetricRequirement',
  'MissingSales',
  'Money',
  'MonthOfWindow',
  'OrganizationAtRisk',
  'OrganizationStatus',
  'PageInfo',
  'PartsProgress',
  'PathProgress',
  'PeopleGroup',
  'PeopleProgress',
  'PeopleRequirement',
  'PeopleSubgroup',
  'PlanStep',
  'PlanWay',
  'Policy',
  'PreviewedOrganization',
  'ProveLevel',
  'Refusal',
  'RenewNow',
  'RenewalRisk',
  'SlotProgress',
  'StatusChange',
  'StatusDifference',
  'UncountedAchievement',
  'UncountedReason',
  'Viewer',
  'WhatIf',
];

export default defineConfig({
  files: ['**/*.graphql'],
  languageOptions: {
    parser: graphql.parser,
    parserOptions: { graphQLConfig: { schema: 'schema/schema.graphql' } },
  },
  plugins: { '@graphql-eslint': graphql },
  rules: {
    ...graphql.configs['flat/schema-recommended'].rules,
    ...graphql.configs['flat/schema-relay'].rules,
    // What arguments and the fields of inputs are is an input value.
    '@graphql-eslint/require-description': [
      'error',
      {
        types: true,
        DirectiveDefinition: true,
        EnumValueDefinition: true,
        FieldDefinition: true,
        InputValueDefinition: true,
      },
    ],
    // Lists that the catalogue bounds, such as requirements, are not paged; what is derived can be paged, and has no id.
    '@graphql-eslint/relay-edge-types': [
      'error',
      { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
    ],
    '@graphql-eslint/strict-id-in-types': [
      'error',
      { exceptions: { suffixes: ['Payload', 'Edge', 'Connection'], types: DERIVED } },
    ],
  },
});

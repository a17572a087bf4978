// Lint rules for the contract itself: `eslint --config eslint.schema.config.mjs schema/schema.graphql`.
import graphql from '@graphql-eslint/eslint-plugin';
import { defineConfig } from 'eslint/config';
import embeddedTypes from './schema/embedded-types.json' with { type: 'json' };

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
    // InputValueDefinition covers arguments and the fields of inputs.
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
    // Lists that the catalogue bounds, such as requirements, are not paged. Derived objects may be paged, but have no
    // id.
    '@graphql-eslint/relay-edge-types': [
      'error',
      { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
    ],
    '@graphql-eslint/strict-id-in-types': [
      'error',
      {
        exceptions: {
          suffixes: ['Payload', 'Edge', 'Connection'],
          types: Object.values(embeddedTypes).flat(),
        },
      },
    ],
  },
});

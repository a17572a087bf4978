/**
 * @generated SignedSource<<e8cff99b1606f828be0fa970f94a59d6>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ReaderFragment } from 'relay-runtime';
export type Level = "GOLD" | "SILVER" | "%future added value";
import { FragmentRefs } from "relay-runtime";
export type page_status$data = {
  readonly id: string;
  readonly status: {
    readonly competencies: ReadonlyArray<{
      readonly attainedLevel: Level | null | undefined;
      readonly competency: {
        readonly id: string;
        readonly name: string;
      };
    }>;
    readonly on: string;
    readonly renewalAtRisk: boolean;
  };
  readonly " $fragmentType": "page_status";
};
export type page_status$key = {
  readonly " $data"?: page_status$data;
  readonly " $fragmentSpreads": FragmentRefs<"page_status">;
};

import pageStatusQuery_graphql from './pageStatusQuery.graphql';

const node: ReaderFragment = (function(){
var v0 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "argumentDefinitions": [
    {
      "defaultValue": null,
      "kind": "LocalArgument",
      "name": "on"
    }
  ],
  "kind": "Fragment",
  "metadata": {
    "refetch": {
      "connection": null,
      "fragmentPathInResult": [
        "node"
      ],
      "operation": pageStatusQuery_graphql,
      "identifierInfo": {
        "identifierField": "id",
        "identifierQueryVariableName": "id"
      }
    },
    "throwOnFieldError": true
  },
  "name": "page_status",
  "selections": [
    {
      "alias": null,
      "args": [
        {
          "kind": "Variable",
          "name": "on",
          "variableName": "on"
        }
      ],
      "concreteType": "OrganizationStatus",
      "kind": "LinkedField",
      "name": "status",
      "plural": false,
      "selections": [
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "on",
          "storageKey": null
        },
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "renewalAtRisk",
          "storageKey": null
        },
        {
          "alias": null,
          "args": [
            {
              "kind": "Literal",
              "name": "attainedAtLeast",
              "value": "SILVER"
            }
          ],
          "concreteType": "CompetencyStatus",
          "kind": "LinkedField",
          "name": "competencies",
          "plural": true,
          "selections": [
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "attainedLevel",
              "storageKey": null
            },
            {
              "alias": null,
              "args": null,
              "concreteType": "Competency",
              "kind": "LinkedField",
              "name": "competency",
              "plural": false,
              "selections": [
                (v0/*:: as any*/),
                {
                  "alias": null,
                  "args": null,
                  "kind": "ScalarField",
                  "name": "name",
                  "storageKey": null
                }
              ],
              "storageKey": null
            }
          ],
          "storageKey": "competencies(attainedAtLeast:\"SILVER\")"
        }
      ],
      "storageKey": null
    },
    (v0/*:: as any*/)
  ],
  "type": "Organization",
  "abstractKey": null
};
})();

(node as any).hash = "ff5ff0e3fa2c6f0e9ad8d41eeb5f0727";

export default node;

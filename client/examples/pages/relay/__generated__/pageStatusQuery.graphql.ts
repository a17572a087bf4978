/**
 * @generated SignedSource<<0ca36af2ccc8993b9ee65b6539b41ce8>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
import { FragmentRefs } from "relay-runtime";
export type pageStatusQuery$variables = {
  id: string;
  on?: string | null | undefined;
};
export type pageStatusQuery$data = {
  readonly node: {
    readonly " $fragmentSpreads": FragmentRefs<"page_status">;
  } | null | undefined;
};
export type pageStatusQuery = {
  response: pageStatusQuery$data;
  variables: pageStatusQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "id"
},
v1 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "on"
},
v2 = [
  {
    "kind": "Variable",
    "name": "id",
    "variableName": "id"
  }
],
v3 = [
  {
    "kind": "Variable",
    "name": "on",
    "variableName": "on"
  }
],
v4 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": [
      (v0/*:: as any*/),
      (v1/*:: as any*/)
    ],
    "kind": "Fragment",
    "metadata": null,
    "name": "pageStatusQuery",
    "selections": [
      {
        "alias": null,
        "args": (v2/*:: as any*/),
        "concreteType": null,
        "kind": "LinkedField",
        "name": "node",
        "plural": false,
        "selections": [
          {
            "args": (v3/*:: as any*/),
            "kind": "FragmentSpread",
            "name": "page_status"
          }
        ],
        "storageKey": null
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [
      (v1/*:: as any*/),
      (v0/*:: as any*/)
    ],
    "kind": "Operation",
    "name": "pageStatusQuery",
    "selections": [
      {
        "alias": null,
        "args": (v2/*:: as any*/),
        "concreteType": null,
        "kind": "LinkedField",
        "name": "node",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "__typename",
            "storageKey": null
          },
          (v4/*:: as any*/),
          {
            "kind": "InlineFragment",
            "selections": [
              {
                "alias": null,
                "args": (v3/*:: as any*/),
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
                          (v4/*:: as any*/),
                          {
                            "alias": null,
                            "args": null,
                            "kind": "ScalarField",
                            "name": "name",
                            "storageKey": null
                          }
                        ],
                        "storageKey": null
                      },
                      (v4/*:: as any*/)
                    ],
                    "storageKey": "competencies(attainedAtLeast:\"SILVER\")"
                  },
                  (v4/*:: as any*/)
                ],
                "storageKey": null
              }
            ],
            "type": "Organization",
            "abstractKey": null
          }
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "d61c168a881defe2fe30266e8bc7df2a",
    "id": null,
    "metadata": {},
    "name": "pageStatusQuery",
    "operationKind": "query",
    "text": "query pageStatusQuery(\n  $on: LocalDate\n  $id: ID!\n) {\n  node(id: $id) {\n    __typename\n    ...page_status_ytesU\n    id\n  }\n}\n\nfragment page_status_ytesU on Organization {\n  status(on: $on) {\n    on\n    renewalAtRisk\n    competencies(attainedAtLeast: SILVER) {\n      attainedLevel\n      competency {\n        id\n        name\n      }\n      id\n    }\n    id\n  }\n  id\n}\n"
  }
};
})();

(node as any).hash = "ff5ff0e3fa2c6f0e9ad8d41eeb5f0727";

export default node;

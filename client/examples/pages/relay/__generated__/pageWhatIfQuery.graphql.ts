/**
 * @generated SignedSource<<15f90c533f1120b1f79a2064e030c69e>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
export type Level = "GOLD" | "SILVER" | "%future added value";
export type WithheldLevels = "ALL" | "%future added value";
export type OrganizationReference = {
  id: string;
  key?: never;
} | {
  id?: never;
  key: string;
};
export type SuppositionInput = {
  achievementRevoked: AchievementRevokedInput;
  credentialEarned?: never;
  monthClosed?: never;
  overrideEnds?: never;
  overridePlaced?: never;
  personJoins?: never;
  personLeaves?: never;
  sales?: never;
} | {
  achievementRevoked?: never;
  credentialEarned: CredentialEarnedInput;
  monthClosed?: never;
  overrideEnds?: never;
  overridePlaced?: never;
  personJoins?: never;
  personLeaves?: never;
  sales?: never;
} | {
  achievementRevoked?: never;
  credentialEarned?: never;
  monthClosed: MonthClosedInput;
  overrideEnds?: never;
  overridePlaced?: never;
  personJoins?: never;
  personLeaves?: never;
  sales?: never;
} | {
  achievementRevoked?: never;
  credentialEarned?: never;
  monthClosed?: never;
  overrideEnds: OverrideEndsInput;
  overridePlaced?: never;
  personJoins?: never;
  personLeaves?: never;
  sales?: never;
} | {
  achievementRevoked?: never;
  credentialEarned?: never;
  monthClosed?: never;
  overrideEnds?: never;
  overridePlaced: OverridePlacedInput;
  personJoins?: never;
  personLeaves?: never;
  sales?: never;
} | {
  achievementRevoked?: never;
  credentialEarned?: never;
  monthClosed?: never;
  overrideEnds?: never;
  overridePlaced?: never;
  personJoins: PersonJoinsInput;
  personLeaves?: never;
  sales?: never;
} | {
  achievementRevoked?: never;
  credentialEarned?: never;
  monthClosed?: never;
  overrideEnds?: never;
  overridePlaced?: never;
  personJoins?: never;
  personLeaves: PersonLeavesInput;
  sales?: never;
} | {
  achievementRevoked?: never;
  credentialEarned?: never;
  monthClosed?: never;
  overrideEnds?: never;
  overridePlaced?: never;
  personJoins?: never;
  personLeaves?: never;
  sales: SalesInput;
};
export type AchievementRevokedInput = {
  achievementId: string;
  on?: string | null | undefined;
};
export type CredentialEarnedInput = {
  credential: string;
  employeeId: string;
  on?: string | null | undefined;
};
export type MonthClosedInput = {
  month: string;
  on?: string | null | undefined;
};
export type OverrideEndsInput = {
  on?: string | null | undefined;
  overrideId: string;
};
export type OverridePlacedInput = {
  competency: string;
  effect: OverrideEffectInput;
  from?: string | null | undefined;
  until?: string | null | undefined;
};
export type OverrideEffectInput = {
  grant: Level;
  withhold?: never;
} | {
  grant?: never;
  withhold: WithheldLevels;
};
export type PersonJoinsInput = {
  credentials: ReadonlyArray<string>;
  on?: string | null | undefined;
};
export type PersonLeavesInput = {
  employeeId: string;
  on?: string | null | undefined;
};
export type SalesInput = {
  amount: string;
  metric: string;
  month: string;
};
export type pageWhatIfQuery$variables = {
  by: OrganizationReference;
  changes: ReadonlyArray<SuppositionInput>;
};
export type pageWhatIfQuery$data = {
  readonly organization: {
    readonly whatIf: {
      readonly after: {
        readonly competencies: ReadonlyArray<{
          readonly attainedLevel: Level | null | undefined;
          readonly competency: {
            readonly id: string;
            readonly name: string;
          };
        }>;
      };
    };
  } | null | undefined;
};
export type pageWhatIfQuery = {
  response: pageWhatIfQuery$data;
  variables: pageWhatIfQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "by"
  },
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "changes"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "by",
    "variableName": "by"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v3 = {
  "alias": null,
  "args": [
    {
      "kind": "Variable",
      "name": "changes",
      "variableName": "changes"
    }
  ],
  "concreteType": "WhatIf",
  "kind": "LinkedField",
  "name": "whatIf",
  "plural": false,
  "selections": [
    {
      "alias": null,
      "args": null,
      "concreteType": "SupposedOrganizationStatus",
      "kind": "LinkedField",
      "name": "after",
      "plural": false,
      "selections": [
        {
          "alias": null,
          "args": [
            {
              "kind": "Literal",
              "name": "attainedAtLeast",
              "value": "SILVER"
            }
          ],
          "concreteType": "SupposedCompetencyStatus",
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
                (v2/*:: as any*/),
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
    }
  ],
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": {
      "throwOnFieldError": true
    },
    "name": "pageWhatIfQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "Organization",
        "kind": "LinkedField",
        "name": "organization",
        "plural": false,
        "selections": [
          (v3/*:: as any*/)
        ],
        "storageKey": null
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "pageWhatIfQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "Organization",
        "kind": "LinkedField",
        "name": "organization",
        "plural": false,
        "selections": [
          (v3/*:: as any*/),
          (v2/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "4ac44c0205334dc6d8e0ff445cb55227",
    "id": null,
    "metadata": {},
    "name": "pageWhatIfQuery",
    "operationKind": "query",
    "text": "query pageWhatIfQuery(\n  $by: OrganizationReference!\n  $changes: [SuppositionInput!]!\n) {\n  organization(by: $by) {\n    whatIf(changes: $changes) {\n      after {\n        competencies(attainedAtLeast: SILVER) {\n          attainedLevel\n          competency {\n            id\n            name\n          }\n        }\n      }\n    }\n    id\n  }\n}\n"
  }
};
})();

(node as any).hash = "eaf10166a55b819663f61c3fe8fc2bcf";

export default node;

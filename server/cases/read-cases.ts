import { z } from 'zod';
import { describeIssue, notOneOf } from '../catalogue/describe-issue';
import { placeOf } from '../catalogue/problem';
import type { Sentence } from '../messages';
import { ENGLISH } from '../messages/words';
import { OVERRIDE_EFFECTS, type Catalogue } from '../rules';
import { caseDocument, type Case } from './case-document';

/** The program for cases speaks English. */
export interface CaseProblem {
  readonly place: string;
  readonly message: string;
}

export type ReadCases =
  | { readonly cases: readonly Case[]; readonly problems: readonly [] }
  | { readonly cases: null; readonly problems: readonly CaseProblem[] };

export function catalogueNameOf(document: unknown): string | null {
  const parsed = z.looseObject({ catalogue: z.string().min(1) }).safeParse(document);
  return parsed.success ? parsed.data.catalogue : null;
}

export function readCases(document: unknown, catalogue: Catalogue): ReadCases {
  const parsed = caseDocument.safeParse(document, { error: caseError });
  if (!parsed.success) {
    return {
      cases: null,
      problems: parsed.error.issues.map((issue) => ({
        place: placeOf(issue.path),
        message: issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message,
      })),
    };
  }
  const { cases } = parsed.data;
  const problems = cases.flatMap((one, i) => unknownNames(one, `cases[${i}]`, catalogue));
  return problems.length === 0 ? { cases, problems: [] } : { cases: null, problems };
}

/**
 * The only union in a case is an override, which has one variant per effect. A value that is not an object gets a
 * different issue code.
 */
const caseError: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'invalid_union' || issue.input === undefined) return messageOf(describeIssue(issue));
  const { effect } = issue.input as { readonly effect?: unknown };
  return effect === undefined ? 'This field is missing.' : messageOf(notOneOf(OVERRIDE_EFFECTS, effect));
};

function messageOf(described: Sentence | null): string | undefined {
  return described === null ? undefined : ENGLISH.say(described);
}

function unknownNames(
  { facts, metricsNamed, expect }: Case,
  place: string,
  catalogue: Catalogue,
): readonly CaseProblem[] {
  const credentials = new Set(catalogue.credentials.map(({ code }) => code));
  const metrics = new Set(catalogue.metrics.map(({ key }) => key));
  const competencies = new Set(catalogue.competencies.map(({ key }) => key));
  const competency = (key: string, at: string) => unknown('competency', key, competencies, at);
  return [
    ...facts.people.flatMap(({ id, achievements }) =>
      achievements.flatMap(({ credential }, i) =>
        unknown('credential', credential, credentials, `${place}.people.${id}.achievements[${i}].code`),
      ),
    ),
    ...metricsNamed.flatMap((metric) => unknown('metric', metric, metrics, `${place}.metrics.${metric}`)),
    ...facts.overrides.flatMap((override, i) =>
      competency(override.competency, `${place}.overrides[${i}].competency`),
    ),
    ...expect.flatMap(({ attained, displayed, holds }, i) => [
      ...Object.keys(attained ?? {}).flatMap((key) =>
        competency(key, `${place}.expect[${i}].attained.${key}`),
      ),
      ...Object.keys(displayed ?? {}).flatMap((key) =>
        competency(key, `${place}.expect[${i}].displayed.${key}`),
      ),
      ...(holds ?? []).flatMap((one, j) =>
        competency(one.competency, `${place}.expect[${i}].holds[${j}].competency`),
      ),
    ]),
  ];
}

function unknown(
  kind: string,
  key: string,
  known: ReadonlySet<string>,
  place: string,
): readonly CaseProblem[] {
  return known.has(key) ? [] : [{ place, message: `The ${kind} "${key}" is not in the catalogue.` }];
}

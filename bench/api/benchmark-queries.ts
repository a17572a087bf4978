/** A query for both servers. Laurel gets the document; the limit gets only the key in BENCHMARK_QUERIES. */
export interface BenchmarkQuery {
  readonly name: string;
  readonly goal: number;
  readonly document: string;
}

export const BENCHMARK_QUERIES = {
  people: {
    name: '(a) 20 organizations, their first 20 employees, the first 4 achievements of each',
    goal: 0.75,
    document: `query People($after: String) {
      organizations(first: 20, after: $after) {
        nodes {
          employees(first: 20) {
            nodes { id name achievements(first: 4) { nodes { credential { code } earnedOn expiresOn } } }
          }
        }
      }
    }`,
  },
  levels: {
    name: '(b) 20 organizations, their eligible levels and all attained levels',
    goal: 0.8,
    document: `query Levels($after: String) {
      organizations(first: 20, after: $after) {
        nodes { eligibleLevels competencies { key attainedLevel } }
      }
    }`,
  },
  explanation: {
    name: '(c) the full explanation of one organization',
    goal: 0.8,
    document: `query Explanation($id: ID!) {
      organization(by: { id: $id }) {
        competencies {
          key
          attainedLevel
          levelWithoutOverrides
          nextChangeOn
          paths {
            path { key }
            isEffective
            holds
            requirements { ...Progress ... on PartsProgress { holds have need of { ...Progress } } }
          }
          uncounted(first: 100) { nodes { credential { code } reasons { kind on } } }
        }
      }
    }
    fragment Progress on RequirementProgress {
      ... on PeopleProgress {
        holds
        have
        need
        slots { group filledBy { employee { id name } } with { credential { code } } }
        spare(first: 5) { nodes { employee { id name } } }
      }
      ... on MetricProgress { holds metric { key } months { month amount } sum threshold }
    }`,
  },
} as const satisfies Record<string, BenchmarkQuery>;

export type BenchmarkQueryKey = keyof typeof BENCHMARK_QUERIES;

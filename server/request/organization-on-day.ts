import {
  attainedLevelsStepwise,
  competencyStatusesStepwise,
  competencyStatusStepwise,
  displayedSinceStepwise,
  explainAllStepwise,
  explainStepwise,
  renewalFlagsForStepwise,
  displayedLevels,
  eligibleLevelsFor,
  peopleRequirementsIn,
  provenLevelsStepwise,
  renewalRiskStepwise,
  runningTerm,
  statusOnStepwise,
  versionOn,
  type Catalogue,
  type CompetencyStatus,
  type Day,
  type DisplayedLevel,
  type Explanation,
  type Level,
  type Levels,
  type MemberFacts,
  type Membership,
  type RenewalFlags,
  type RenewalRisk,
  type Status,
  type RunWork,
  type Work,
} from '../rules';
import type { EvaluationKind } from './meter';

export interface Derivation {
  readonly organizationId: string;
  /** All versions of the catalogue, oldest first. */
  readonly versions: readonly Catalogue[];
  /** The day that is asked about. */
  readonly day: Day;
  /** The day of the request, whose catalogue names the competencies. */
  readonly today: Day;
  /**
   * Charges for an evaluation before the facts are read. Equal evaluations are charged once. `added` counts
   * hypothetical people and achievements. Returns a promise to wait for memory, or null if no wait is needed.
   */
  pay(kind: EvaluationKind, argumentsKey: string, added: number): Promise<void> | null;
  facts(): Promise<MemberFacts>;
  readonly run: RunWork;
}

/** A rule that changes the stored facts, and a key that identifies the arguments of the rule. */
export interface Hypothesis {
  readonly key: string;
  readonly added: number;
  readonly rule: EvaluationRule<MemberFacts>;
}

export type EvaluationRule<T> = (versions: readonly Catalogue[], facts: MemberFacts, day: Day) => Work<T>;

/**
 * Evaluations of one organization on one day. Each evaluation is charged and computed on first use, and shared by the
 * fields of a request.
 */
export class OrganizationOnDay {
  readonly organizationId: string;
  readonly versions: readonly Catalogue[];
  readonly day: Day;
  readonly today: Day;
  /** Whether the facts are hypothetical. */
  readonly isSupposed: boolean;
  readonly #derivation: Derivation;
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(derivation: Derivation, isSupposed = false) {
    this.organizationId = derivation.organizationId;
    this.versions = derivation.versions;
    this.day = derivation.day;
    this.today = derivation.today;
    this.isSupposed = isSupposed;
    this.#derivation = derivation;
  }

  get catalogue(): Catalogue {
    return versionOn(this.versions, this.day);
  }

  /** The same organization and day with hypothetical facts. Their size adds to the price of each evaluation. */
  withHypothesis({ key: hypothesisKey, added, rule }: Hypothesis): Promise<OrganizationOnDay> {
    return this.#memoize(`supposing ${hypothesisKey}`, async () => {
      const supposed = await this.#derive('whatIf', hypothesisKey, rule, added);
      const derivation = this.#derivation;
      const hypothetical = {
        ...derivation,
        pay: (kind: EvaluationKind, argumentsKey: string) =>
          derivation.pay(kind, `${argumentsKey} if ${hypothesisKey}`, added),
        facts: () => Promise.resolve(supposed),
      };
      return new OrganizationOnDay(hypothetical, true);
    });
  }

  derive<T>(kind: EvaluationKind, argumentsKey: string, rule: EvaluationRule<T>): Promise<T> {
    return this.#memoize(`${kind} given ${argumentsKey}`, () => this.#derive(kind, argumentsKey, rule));
  }

  async #derive<T>(
    kind: EvaluationKind,
    argumentsKey: string,
    rule: EvaluationRule<T>,
    added = 0,
  ): Promise<T> {
    const { versions, day } = this;
    const memory = this.#derivation.pay(kind, argumentsKey, added);
    if (memory !== null) await memory;
    const facts = await this.#derivation.facts();
    return this.#derivation.run(rule(versions, facts, day));
  }

  facts(): Promise<MemberFacts> {
    return this.#memoize('facts', () => this.#derive('status', '', FACTS));
  }

  attained(): Promise<Levels> {
    return this.#memoize('attained', () => this.#derive('status', '', attainedLevelsStepwise));
  }

  proven(): Promise<Levels> {
    return this.#memoize('proven', () => this.#derive('status', '', provenLevelsStepwise));
  }

  async eligibleLevels(): Promise<readonly Level[]> {
    return eligibleLevelsFor(await this.attained());
  }

  async displayed(): Promise<Levels> {
    return displayedLevels(await this.displayedSince());
  }

  displayedSince(): Promise<ReadonlyMap<string, DisplayedLevel>> {
    return this.#memoize('displayed since', () => this.#derive('status', '', displayedSinceStepwise));
  }

  async membership(): Promise<Membership | null> {
    return runningTerm((await this.facts()).memberships, this.day);
  }

  flags(): Promise<RenewalFlags> {
    return this.#memoize('flags', async () => {
      const displayed = await this.displayed();
      return this.#derive('status', '', (versions, facts, day) =>
        renewalFlagsForStepwise(displayed, versions, facts, day),
      );
    });
  }

  /** Repairs are plans, so this evaluation has the price of a plan. */
  risk(): Promise<RenewalRisk> {
    return this.#memoize('risk', () => this.#derive('plan', 'risk', renewalRiskStepwise));
  }

  status(): Promise<Status> {
    return this.#memoize('status', () => this.#derive('status', '', statusOnStepwise));
  }

  /** Deriving one competency costs as much as deriving all, so they are derived together. */
  async competencyStatus(key: string): Promise<CompetencyStatus> {
    return (await this.competencyStatuses()).get(key) ?? this.#statusOfUnknown(key);
  }

  /** The catalogue on this day lacks the competency, but an override on another day may name it. */
  #statusOfUnknown(key: string): Promise<CompetencyStatus> {
    return this.#memoize(`status of ${key}`, () =>
      this.#derive('status', key, (versions, facts, day) =>
        competencyStatusStepwise(versions, facts, key, day),
      ),
    );
  }

  competencyStatuses(): Promise<ReadonlyMap<string, CompetencyStatus>> {
    return this.#memoize('statuses', async () =>
      this.#answers.has('explanations')
        ? this.explanations()
        : byCompetency(await this.#derive('status', '', competencyStatusesStepwise)),
    );
  }

  explanation(key: string): Promise<Explanation | null> {
    return this.#memoize(`explanation of ${key}`, () =>
      this.#derive('explanation', key, (versions, facts, day) => explainStepwise(versions, facts, key, day)),
    );
  }

  /** Explains all competencies together, which costs much less than one by one. */
  explanations(): Promise<ReadonlyMap<string, Explanation>> {
    const derived = this.#answers.has('statuses') ? this.competencyStatuses() : null;
    return this.#memoize('explanations', async () => {
      const statuses = (await derived)?.values();
      return byCompetency(
        await this.#derive('explanation', '', (versions, facts, day) =>
          explainAllStepwise(versions, facts, day, statuses),
        ),
      );
    });
  }

  credentials(): Promise<ReadonlyMap<string, string>> {
    return this.#memoize('credentials', async () => {
      const { people } = await this.facts();
      return new Map(
        people.flatMap(({ achievements }) =>
          achievements.map(({ id, credential }): [string, string] => [id, credential]),
        ),
      );
    });
  }

  earnedHere(): Promise<ReadonlySet<string>> {
    return this.#memoize('earned here', async () => achievementsEarnedBeforeLeaving(await this.facts()));
  }

  /** The slots that each achievement helps to fill, by the achievement's id. */
  uses(): Promise<ReadonlyMap<string, readonly AchievementUse[]>> {
    return this.#memoize('uses', async () => usesIn((await this.explanations()).values()));
  }

  #memoize<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const memoized = this.#answers.get(key);
    // All answers with the same key have the same type.
    if (memoized !== undefined) return memoized as Promise<Answer>;
    const answer = work();
    this.#answers.set(key, answer);
    return answer;
  }
}

function* FACTS(_versions: readonly Catalogue[], facts: MemberFacts): Work<MemberFacts> {
  return facts;
}

/** Achievements that a person earned after leaving do not concern the organization. */
export function achievementsEarnedBeforeLeaving({
  people,
}: Pick<MemberFacts, 'people'>): ReadonlySet<string> {
  return new Set(
    people.flatMap(({ affiliations, achievements }) =>
      achievements
        .filter(({ earnedOn }) => affiliations.some(({ until }) => until === null || earnedOn < until))
        .map(({ id }) => id),
    ),
  );
}

export interface AchievementUse {
  readonly competency: string;
  readonly path: string;
  readonly holds: boolean;
}

function usesIn(explanations: Iterable<Explanation>): ReadonlyMap<string, readonly AchievementUse[]> {
  const uses = new Map<string, AchievementUse[]>();
  for (const { competency, paths } of explanations) {
    for (const { path, holds, requirements } of paths.filter(({ effective }) => effective)) {
      const slots = requirements.flatMap(peopleRequirementsIn).flatMap((people) => people.slots);
      for (const achievement of new Set(slots.flatMap(({ achievements }) => achievements))) {
        const use = { competency, path: path.key, holds };
        const otherUses = uses.get(achievement);
        if (otherUses === undefined) uses.set(achievement, [use]);
        else otherUses.push(use);
      }
    }
  }
  return uses;
}

function byCompetency<T extends { readonly competency: string }>(
  answers: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(answers.map((answer) => [answer.competency, answer]));
}

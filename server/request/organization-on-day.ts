import {
  attainedLevelsStepwise,
  competencyStatusesStepwise,
  competencyStatusStepwise,
  displayedSinceStepwise,
  explainAllStepwise,
  explainStepwise,
  flagsForStepwise,
  levelsOf,
  levelsOpenedBy,
  peopleIn,
  provenLevelsStepwise,
  renewalRiskStepwise,
  runningTerm,
  statusOnStepwise,
  versionOn,
  type Catalogue,
  type CompetencyStatus,
  type Day,
  type Displayed,
  type Explanation,
  type Level,
  type Levels,
  type MemberFacts,
  type Membership,
  type RenewalFlags,
  type RenewalRisk,
  type Status,
  type Run,
  type Work,
} from '../rules';
import type { Evaluated } from './meter';

/** The source of an organization's facts, with the meter and the scheduler for its evaluations. */
export interface Derivation {
  readonly organizationId: string;
  /** All versions of the catalogue, oldest first. */
  readonly versions: readonly Catalogue[];
  readonly day: Day;
  /**
   * Pays before the facts are read; the same evaluation with the same arguments is paid for once. `added` counts the
   * people and achievements that are only supposed. Null: there is room for the results already.
   */
  pay(kind: Evaluated, given: string, added: number): Promise<void> | null;
  facts(): Promise<MemberFacts>;
  readonly run: Run;
}

/** Other facts of an organization, by a rule and its arguments. */
export interface Supposing {
  readonly given: string;
  /** The people and achievements that it adds. */
  readonly added: number;
  readonly rule: Rule<MemberFacts>;
}

/** A rule for an organization on a day. */
export type Rule<T> = (versions: readonly Catalogue[], facts: MemberFacts, day: Day) => Work<T>;

/**
 * Evaluations of one organization on one day, each charged and computed once, on first use: several fields of a request
 * share a result.
 */
export class OrganizationOnDay {
  readonly organizationId: string;
  readonly versions: readonly Catalogue[];
  readonly day: Day;
  readonly #derivation: Derivation;
  readonly #once = new Map<string, Promise<unknown>>();

  constructor(derivation: Derivation) {
    this.organizationId = derivation.organizationId;
    this.versions = derivation.versions;
    this.day = derivation.day;
    this.#derivation = derivation;
  }

  get catalogue(): Catalogue {
    return versionOn(this.versions, this.day);
  }

  /** The same organization and day with supposed facts, whose size adds to the price of each evaluation. */
  supposing({ given, added, rule }: Supposing): Promise<OrganizationOnDay> {
    return this.#worked(`supposing ${given}`, async () => {
      const supposed = await this.#derive('whatIf', given, rule, added);
      const derivation = this.#derivation;
      return new OrganizationOnDay({
        ...derivation,
        pay: (kind, inner) => derivation.pay(kind, `${inner} if ${given}`, added),
        facts: () => Promise.resolve(supposed),
      });
    });
  }

  /** Evaluates a rule, once for each `kind` and `given` arguments. */
  derive<T>(kind: Evaluated, given: string, rule: Rule<T>): Promise<T> {
    return this.#worked(`${kind} given ${given}`, () => this.#derive(kind, given, rule));
  }

  async #derive<T>(kind: Evaluated, given: string, rule: Rule<T>, added = 0): Promise<T> {
    const { versions, day } = this;
    const room = this.#derivation.pay(kind, given, added);
    if (room !== null) await room;
    const facts = await this.#derivation.facts();
    return this.#derivation.run(rule(versions, facts, day));
  }

  facts(): Promise<MemberFacts> {
    return this.#worked('facts', () => this.#derive('status', '', FACTS));
  }

  attained(): Promise<Levels> {
    return this.#worked('attained', () => this.#derive('status', '', attainedLevelsStepwise));
  }

  proven(): Promise<Levels> {
    return this.#worked('proven', () => this.#derive('status', '', provenLevelsStepwise));
  }

  async eligibleLevels(): Promise<readonly Level[]> {
    return levelsOpenedBy(await this.attained());
  }

  async displayed(): Promise<Levels> {
    return levelsOf(await this.displayedSince());
  }

  displayedSince(): Promise<ReadonlyMap<string, Displayed>> {
    return this.#worked('displayed since', () => this.#derive('status', '', displayedSinceStepwise));
  }

  async membership(): Promise<Membership | null> {
    return runningTerm((await this.facts()).memberships, this.day);
  }

  flags(): Promise<RenewalFlags> {
    return this.#worked('flags', async () => {
      const displayed = await this.displayed();
      return this.#derive('status', '', (versions, facts, day) =>
        flagsForStepwise(displayed, versions, facts, day),
      );
    });
  }

  /** The flags with causes and repairs, which are plans. */
  risk(): Promise<RenewalRisk> {
    return this.#worked('risk', () => this.#derive('plan', 'risk', renewalRiskStepwise));
  }

  status(): Promise<Status> {
    return this.#worked('status', () => this.#derive('status', '', statusOnStepwise));
  }

  /** All competencies cost as much as one, so they are derived together. */
  async competencyStatus(key: string): Promise<CompetencyStatus> {
    return (await this.competencyStatuses()).get(key) ?? this.#statusOfUnknown(key);
  }

  /** The catalogue of the day does not have the competency; the overrides of another day may. */
  #statusOfUnknown(key: string): Promise<CompetencyStatus> {
    return this.#worked(`status of ${key}`, () =>
      this.#derive('status', key, (versions, facts, day) =>
        competencyStatusStepwise(versions, facts, key, day),
      ),
    );
  }

  competencyStatuses(): Promise<ReadonlyMap<string, CompetencyStatus>> {
    return this.#worked('statuses', async () =>
      // Explanations contain them.
      this.#once.has('explanations')
        ? this.explanations()
        : byCompetency(await this.#derive('status', '', competencyStatusesStepwise)),
    );
  }

  explanation(key: string): Promise<Explanation | null> {
    return this.#worked(`explanation of ${key}`, () =>
      this.#derive('explanation', key, (versions, facts, day) => explainStepwise(versions, facts, key, day)),
    );
  }

  /** Of all competencies, for much less than one by one. */
  explanations(): Promise<ReadonlyMap<string, Explanation>> {
    const known = this.#once.has('statuses') ? this.competencyStatuses() : null;
    return this.#worked('explanations', async () => {
      const statuses = (await known)?.values();
      return byCompetency(
        await this.#derive('explanation', '', (versions, facts, day) =>
          explainAllStepwise(versions, facts, day, statuses),
        ),
      );
    });
  }

  /** The credential of each achievement, by the achievement's id. */
  credentials(): Promise<ReadonlyMap<string, string>> {
    return this.#worked('credentials', async () => {
      const { people } = await this.facts();
      return new Map(
        people.flatMap(({ achievements }) =>
          achievements.map(({ id, credential }): [string, string] => [id, credential]),
        ),
      );
    });
  }

  /** The ids of what its people have earned. */
  earnedHere(): Promise<ReadonlySet<string>> {
    return this.#worked('earned here', async () => earnedIn(await this.facts()));
  }

  /** The slots that each achievement helps to fill, by the achievement's id. */
  uses(): Promise<ReadonlyMap<string, readonly Use[]>> {
    return this.#worked('uses', async () => usesIn((await this.explanations()).values()));
  }

  #worked<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    const known = this.#once.get(name);
    // Each name is used for one kind of answer.
    if (known !== undefined) return known as Promise<Answer>;
    const answer = work();
    this.#once.set(name, answer);
    return answer;
  }
}

function* FACTS(_versions: readonly Catalogue[], facts: MemberFacts): Work<MemberFacts> {
  return facts;
}

/** The ids of what its people have earned: what somebody earns after leaving is nothing to an organization. */
export function earnedIn({ people }: Pick<MemberFacts, 'people'>): ReadonlySet<string> {
  return new Set(
    people.flatMap(({ affiliations, achievements }) =>
      achievements
        .filter(({ earnedOn }) => affiliations.some(({ until }) => until === null || earnedOn < until))
        .map(({ id }) => id),
    ),
  );
}

/** A path, by its key and its competency's, with a slot that an achievement helps to fill. */
export interface Use {
  readonly competency: string;
  readonly path: string;
  readonly holds: boolean;
}

function usesIn(explanations: Iterable<Explanation>): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const { competency, paths } of explanations) {
    for (const { path, holds, requirements } of paths.filter(({ effective }) => effective)) {
      const slots = requirements.flatMap(peopleIn).flatMap((people) => people.slots);
      for (const achievement of new Set(slots.flatMap(({ achievements }) => achievements))) {
        const use = { competency, path: path.key, holds };
        const others = uses.get(achievement);
        if (others === undefined) uses.set(achievement, [use]);
        else others.push(use);
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

import {
  attainedLevels,
  competencyStatus,
  competencyStatuses,
  displayedSince,
  explain,
  explainAll,
  flagsFor,
  levelsOf,
  levelsOpenedBy,
  peopleIn,
  provenLevels,
  renewalRisk,
  runningTerm,
  statusOn,
  versionOn,
  type Catalogue,
  type CompetencyStatus,
  type Day,
  type Displayed,
  type Explanation,
  type Facts,
  type Level,
  type Levels,
  type Membership,
  type RenewalFlags,
  type RenewalRisk,
  type Status,
} from '../rules';

/**
 * What is derived for one organization on one day. Each answer is worked out when it is first asked for, and once:
 * several fields of a request ask for the same one.
 */
export class OrganizationOnDay {
  readonly #once = new Map<string, unknown>();

  constructor(
    readonly organizationId: string,
    readonly versions: readonly Catalogue[],
    readonly facts: Facts,
    readonly day: Day,
  ) {}

  get catalogue(): Catalogue {
    return versionOn(this.versions, this.day);
  }

  get attained(): Levels {
    return this.#worked('attained', () => attainedLevels(this.versions, this.facts, this.day));
  }

  get proven(): Levels {
    return this.#worked('proven', () => provenLevels(this.versions, this.facts, this.day));
  }

  get eligibleLevels(): readonly Level[] {
    return this.#worked('eligible', () => levelsOpenedBy(this.attained));
  }

  get displayed(): Levels {
    return this.#worked('displayed', () => levelsOf(this.displayedSince));
  }

  get displayedSince(): ReadonlyMap<string, Displayed> {
    return this.#worked('displayed since', () => displayedSince(this.versions, this.facts, this.day));
  }

  get membership(): Membership | null {
    return runningTerm(this.facts.memberships, this.day);
  }

  get flags(): RenewalFlags {
    return this.#worked('flags', () => flagsFor(this.displayed, this.versions, this.facts, this.day));
  }

  /** The flags with causes and repairs, for twice as much. */
  get risk(): RenewalRisk {
    return this.#worked('risk', () => renewalRisk(this.versions, this.facts, this.day));
  }

  get status(): Status {
    return this.#worked('status', () => statusOn(this.versions, this.facts, this.day));
  }

  competencyStatus(key: string): CompetencyStatus {
    return this.#worked(`status of ${key}`, () => competencyStatus(this.versions, this.facts, key, this.day));
  }

  /** Of all competencies, for much less than one by one. */
  get competencyStatuses(): ReadonlyMap<string, CompetencyStatus> {
    return this.#worked('statuses', () =>
      byCompetency(competencyStatuses(this.versions, this.facts, this.day)),
    );
  }

  explanation(key: string): Explanation | null {
    return this.#worked(`explanation of ${key}`, () => explain(this.versions, this.facts, key, this.day));
  }

  /** Of all competencies, for much less than one by one. */
  get explanations(): ReadonlyMap<string, Explanation> {
    return this.#worked('explanations', () =>
      byCompetency(explainAll(this.versions, this.facts, this.day, this.competencyStatuses.values())),
    );
  }

  /** The credential of each achievement, by the achievement's id. */
  get credentials(): ReadonlyMap<string, string> {
    return this.#worked(
      'credentials',
      () =>
        new Map(
          this.facts.people.flatMap(({ achievements }) =>
            achievements.map(({ id, credential }): [string, string] => [id, credential]),
          ),
        ),
    );
  }

  /** The ids of what its people have earned: what somebody earns after leaving is nothing to it. */
  get earnedHere(): ReadonlySet<string> {
    return this.#worked(
      'earned here',
      () =>
        new Set(
          this.facts.people.flatMap(({ affiliations, achievements }) =>
            achievements
              .filter(({ earnedOn }) => affiliations.some(({ until }) => until === null || earnedOn < until))
              .map(({ id }) => id),
          ),
        ),
    );
  }

  /** The slots that each achievement helps to fill, by the achievement's id. */
  get uses(): ReadonlyMap<string, readonly Use[]> {
    return this.#worked('uses', () => {
      const uses = new Map<string, Use[]>();
      for (const { competency, paths } of this.explanations.values()) {
        for (const { path, holds, requirements } of paths.filter(({ effective }) => effective)) {
          const slots = requirements.flatMap(peopleIn).flatMap((people) => people.slots);
          for (const achievement of new Set(slots.flatMap(({ achievements }) => achievements))) {
            const use = { competency, path: path.key, holds };
            uses.set(achievement, [...(uses.get(achievement) ?? []), use]);
          }
        }
      }
      return uses;
    });
  }

  #worked<Answer>(name: string, work: () => Answer): Answer {
    const known = this.#once.get(name);
    // Each name is used for one kind of answer.
    if (known !== undefined) return known as Answer;
    const answer = work();
    this.#once.set(name, answer);
    return answer;
  }
}

/** A path, by its key and its competency's, with a slot that an achievement helps to fill. */
export interface Use {
  readonly competency: string;
  readonly path: string;
  readonly holds: boolean;
}

function byCompetency<T extends { readonly competency: string }>(
  answers: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(answers.map((answer) => [answer.competency, answer]));
}

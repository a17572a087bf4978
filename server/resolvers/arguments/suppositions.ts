import { storedIdOf, type NodeType } from '../../../schema/global-id';
import type {
  AchievementRevokedInput,
  CredentialEarnedInput,
  MonthClosedInput,
  OverrideEndsInput,
  OverridePlacedInput,
  PersonJoinsInput,
  SuppositionInput,
} from '../../../schema/statuses/what-if';
import { checkKnownKey, knownKeys } from '../../checks/known-keys';
import { readAmount } from '../../checks/recorded-metric';
import { addMonthsOrNull } from '../../checks/months-after';
import { checkCompetency, effectOf } from '../../checks/override';
import type { Refusal } from '../../checks/refusal';
import { sentence } from '../../messages';
import { BadInput } from '../../request/bad-input';
import { achievementsEarnedBeforeLeaving, type Hypothesis } from '../../request/organization-on-day';
import {
  firstDayOf,
  LAST_DAY,
  monthOf,
  shiftMonth,
  versionOn,
  whatIfStepwise,
  type Catalogue,
  type Day,
  type MemberFacts,
  type Override,
  type Supposition,
} from '../../rules';
import { joinerId } from '../../presenters/statuses/contributor';
import { refuseInput } from './refuse-input';

const MAX_SUPPOSITIONS = 100;
const MAX_CREDENTIALS = 50;

/**
 * The number of suppositions is checked before anything is read. A supposition may name only people, achievements and
 * overrides of the organization.
 */
export function createHypothesis(inputs: readonly SuppositionInput[], today: Day): Hypothesis {
  if (inputs.length > MAX_SUPPOSITIONS) {
    throw new BadInput({
      code: 'INVALID',
      path: ['changes'],
      sentence: sentence('whatIf.tooMany', { count: inputs.length, max: MAX_SUPPOSITIONS }),
    });
  }
  return {
    key: JSON.stringify(inputs),
    added: inputs.reduce((sum, input, i) => sum + addedBy(input, pathOf(i)), 0),
    *rule(versions, facts) {
      const reader = new SuppositionReader({ versions, facts }, today);
      const suppositions: Supposition[] = [];
      for (const input of inputs) {
        suppositions.push(reader.read(input, suppositions.length + 1));
        // Reading a supposition can scan all people, so the work can pause after each supposition.
        yield;
      }
      return yield* whatIfStepwise(facts, suppositions);
    },
  };
}

function pathOf(index: number): readonly string[] {
  return ['changes', String(index)];
}

function addedBy({ personJoins, credentialEarned }: SuppositionInput, path: readonly string[]): number {
  if (!personJoins) return credentialEarned ? 1 : 0;
  const { length } = personJoins.credentials;
  if (length > MAX_CREDENTIALS) {
    throw new BadInput({
      code: 'INVALID',
      path: [...path, 'personJoins', 'credentials'],
      sentence: sentence('whatIf.credentials', { count: length, max: MAX_CREDENTIALS }),
    });
  }
  return 1 + length;
}

interface OrganizationData {
  readonly versions: readonly Catalogue[];
  readonly facts: MemberFacts;
}

class SuppositionReader {
  readonly #organization: OrganizationData;
  #earnedHere: ReadonlySet<string> | undefined;
  readonly #today: Day;
  readonly #knownKeys = new Map<string, ReadonlySet<string>>();
  #joiners = 0;

  constructor(organization: OrganizationData, today: Day) {
    this.#organization = organization;
    this.#today = today;
  }

  read(input: SuppositionInput, number: number): Supposition {
    const path = pathOf(number - 1);
    if (input.personLeaves) {
      const { employeeId, on } = input.personLeaves;
      const person = this.#employee(employeeId, [...path, 'personLeaves', 'employeeId']);
      return { kind: 'person-leaves', person, day: this.#day(on) };
    }
    if (input.personJoins) return this.#personJoins(input.personJoins, [...path, 'personJoins']);
    if (input.credentialEarned)
      return this.#credentialEarned(input.credentialEarned, [...path, 'credentialEarned']);
    if (input.achievementRevoked)
      return this.#achievementRevoked(input.achievementRevoked, [...path, 'achievementRevoked']);
    if (input.sales) {
      const { metric, month, amount } = input.sales;
      const { hundredths, refusal } = readAmount(amount, [...path, 'sales', 'amount']);
      refuseInput([this.#checkKey('metric', metric, [...path, 'sales', 'metric']), refusal]);
      if (hundredths === null) throw new Error('An invalid amount was not refused.');
      return { kind: 'sales', metric, month, hundredths };
    }
    if (input.monthClosed) return this.#monthClosed(input.monthClosed, [...path, 'monthClosed']);
    if (input.overridePlaced) {
      const override = this.#overridePlaced(input.overridePlaced, number, [...path, 'overridePlaced']);
      return { kind: 'override-placed', override };
    }
    if (input.overrideEnds) return this.#overrideEnds(input.overrideEnds, [...path, 'overrideEnds']);
    throw new Error('A supposition must have exactly one field. The schema ensures it.');
  }

  #personJoins({ credentials, on }: PersonJoinsInput, path: readonly string[]): Supposition {
    refuseInput(
      [...new Set(credentials)].map((code) =>
        this.#checkKey('credential', code, [...path, 'credentials', String(credentials.indexOf(code))]),
      ),
    );
    return { kind: 'person-joins', person: joinerId(++this.#joiners), credentials, day: this.#day(on) };
  }

  #credentialEarned(
    { employeeId, credential, on }: CredentialEarnedInput,
    path: readonly string[],
  ): Supposition {
    const person = this.#employee(employeeId, [...path, 'employeeId']);
    refuseInput([this.#checkKey('credential', credential, [...path, 'credential'])]);
    return { kind: 'credential-earned', person, credential, day: this.#day(on) };
  }

  #achievementRevoked({ achievementId, on }: AchievementRevokedInput, path: readonly string[]): Supposition {
    const id = storedIdOf('Achievement', achievementId);
    this.#earnedHere ??= achievementsEarnedBeforeLeaving(this.#organization.facts);
    if (id === null || !this.#earnedHere.has(id)) {
      throw new BadInput({
        code: 'NOT_FOUND',
        path: [...path, 'achievementId'],
        sentence: sentence('whatIf.achievement', { id: achievementId }),
      });
    }
    return { kind: 'achievement-revoked', achievement: id, day: this.#day(on) };
  }

  #monthClosed({ month, on }: MonthClosedInput, path: readonly string[]): Supposition {
    const day = this.#day(on);
    if (month === monthOf(LAST_DAY))
      throw new BadInput({
        code: 'INVALID',
        path: [...path, 'month'],
        sentence: sentence('month.last', { month }),
      });
    const first = firstDayOf(shiftMonth(month, 1));
    if (day < first)
      throw new BadInput({
        code: 'INVALID',
        path: [...path, 'on'],
        sentence: sentence('whatIf.month.early', { month, on: day, first }),
      });
    return { kind: 'month-closed', month, day };
  }

  /**
   * Checks the override on its first day, as `placeOverride` does. An empty span is allowed, since an override that was
   * revoked before its first day also has an empty span.
   */
  #overridePlaced(
    { competency, effect, from, until }: OverridePlacedInput,
    number: number,
    path: readonly string[],
  ): Override {
    const { versions } = this.#organization;
    const begin = this.#day(from);
    refuseInput([checkCompetency(competency, versions, begin, [...path, 'competency'])]);
    const { policy } = versionOn(versions, begin);
    const end = until ?? addMonthsOrNull(begin, policy.overrideMonths);
    if (end === null)
      throw new BadInput({
        code: 'INVALID',
        path: [...path, 'from'],
        sentence: sentence('calendar.ends', { from: begin }),
      });
    if (end < begin)
      throw new BadInput({
        code: 'INVALID',
        path: [...path, 'until'],
        sentence: sentence('whatIf.span', { from: begin, until: end }),
      });
    return { id: `supposed ${number}`, competency, from: begin, until: end, ...effectOf(effect) };
  }

  #overrideEnds({ overrideId, on }: OverrideEndsInput, path: readonly string[]): Supposition {
    const id = this.#ownId('Override', overrideId, this.#organization.facts.overrides);
    if (id === null)
      throw new BadInput({
        code: 'NOT_FOUND',
        path: [...path, 'overrideId'],
        sentence: sentence('whatIf.override', { id: overrideId }),
      });
    return { kind: 'override-ends', override: id, day: this.#day(on) };
  }

  #employee(nodeId: string, path: readonly string[]): string {
    const id = this.#ownId('Employee', nodeId, this.#organization.facts.people);
    if (id === null)
      throw new BadInput({
        code: 'NOT_FOUND',
        path: path,
        sentence: sentence('whatIf.employee', { id: nodeId }),
      });
    return id;
  }

  #ownId(type: NodeType, nodeId: string, objects: readonly { readonly id: string }[]): string | null {
    const id = storedIdOf(type, nodeId);
    return objects.some((object) => object.id === id) ? id : null;
  }

  #checkKey(kind: 'credential' | 'metric', key: string, path: readonly string[]): Refusal | null {
    const known = this.#knownKeys.get(kind) ?? knownKeys(kind, this.#organization.versions);
    this.#knownKeys.set(kind, known);
    return checkKnownKey(kind, key, known, path);
  }

  #day(on: Day | null | undefined): Day {
    return on ?? this.#today;
  }
}

import type { UncountedReason, UncountedReasonKind } from '../../schema/progress';
import { say } from '../messages';
import type * as rules from '../rules';
import type { CatalogueOnDay } from './catalogue-on';
import { presentContributor } from './present-contributor';

export type UncountedSource = ReturnType<typeof presentUncounted>;

export function presentUncounted(
  { achievement, credential, person, reasons }: rules.UncountedAchievement,
  catalogue: CatalogueOnDay,
  organizationId: string,
) {
  return {
    achievementId: achievement,
    organizationId,
    credential: catalogue.credential(credential),
    contributor: presentContributor(person, organizationId),
    reasons: reasons.map(presentReason),
  };
}

const KINDS = {
  'not-yet-earned': 'NOT_YET_EARNED',
  expired: 'EXPIRED',
  revoked: 'REVOKED',
  'no-longer-accepted': 'NO_LONGER_ACCEPTED',
  elsewhere: 'ELSEWHERE',
  'on-no-path': 'ON_NO_PATH',
  'person-already-used': 'PERSON_ALREADY_USED',
  'person-spare': 'PERSON_SPARE',
  'need-incomplete': 'NEED_INCOMPLETE',
} as const satisfies Record<rules.UncountedReason['kind'], UncountedReasonKind>;

function presentReason(
  reason: rules.UncountedReason,
): Omit<UncountedReason, 'inWords'> & { readonly inWords: () => string } {
  const kind = KINDS[reason.kind];
  const on = 'day' in reason ? reason.day : null;
  const sentence = kind === 'ELSEWHERE' && on === null ? 'NOT_YET_HERE' : kind;
  return { kind, on, inWords: () => say(`uncounted.${sentence}`, { on: on ?? '' }) };
}

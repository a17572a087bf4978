import { TheFacts1763700000000 } from './1763700000000-the-facts';
import { Invitations1763800000000 } from './1763800000000-invitations';
import { Orders1763900000000 } from './1763900000000-orders';
import { ImportProgress1764000000000 } from './1764000000000-import-progress';
import { StatusSpans1764100000000 } from './1764100000000-status-spans';
import { AuditBySubject1764200000000 } from './1764200000000-audit-by-subject';
import { MembersByCountry1764300000000 } from './1764300000000-members-by-country';
import { OneKeyAnActor1764400000000 } from './1764400000000-one-key-an-actor';
import { OwnEndOfKeys1764500000000 } from './1764500000000-own-end-of-keys';
import { SizeOfOrganizations1764600000000 } from './1764600000000-size-of-organizations';
import { RevokedInvitations1764700000000 } from './1764700000000-revoked-invitations';
import { OneVocabularyOfTime1764800000000 } from './1764800000000-one-vocabulary-of-time';
import { MinorUnits1765000000000 } from './1765000000000-minor-units';

/**
 * One migration history for all databases, oldest first. Released migrations never change. MariaDB and MySQL commit
 * each statement separately, so a migration must be able to run again after an interruption.
 */
export const MIGRATIONS = [
  TheFacts1763700000000,
  Invitations1763800000000,
  Orders1763900000000,
  ImportProgress1764000000000,
  StatusSpans1764100000000,
  AuditBySubject1764200000000,
  MembersByCountry1764300000000,
  OneKeyAnActor1764400000000,
  OwnEndOfKeys1764500000000,
  SizeOfOrganizations1764600000000,
  RevokedInvitations1764700000000,
  OneVocabularyOfTime1764800000000,
  MinorUnits1765000000000,
] as const;

import { TheFacts1763700000000 } from './1763700000000-the-facts';
import { Invitations1763800000000 } from './1763800000000-invitations';

/** The one history for both databases, oldest first. What has been released is never edited. */
export const MIGRATIONS = [TheFacts1763700000000, Invitations1763800000000] as const;

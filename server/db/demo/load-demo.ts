import type { Day } from '../../rules';
import type { Database } from '../database';
export async function loadDemo(_database: Database, _today: Day, _now: Date): Promise<void> {}

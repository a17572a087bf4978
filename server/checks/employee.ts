import { AGENTS } from '../../schema/access';
import { allows } from '../auth/allows';
import { MAX_SUBJECT_LENGTH } from '../auth/tokens';
import type { Viewer } from '../auth/viewer';
import { say } from '../messages';
import { checkText, invalid } from './text';
import type { Refusal } from './refusal';

/** The longest address that can be delivered to. */
const MAX_EMAIL_LENGTH = 254;

export function checkName(name: string): Refusal | null {
  return checkText(['input', 'name'], say('employee.name'), name, { most: 200 });
}

/** Whether mail arrives is another question; this is about what cannot be an address at all. */
export function checkEmail(email: string): Refusal | null {
  const path = ['input', 'email'];
  const refusal = checkText(path, say('employee.email'), email, { most: MAX_EMAIL_LENGTH });
  if (refusal !== null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email)) return refusal;
  return invalid(path, say('employee.email.form', { email }));
}

/** A subject opens an account, so only agents say whose it is. */
export function checkSubject(viewer: Viewer, subject: string): Refusal | null {
  const path = ['input', 'subject'];
  if (!allows(AGENTS, viewer, { organizationId: null })) {
    return invalid(path, say('employee.subject.notYours'));
  }
  return checkText(path, say('employee.subject'), subject, { most: MAX_SUBJECT_LENGTH });
}

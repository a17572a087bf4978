import { AGENTS } from '../../schema/access';
import { allows } from '../auth/allows';
import { MAX_SUBJECT_LENGTH } from '../auth/tokens';
import type { Viewer } from '../auth/viewer';
import { sentence } from '../messages';
import { checkText, invalidRefusal } from './text';
import type { Refusal } from './refusal';

/** The maximum length of an email address in SMTP (RFC 5321). */
const MAX_EMAIL_LENGTH = 254;

export function checkName(name: string): Refusal | null {
  return checkText(['input', 'name'], name, { maxLength: 200 });
}

export function checkEmail(email: string): Refusal | null {
  const path = ['input', 'email'];
  const refusal = checkText(path, email, { maxLength: MAX_EMAIL_LENGTH, optional: true });
  if (refusal !== null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email)) return refusal;
  return invalidRefusal(path, sentence('employee.email.form', { email }));
}

/** A subject grants access to an account, so only agents may set it. */
export function checkSubject(viewer: Viewer, subject: string): Refusal | null {
  const path = ['input', 'subject'];
  if (!allows(AGENTS, viewer, { organizationId: null })) {
    return invalidRefusal(path, sentence('employee.subject.notYours'));
  }
  return checkText(path, subject, { maxLength: MAX_SUBJECT_LENGTH });
}

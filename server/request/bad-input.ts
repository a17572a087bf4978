import { CallerError } from './caller-error';

export class BadInput extends CallerError {
  constructor(message: string) {
    super(message, { code: 'BAD_USER_INPUT' });
  }
}

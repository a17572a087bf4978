/** An error whose message says all that whoever started the server needs: it is shown without a stack. */
export class PlainError extends Error {}

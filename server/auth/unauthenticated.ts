/** The credentials are not valid. The request is answered with 401 and the message of this error. */
export class Unauthenticated extends Error {}

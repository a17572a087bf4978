/** The credentials are not valid. Answered with 401 and the message. */
export class Unauthenticated extends Error {}

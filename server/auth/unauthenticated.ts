/** Credentials were sent, and do not hold. Answered with 401 and this sentence. */
export class Unauthenticated extends Error {}

/** What regcomp(3) says of a pattern that is none. */
export class RegexError extends Error {}

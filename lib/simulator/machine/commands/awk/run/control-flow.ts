/** The next record is begun. */
export class Next extends Error {}

/** The next file is begun. */
export class NextFile extends Error {}

/** What is left to be done is what END says. */
export class Exit extends Error {
  constructor(
    /** As it was given; none where it was not. */
    readonly code: number | undefined,
  ) {
    super('exit')
  }
}

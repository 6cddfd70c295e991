/** What is wrong with a program before it runs; one error is told in a line. */
export class CompileError extends Error {
  constructor(readonly lines: readonly string[] | string) {
    super([lines].flat().join('\n'))
  }
}

/** What ends a run: its place is told with it. */
export class RunError extends Error {}

/** What ends a run without its place: a file that is not there. */
export class FatalError extends Error {}

/** What is wrong with a program before it runs; one error is told in a line. */
export class CompileError extends Error {
  readonly lines: readonly string[]

  constructor(lines: readonly string[] | string) {
    const all = [lines].flat()
    super(all.join('\n'))
    this.lines = all
  }
}

/** What ends a run: its place is told with it. */
export class RunError extends Error {}

/** What ends a run without its place: a file that is not there. */
export class FatalError extends Error {}

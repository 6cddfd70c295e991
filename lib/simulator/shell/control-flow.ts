/** What leaves the course of a script; thrown, and caught where it belongs. */
export class Exit extends Error {
  constructor(readonly status: number) {
    super(`exit ${status}`)
  }
}

export class Return extends Error {
  constructor(readonly status: number) {
    super(`return ${status}`)
  }
}

/** `break` and `continue`: `levels` loops are left, the last of them only for its next round. */
export class Leave extends Error {
  constructor(
    readonly how: 'break' | 'continue',
    readonly levels: number,
  ) {
    super(how)
  }
}

/** A command can't be carried out: said on its stderr, behind the shell's name and the line. */
export class ShellError extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message)
  }
}

/** The same, and the shell ends: an unset variable under `-u`, `${x:?}`. */
export class FatalError extends ShellError {}

/** An arithmetic expression can't be worked out; `token`: from where on it is wrong. */
export class ArithmeticError extends FatalError {
  constructor(
    readonly what: string,
    readonly token?: string,
    readonly expression?: string,
  ) {
    const told = expression === undefined ? what : `${expression}: ${what}`
    super(token === undefined ? told : `${told} (error token is "${token}")`)
  }
}

/** Where a command holds. */
export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  /** Undefined: the one that was used last. */
  | { readonly kind: 'regex'; readonly regex: RegExp | undefined }
  /** `first~step`. */
  | { readonly kind: 'step'; readonly first: number; readonly step: number }

export type RangeEnd = Address | { readonly kind: 'plus' | 'multiple'; readonly count: number }

/** A piece of the right-hand side of `s`: text, a group, or a change of case from here on. */
export type Piece = string | number | { readonly case: 'U' | 'L' | 'u' | 'l' | 'E' }

export interface Substitution {
  readonly regex: RegExp | undefined
  readonly pieces: readonly Piece[]
  readonly isGlobal: boolean
  /** Which match is the first to be replaced. */
  readonly nth: number
  readonly prints: boolean
  readonly file: string | undefined
}

export interface Command {
  readonly name: string
  readonly from?: Address
  readonly to?: RangeEnd
  readonly negated: boolean
  /** What `a i c` print, the file of `r w`, the label of `b t T :`, the number of `q l`. */
  readonly text: string
  readonly substitution?: Substitution
  /** Of `y`. */
  readonly letters?: ReadonlyMap<string, string>
  /** Where a block ends, or a jump leads: an index of the program. */
  target: number
}

/** A program that can't be read, or a run that can't go on: what sed says, and its exit code. */
export class SedError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message)
  }
}

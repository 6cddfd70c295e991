/** The releases of click that SONiC's CLI was built with: 7.0 until 202505, later 8.1. */
export type ClickRelease = '7.0' | '8.1'

/** How a release of click says what is wrong. */
export interface ClickWords {
  quoted(text: string): string
  /** Of an argument that has choices and no name of its own. */
  choicesMetavar(choices: readonly string[]): string
  noSuchOption(option: string): string
  missing(metavar: string, choices: readonly string[]): string
  invalid(metavar: string, word: string, choices: readonly string[]): string
}

export const clickWords: Readonly<Record<ClickRelease, ClickWords>> = {
  '7.0': {
    quoted: (text) => `"${text}"`,
    choicesMetavar: (choices) => `[${choices.join('|')}]`,
    noSuchOption: (option) => `no such option: ${option}`,
    missing: (metavar, choices) =>
      `Missing argument "${metavar}".${choices.length > 0 ? `  Choose from:\n\t${choices.join(',\n\t')}.` : ''}`,
    invalid: (metavar, word, choices) =>
      `Invalid value for "${metavar}": invalid choice: ${word}. (choose from ${choices.join(', ')})`,
  },
  '8.1': {
    quoted: (text) => `'${text}'`,
    choicesMetavar: (choices) => `{${choices.join('|')}}`,
    noSuchOption: (option) => `No such option: ${option}`,
    missing: (metavar, choices) =>
      `Missing argument '${metavar}'.${choices.length > 0 ? ` Choose from:\n\t${choices.join(',\n\t')}` : ''}`,
    invalid: (metavar, word, choices) =>
      `Invalid value for '${metavar}': '${word}' is not one of ${choices.map((choice) => `'${choice}'`).join(', ')}.`,
  },
}

import { type Verdict } from './scenario-outcome'

/** Colours a text, or leaves it alone where nobody looks. */
export type Paint = (colour: Colour, text: string) => string
export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim'

const codes: Record<Colour, number> = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2 }

/** Colours for a terminal; none for a file, a pipe, NO_COLOR or TERM=dumb. */
export const paintFor = (isTty: boolean, env: NodeJS.ProcessEnv): Paint => {
  const plain = !isTty || Boolean(env.NO_COLOR) || env.TERM === 'dumb'
  return plain ? (_, text) => text : (colour, text) => `\x1b[${codes[colour]}m${text}\x1b[0m`
}

export const verdictColour: Record<Verdict, Colour> = {
  passed: 'green',
  failed: 'red',
  blocked: 'yellow',
  skipped: 'cyan',
}

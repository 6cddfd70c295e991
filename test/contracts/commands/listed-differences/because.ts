/** A command that the twin answers otherwise than the real machine, and why that is left so. */
export interface ListedDifference {
  readonly command: string
  readonly why: string
}

export const because = (why: string, ...commands: readonly string[]): ListedDifference[] =>
  commands.map((command) => ({ command, why }))

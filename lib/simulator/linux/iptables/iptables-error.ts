/** Why iptables refuses, in its words, and with the code that it exits with. */
export class IptablesError extends Error {
  constructor(
    readonly exitCode: number,
    readonly text: (program: string) => string,
  ) {
    super(text('iptables'))
  }
}

/** Something is wrong with what was typed. */
export const usage = (message: string): IptablesError =>
  new IptablesError(2, (program) => versioned(program, message) + hint(program))

/** A word where none is expected. */
export const badWord = (word: string): IptablesError =>
  new IptablesError(2, (program) => `Bad argument \`${word}'\n${hint(program)}`)

/** The kernel refuses; `message` without the full stop. */
export const refusal = (message: string): IptablesError =>
  new IptablesError(1, (program) => `${program}: ${message}.\n`)

/** nftables refuses. */
export const failedTransaction = (message: string): IptablesError =>
  new IptablesError(4, (program) => versioned(program, ` ${message}`))

export const noSuchTable = (table: string): IptablesError => {
  const more = 'Perhaps iptables or your kernel needs to be upgraded.\n'
  return new IptablesError(
    3,
    (program) => versioned(program, `table '${table}' does not exist`) + more,
  )
}

/** A chain is to be listed that nobody has made. */
export const unlistedChain = (table: string, chain: string): IptablesError => {
  const message = `chain \`${chain}' in table \`${table}' is incompatible, use 'nft' tool.`
  return new IptablesError(1, (program) => versioned(program, message))
}

const versioned = (program: string, message: string): string =>
  `${program} v1.8.9 (nf_tables): ${message}\n`

const hint = (program: string): string =>
  `Try \`${program} -h' or '${program} --help' for more information.\n`

export const noSuchChain = 'No chain/target/match by that name'

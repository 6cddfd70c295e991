import type { CommandOutput } from '../../machine/types'
import type { JoinError } from './join-error'

/** kubeadm ends here; the message is what it says, without the hint at its stack trace. */
export class KubeadmFailure extends Error {
  constructor(
    message: string,
    /** 1 as a rule; 3 for a configuration that can't be right. */
    readonly exitCode = 1,
  ) {
    super(message)
  }
}

/** A command that only others of its kind can follow: none does, or one that it does not have. */
export const subcommandFailure = (command: string, given: string | undefined): KubeadmFailure =>
  new KubeadmFailure(
    given === undefined
      ? `missing subcommand; "${command}" is not meant to be run on its own`
      : `invalid subcommand: ${JSON.stringify(given)}`,
  )

/** A phase has failed. */
export const phaseFailure = ({ phase, message }: JoinError): KubeadmFailure =>
  new KubeadmFailure(`error execution phase ${phase}: ${message}`)

/** One or several mistakes in what was asked for, worded as field errors of the API machinery. */
export const invalid = (mistakes: readonly string[]): KubeadmFailure => {
  const [first = '', ...others] = mistakes
  return new KubeadmFailure(others.length > 0 ? `[${mistakes.join(', ')}]` : first, 3)
}

/** A value of a field of the configuration that can't be right. */
export const invalidValue = (field: string, value: string, why: string): string =>
  `${field}: Invalid value: ${JSON.stringify(value)}: ${why}`

/** What kubeadm prints as it gives up. */
export const failed = ({ message, exitCode }: KubeadmFailure): CommandOutput => ({
  stderr: `${message}\nTo see the stack trace of this error execute with --v=5 or higher\n`,
  exitCode,
})

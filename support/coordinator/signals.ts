import { interruption } from '../interruption'

/** As a shell counts: 128 and the signal's number. */
export const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const
type Signal = keyof typeof signalExitCodes

/** Of a run that was interrupted; undefined where nobody did. */
export const interruptedExitCode = (): number | undefined =>
  interruption.by === 'SIGINT' || interruption.by === 'SIGTERM'
    ? signalExitCodes[interruption.by]
    : undefined

interface SignalActions {
  readonly log: (text: string) => void
  /** What becomes of the machines when this process leaves at once. */
  readonly whatStays: () => string
  /** Passes the first signal on to worker processes. */
  readonly forward: (signal: Signal) => void
  /** The second signal: leaves the process, whatever is still to be done. */
  readonly leave: (exitCode: number) => void
}

/**
 * The first signal ends the running step; hooks, undo and reports follow. The second leaves at once and says
 * what stays behind. The answer stops listening.
 */
export const listenForSignals = ({
  log,
  whatStays,
  forward,
  leave,
}: SignalActions): (() => void) => {
  const onSignal = (signal: Signal): void => {
    if (interruption.interrupt(signal)) {
      log(
        `\n${signal}: ending the step, then undoing what was changed. Once more leaves at once.\n`,
      )
      forward(signal)
      return
    }
    log(`\n${signal} again: left at once. ${whatStays()}`)
    leave(signalExitCodes[signal])
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return () => {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}

import { simulateTestbed, type SimulatedTestbed, type SimulateOptions } from './simulate-testbed'

/** The line on stdout by which the child process says that its testbed file is complete. */
export interface ReadyLine {
  readonly ready: true
  readonly testbed: string
}

/**
 * The simulated testbed as a child process: prints the ready line, and ends when its stdin closes or with
 * SIGTERM. Ctrl-C reaches a whole process group: it is ignored, as the parent still needs the machines for its undo.
 */
export async function runTestbedProcess(options: SimulateOptions): Promise<void> {
  const ignore = (): void => undefined
  process.on('SIGINT', ignore)
  const ended = inputEnded()
  const testbed = await simulateTestbed(options)
  const line: ReadyLine = { ready: true, testbed: testbed.testbedFile }
  process.stdout.write(`${JSON.stringify(line)}\n`)
  await ended
  await testbed.close()
  process.off('SIGINT', ignore)
}

/** The simulated testbed for a person: `tell` prints what can be tried; ends with Ctrl-C or SIGTERM. */
export async function runInteractively(
  options: SimulateOptions,
  tell: (testbed: SimulatedTestbed) => void,
): Promise<void> {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  const testbed = await simulateTestbed(options)
  tell(testbed)
  await interrupted
  await testbed.close()
}

function inputEnded(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.resume()
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
    process.once('SIGTERM', () => {
      process.stdin.destroy()
      resolve()
    })
  })
}

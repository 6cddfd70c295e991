import type { Container } from './container'
import type { ContainerProcess } from './container-process'
import { ProgramRun, type ProgramOptions } from './program-run'

/** Sets a container's first process going. */
export function beginProcess(
  container: Container,
  { output, exits, program }: ContainerProcess,
  options: ProgramOptions,
): void {
  const { clock, ended } = options
  const { pid } = container
  const later = (afterMs: number, act: () => void): void =>
    void clock.afterInterval(afterMs, () => container.pid === pid && act())
  for (const { afterMs, text } of output) {
    const write = (): void => container.log.write(text, clock.now())
    if (afterMs === 0) write()
    else later(afterMs, write)
  }
  if (exits) later(exits.afterMs, () => ended(exits.code))
  if (!program) return
  const run = new ProgramRun(container, options)
  container.program = run
  run.running = program.start(run) ?? {}
}

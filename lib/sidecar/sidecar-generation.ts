import { root } from '../host/command'
import { type Condition, met, notYet } from '../wait/condition'
import { milliseconds } from '../wait/duration'
import { podControlSource } from './sidecar-files'
import { type Sidecar } from './sidecar'

/**
 * How a sidecar reaches its pod's containers: by `docker`, since 2026-03 (facts §4.5), or by `kubectl`, as the design paper
 * has it. The older one keeps telemetry's clients in the row of gnmi, and its pod control deletes pods.
 */
export type SidecarGeneration = 'docker' | 'kubectl'

/**
 * Met once the sidecar runs, with its generation: by what its image brings, as the version of the device tells nothing of it.
 * One that goes by kubectl deletes its own pod when it has written its scripts, and comes again.
 */
export const sidecarGeneration = (sidecar: Sidecar): Condition<SidecarGeneration> => ({
  description: `a sidecar of ${sidecar.feature} that runs, to see its generation`,
  hint: `docker ps -a --filter label=io.kubernetes.container.name=${sidecar.feature}-sidecar   (on ${sidecar.dut.name})`,
  everyMs: milliseconds(250),
  async check() {
    const { sidecar: id } = await sidecar.look()
    if (id === undefined) return notYet('no container of the sidecar runs')
    // The first images have no such script: theirs call kubectl themselves.
    const { stdout, exitCode } = await sidecar.dut.attempt(
      root`docker exec ${id} sh -c ${`cat ${podControlSource} 2> /dev/null || :`}`,
    )
    if (exitCode !== 0) return notYet('the container of the sidecar has just ended')
    return met(stdout === '' || /\bkubectl\b/.test(stdout) ? 'kubectl' : 'docker')
  },
})

/** The table whose row `gnmi` says how telemetry's clients are verified. */
export const clientTable = (generation: SidecarGeneration): 'TELEMETRY' | 'GNMI' =>
  generation === 'docker' ? 'TELEMETRY' : 'GNMI'

import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Condition, met, notYet } from '../../wait/condition'

/** A program of a feature's container, as supervisord has it. */
export interface Program {
  readonly name: string
  /** RUNNING, EXITED, STARTING, BACKOFF, FATAL … */
  readonly state: string
}

/** They run once, at the container's start. */
const oneShots = /^(start|dependent-startup|waitfor_\w+|.*_init)$/
const mark = '--'

/**
 * The programs of a feature that do not run although they should, as SONiC's own health checker asks: supervisorctl in the
 * container, held to the image's list of critical processes. Where an image has none, all must run but those that run once.
 * supervisorctl's exit code says nothing: 3 whenever a program has ended, as `start` always has. Throws where the container
 * does not answer.
 */
export async function unhealthyPrograms(dut: Host, container: string): Promise<readonly Program[]> {
  const { stdout, stderr, exitCode } = await dut.attempt(root`
    docker exec ${container} cat /etc/supervisor/critical_processes 2> /dev/null
    echo ${mark}
    docker exec ${container} supervisorctl status`)
  const [list = '', status = ''] = stdout.split(`${mark}\n`)
  const programs = programsIn(status)
  if (programs.length === 0)
    throw new Error(
      `supervisorctl in container ${container} on ${dut.name} told no program (exit code ${exitCode}): ${(stderr || status).trim()}`,
    )
  const critical = criticalIn(list)
  const failed = programs.filter(({ state }) => hopeless.includes(state))
  return critical.length > 0
    ? [...new Set([...failed, ...critical.flatMap((each) => notRunning(each, programs))])]
    : programs.filter(
        ({ name, state }) => state !== 'RUNNING' && !(state === 'EXITED' && oneShots.test(name)),
      )
}

/** States that supervisord does not leave by itself, and that no program is in that is well. */
const hopeless = ['FATAL', 'BACKOFF', 'UNKNOWN']

/** `program:snmpd` or `group:dhcp-relay`, a line each. */
const criticalIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => /^\s*(?:program|group):\s*(\S+)/.exec(line)?.[1] ?? [])

/** A program by its name, or those of a group: `dhcp-relay:dhcrelay-Vlan1000`. */
function notRunning(critical: string, programs: readonly Program[]): readonly Program[] {
  const meant = programs.filter(({ name }) => name === critical || name.startsWith(`${critical}:`))
  if (meant.length === 0) return [{ name: critical, state: '(not there)' }]
  return meant.filter(({ state }) => state !== 'RUNNING')
}

/** `snmpd                            RUNNING   pid 31, uptime 0:01:10`, a line each. */
export const programsIn = (text: string): readonly Program[] =>
  text.split('\n').flatMap((line) => {
    const found = /^(\S+) +([A-Z]+)\b/.exec(line)
    return found ? [{ name: found[1] ?? '', state: found[2] ?? '' }] : []
  })

/** All programs of the container run that should. */
export const healthy = (dut: Host, container: string): Condition<void> => ({
  description: `the programs in container ${container} on ${dut.name} to run`,
  hint: `docker exec ${container} supervisorctl status   (on ${dut.name})`,
  async check() {
    const unhealthy = await unhealthyPrograms(dut, container)
    if (unhealthy.length === 0) return met(undefined)
    return notYet(unhealthy.map(({ name, state }) => `${name} ${state}`).join(', '))
  },
})

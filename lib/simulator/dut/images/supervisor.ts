import type { ContainerSelf, RunningProgram } from '../../docker/container/container-program'
import type { CommandOutput } from '../../machine/types'
import { pythonDateTime } from '../python-text'

/** The programs of a feature's container, besides those of all. */
const applications: Readonly<Record<string, readonly string[]>> = {
  snmp: ['snmp-subagent', 'snmpd'],
  gnmi: ['gnmi-native'],
  telemetry: ['dialout', 'telemetry'],
  restapi: ['restapi'],
  lldp: ['lldp-syncd', 'lldpd', 'lldpmgrd'],
  pmon: ['chassisd', 'pcied', 'psud', 'syseepromd', 'thermalctld', 'xcvrd'],
}

export const programsOf = (feature: string): readonly string[] => applications[feature] ?? [feature]

const always = ['supervisor-proc-exit-listener', 'rsyslogd', 'start']

/** Process 1 of SONiC's containers: `start` runs first, the application's programs when it has ended. */
export class Supervisor implements RunningProgram {
  #application: RunningProgram | undefined
  readonly #running = new Map<string, { readonly pid: number; readonly since: number }>()
  readonly #names: readonly string[]

  constructor(
    private readonly self: ContainerSelf,
    feature: string,
  ) {
    this.#names = programsOf(feature)
    this.#log('Set uid to user 0 succeeded')
    this.#log('supervisord started with pid 1')
    always.forEach((name) => this.#spawn(name))
  }

  startApplication(application: RunningProgram): void {
    this.#application = application
    this.#running.delete('start')
    this.#log('exited: start (exit status 0; expected)')
    this.#names.forEach((name) => this.#spawn(name))
  }

  async terminate(): Promise<number> {
    await this.#application?.terminate?.('TERM')
    await this.self.clock.delay(this.self.random.between(80, 250))
    return 0
  }

  exec(argv: readonly string[], stdin: string): ReturnType<NonNullable<RunningProgram['exec']>> {
    const [program = '', verb = ''] = argv
    const name = program.slice(program.lastIndexOf('/') + 1)
    if (name === 'supervisorctl' && verb === 'status') return this.#status()
    if (name === 'readiness_probe.sh') return { exitCode: this.#application ? 0 : 2 }
    return this.#application?.exec?.(argv, stdin)
  }

  serves(port: number, path: string): { status: number } | undefined {
    return this.#application?.serves?.(port, path)
  }

  /** Exit code 3 says that not all of them run. */
  #status(): CommandOutput {
    const lines = [...always, ...this.#names].sort().map((name) => {
      const process = this.#running.get(name)
      const state = process
        ? `RUNNING   pid ${process.pid}, uptime ${uptime(this.self.clock.now() - process.since)}`
        : name === 'start'
          ? 'EXITED    '
          : 'STOPPED   Not started'
      return `${name.padEnd(32)} ${state}\n`
    })
    return { stdout: lines.join(''), exitCode: 3 }
  }

  #spawn(name: string): void {
    const pid = this.self.newPid()
    this.#running.set(name, { pid, since: this.self.clock.now() })
    this.#log(`spawned: '${name}' with pid ${pid}`)
  }

  #log(message: string): void {
    const at = pythonDateTime(this.self.clock.now()).slice(0, 23).replace('.', ',')
    this.self.log(`${at} INFO ${message}\n`)
  }
}

/** `0:01:05` */
function uptime(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, '0'))
  return `${Math.floor(seconds / 3600)}:${parts.join(':')}`
}

import type {
  ChildProcess,
  UnitDefinition,
  UnitProgram,
  UnitRun,
} from '../../linux/systemd/unit-definition'
import { scriptPath, shippedScript } from '../../sidecars/host-scripts'
import type { DutParts } from '../dut-parts'
import type { FeatureScript, ScriptCall } from './feature-script'

/** 128 + SIGTERM. */
const ended = 143

/** What a feature's unit runs: its script, as it stands on the device. */
export class FeatureUnit implements UnitProgram {
  /** The script's calls take no time. */
  hurries = false
  #waiting: AbortController | undefined
  #preparing: AbortController | undefined
  #children: readonly ChildProcess[] = []

  constructor(
    private readonly parts: DutParts,
    private readonly script: FeatureScript,
  ) {}

  get definition(): UnitDefinition {
    const { feature } = this.script
    const path = scriptPath(feature)
    return {
      name: `${feature}.service`,
      description: `${titles[feature] ?? feature} container`,
      // systemd-sonic-generator wants them at boot.
      enablement: 'static',
      generated: true,
      process: {
        name: `${feature}.sh`,
        commandLine: () => `/bin/bash ${path} wait`,
        memory: '48.9M',
        exec: `${path} wait`,
        before: `${path} start`,
        children: () => this.#children,
      },
      restart: { policy: 'always', seconds: 30 },
      startLimit: { burst: 3, seconds: 1200 },
      unitFile: `ExecStartPre=${path} start\nExecStop=${path} stop`,
      program: this,
    }
  }

  async prepare(): Promise<number> {
    const { signal } = (this.#preparing = new AbortController())
    const start = (call: ScriptCall): Promise<number> => this.script.start(call)
    return this.#run('start', start, signal).catch((error: unknown) => {
      if (signal.aborted) return ended
      throw error
    })
  }

  interrupt(): void {
    this.#preparing?.abort(new Error(`${this.script.feature}.sh start was stopped`))
  }

  start(run: UnitRun): void {
    const waiting = (this.#waiting = new AbortController())
    const { signal } = waiting
    const wait = async (call: ScriptCall): Promise<number> => {
      const runs: ScriptCall['runs'] = (children) => (this.#children = children)
      const { exitCode, stderr } = await this.script.wait({ ...call, runs })
      if (stderr) call.print(stderr.trimEnd())
      return exitCode
    }
    this.#run('wait', wait, signal).then(
      (code) => signal.aborted || run.exited(code),
      (error: unknown) => {
        if (!signal.aborted) throw error
      },
    )
  }

  stop(): void {
    this.#waiting?.abort(new Error(`${this.script.feature}.sh was stopped`))
  }

  async release(): Promise<void> {
    await this.#run('stop', async (call) => {
      await this.script.stop(call)
      return 0
    })
  }

  /** The script as it was shipped is run here; another one that stands in its place, by the machine. */
  async #run(
    verb: string,
    shipped: (call: ScriptCall) => Promise<number>,
    signal?: AbortSignal,
  ): Promise<number> {
    const { machine, journal } = this.parts
    const { feature } = this.script
    const path = scriptPath(feature)
    const unit = `${feature}.service`
    const pid = machine.processes.nextPid()
    const print = (message: string): void =>
      journal.write({ identifier: `${feature}.sh`, pid, unit, transport: 'stdout', message })
    const isShipped =
      machine.fs.exists(path) && machine.fs.readText(path) === shippedScript(feature)
    if (isShipped) return shipped({ unit, print, hurries: this.hurries, ...(signal && { signal }) })
    const { stdout, stderr, exitCode } = await machine.run([path, verb], {
      user: 'root',
      cwd: '/',
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin' },
      signal: signal ?? new AbortController().signal,
    })
    for (const line of `${stdout}${stderr}`.split('\n')) if (line) print(line)
    return exitCode
  }
}

const titles: Readonly<Record<string, string>> = {
  bgp: 'BGP',
  gnmi: 'GNMI',
  lldp: 'LLDP',
  pmon: 'Platform monitor',
  restapi: 'SONiC Restapi',
  snmp: 'SNMP',
  swss: 'switch state service',
  syncd: 'syncd',
  teamd: 'TEAMD',
  telemetry: 'Telemetry',
}

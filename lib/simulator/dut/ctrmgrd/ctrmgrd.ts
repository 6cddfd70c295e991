import type { UnitProgram, UnitRun } from '../../linux/systemd/unit-definition'
import type { SonicDatabase } from '../../databases/databases'
import type { DutParts } from '../dut-parts'
import { FileSystemError } from '../../file-system/file-system-error'
import { osError, reprPairs, reprString } from '../python-text'
import { CtrmgrdLog } from './ctrmgrd-log'
import { EventLoop } from './event-loop'
import { FeatureTransitions } from './feature-transitions'
import { KubeCommands } from './kube-commands'
import { NodeLabels } from './node-labels'
import { RemoteServer } from './remote-server'
import { readSettings, UnreadableSettings } from './settings'

/** In this share of cases ctrmgrd reads CONFIG_DB before the CLI's four writes are done. */
const raceLost = 0.3

/** Who is quicker: ctrmgrd that reads CONFIG_DB, or the CLI that writes four fields one by one. */
export type ConfigRace = 'by chance' | 'ctrmgrd' | 'cli'

/** SONiC's container manager daemon: follows KUBERNETES_MASTER, and joins or leaves the cluster. */
export class Ctrmgrd implements UnitProgram {
  quicker: ConfigRace = 'by chance'
  #daemon: Daemon | undefined

  constructor(private readonly parts: DutParts) {}

  start(run: UnitRun): void {
    try {
      this.#daemon = new Daemon(this.parts, run, () => this.quicker)
    } catch (error) {
      if (!(error instanceof UnreadableSettings)) throw error
      new CtrmgrdLog(this.parts.journal, run.pid).dies(error.message)
      queueMicrotask(() => run.exited(1))
    }
  }

  async stop(): Promise<void> {
    const daemon = this.#daemon
    this.#daemon = undefined
    daemon?.end()
    await daemon?.childless()
  }
}

class Daemon {
  readonly #abort = new AbortController()
  readonly #loop: EventLoop
  readonly #log: CtrmgrdLog
  readonly #server: RemoteServer
  readonly #labels: NodeLabels
  readonly #features: FeatureTransitions
  readonly #unsubscribe: (() => void)[] = []
  /** Resolves when none of its commands runs any more. */
  readonly childless: () => Promise<void>

  constructor(
    private readonly parts: DutParts,
    private readonly unit: UnitRun,
    private readonly quicker: () => ConfigRace,
  ) {
    this.#loop = new EventLoop(parts.clock, () => this.#wakeUpTurns())
    this.#log = new CtrmgrdLog(parts.journal, unit.pid, this.#abort.signal)
    const commands = new KubeCommands(parts, this.#log, unit.pid, this.#abort.signal)
    this.childless = () => commands.childless()
    const settings = readSettings(parts.machine)
    this.#server = new RemoteServer(parts, this.#log, commands, this.#loop, settings)
    this.#features = new FeatureTransitions(parts, this.#log, this.#loop, settings, commands.images)
    this.#labels = new NodeLabels(this.#log, commands, this.#loop, settings, this.#server)
    void this.#run()
  }

  end(): void {
    this.#abort.abort(new Error('ctrmgrd was stopped'))
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    this.#loop.end()
  }

  async #run(): Promise<void> {
    try {
      this.#loop.post(() => this.#server.start())
      this.#subscribe()
      await this.#loop.run()
    } catch (error) {
      if (this.#abort.signal.aborted) return
      this.#log.dies(
        error instanceof FileSystemError ? `OSError: ${osError(error)}` : (error as Error).message,
      )
      this.end()
      this.unit.exited(1)
    }
  }

  // As swss-common's tables: what is there already comes first, then every change.
  #subscribe(): void {
    const { config, state } = this.parts.databases
    const subscriptions: [
      SonicDatabase,
      string,
      (key: string, fields: Readonly<Record<string, string>>) => Promise<void> | void,
    ][] = [
      [config, 'KUBERNETES_MASTER', (key, fields) => this.#server.onConfig(key, fields)],
      [config, 'FEATURE', (key, fields) => this.#features.onConfig(key, fields)],
      [state, 'FEATURE', (key, fields) => this.#features.onState(key, fields)],
      [state, 'KUBE_LABELS', (key, fields) => this.#labels.onLabels(key, fields)],
    ]
    for (const [database, table, handle] of subscriptions) {
      const source = `${database === config ? 'CONFIG_DB' : 'STATE_DB'} ${table}`
      const receive = (name: string): void => {
        if (name.startsWith(`${table}|`))
          this.#loop.post(() => this.#receive(database, name, handle), source)
      }
      database.keys(`${table}|*`).forEach(receive)
      this.#unsubscribe.push(database.subscribe(receive))
    }
  }

  // The row is read now, not when it changed.
  async #receive(
    database: SonicDatabase,
    name: string,
    handle: (key: string, fields: Readonly<Record<string, string>>) => Promise<void> | void,
  ): Promise<void> {
    const key = name.slice(name.indexOf('|') + 1)
    const fields = database.hgetall(name)
    const operation = database.exists(name) ? 'SET' : 'DEL'
    this.#log.debug(
      'run',
      `Received message : '(${reprString(key)}, ${reprString(operation)}, ${reprPairs(fields)})'`,
    )
    await handle(key, fields)
  }

  // Read at once, the row may lack fields that the CLI is about to write; a dozen turns later it is complete.
  #wakeUpTurns(): number {
    const random = this.parts.random.of('config race')
    const quicker = this.quicker()
    const isQuick = quicker === 'by chance' ? random.next() < raceLost : quicker === 'ctrmgrd'
    return isQuick ? Math.floor(random.next() * 2) : 12
  }
}

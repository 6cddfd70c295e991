import type { Fields } from '../../databases/databases'
import type { DutParts } from '../dut-parts'
import { pythonBoolean, pythonDateTime, pythonSeconds, reprDict } from '../python-text'
import type { CtrmgrdLog } from './ctrmgrd-log'
import type { EventLoop } from './event-loop'
import type { KubeCommands } from './kube-commands'
import type { CtrmgrdSettings } from './settings'

const serverKey = 'SERVER'
const row = 'KUBERNETES_MASTER|SERVER'

/** ctrmgrd's RemoteServerHandler: which server is wanted, whether it is joined, and when to try again. */
export class RemoteServer {
  #wanted: ServerConfig
  #state: Record<string, string>
  #pending = false
  #connected = false
  /** When the pending attempt is due, as the clock would say at pace `real`. */
  #dueAt = 0

  constructor(
    private readonly parts: DutParts,
    private readonly log: CtrmgrdLog,
    private readonly commands: KubeCommands,
    private readonly loop: EventLoop,
    private readonly settings: CtrmgrdSettings,
  ) {
    this.#wanted = this.#configured(parts.databases.config.hgetall(row))
    this.#state = {
      ip: '',
      port: '',
      connected: '',
      update_time: '',
      ...inLowerCase(parts.databases.state.hgetall(row)),
    }
  }

  /** As this process has seen it: what STATE_DB says from before does not count. */
  get isConnected(): boolean {
    return this.#connected
  }

  async start(): Promise<void> {
    this.log.debug('__init__', `startup config: ${reprDict(this.#wanted)}`)
    if (this.#state['update_time']) return this.#update()
    const { joinLatencyOnBoot } = this.settings
    this.#retryIn(joinLatencyOnBoot)
    this.log.debug(
      '__init__',
      `Pause to join ${joinLatencyOnBoot} seconds @ ${pythonDateTime(this.#dueAt)}`,
    )
  }

  async onConfig(key: string, fields: Fields): Promise<void> {
    if (key !== serverKey) return
    const wanted = this.#configured(fields)
    if (reprDict({ ...wanted }) === reprDict(this.#wanted)) {
      this.log.debug('on_config_update', 'No change in server config')
      return
    }
    this.log.debug('on_config_update', `Received config update: ${reprDict(fields)}`)
    this.#wanted = wanted
    if (!this.#pending) return this.#update()
    const left = Math.max(0, Math.floor((this.#dueAt - this.parts.clock.now()) / 1000))
    this.log.debug(
      'on_config_update',
      `Pending to start in ${left} seconds at ${pythonDateTime(this.#dueAt)}`,
    )
  }

  async #update(): Promise<void> {
    this.#pending = false
    const { ip, disable } = this.#wanted
    const disabled = disable !== 'false'
    const before = reprDict(this.#state)
    this.log.debug(
      'handle_update',
      `server: handle_update: disable=${pythonBoolean(disabled)} ip=${ip}`,
    )
    if (disabled || ip === '') await this.#reset()
    else await this.#join()
    if (reprDict(this.#state) === before) return
    this.#state['update_time'] = pythonSeconds(this.parts.clock.now())
    this.#publishState()
  }

  async #reset(): Promise<void> {
    await this.commands.resetMaster()
    this.#state['connected'] = 'false'
    this.log.debug('do_reset', 'kube_reset_master called')
    this.#connected = false
  }

  async #join(): Promise<void> {
    const { ip, port, insecure } = this.#wanted
    const { ret } = await this.commands.join({ ip, port, insecure })
    this.#connected = ret === 0
    if (this.#connected) {
      Object.assign(this.#state, { connected: 'true', ip, port })
      this.#publishLabels()
      this.log.debug('do_join', 'kube_join_master succeeded')
      return
    }
    this.#state['connected'] = 'false'
    const { retryJoin } = this.settings
    this.#retryIn(retryJoin)
    this.log.debug(
      'do_join',
      `kube_join_master failed retry after ${retryJoin} seconds @${pythonDateTime(this.#dueAt)}`,
    )
  }

  /** The whole row: what others have written beside it goes. */
  #publishState(): void {
    const { state } = this.parts.databases
    const foreign = Object.keys(state.hgetall(row)).filter((field) => !(field in this.#state))
    state.hdel(row, foreign)
    state.hset(row, this.#state)
    this.log.debug('handle_update', `Update server state=${reprDict(this.#state)}`)
  }

  #publishLabels(): void {
    const { machine, databases } = this.parts
    const device = databases.config.hgetall('DEVICE_METADATA|localhost')
    const labels = {
      sonic_version:
        /^build_version: '(.*)'$/m.exec(machine.fs.readText('/etc/sonic/sonic_version.yml'))?.[1] ??
        '',
      hwsku: device['hwsku'] ?? '',
      deployment_type: device['type'] ?? 'unknown',
      'worker.sonic/platform': device['platform'] ?? '',
    }
    databases.state.hset('KUBE_LABELS|SET', labels)
    this.log.debug(
      'mod_db_entry',
      `mod_db_entry: db=STATE_DB tbl=KUBE_LABELS key=SET data=${reprDict(labels)}`,
    )
  }

  #retryIn(seconds: number): void {
    this.#pending = true
    this.#dueAt = this.parts.clock.now() + seconds * 1000
    this.loop.after(seconds, () => this.#update())
  }

  #configured(fields: Fields): ServerConfig {
    const insecure = this.parts.variant.ctrmgrd === 'verified' ? 'false' : 'true'
    return { ip: '', port: '6443', disable: 'false', insecure, ...inLowerCase(fields) }
  }
}

/** With whatever other fields the row has: a change of any of them is a change. */
interface ServerConfig extends Fields {
  readonly ip: string
  readonly port: string
  readonly disable: string
  readonly insecure: string
}

const inLowerCase = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value.toLowerCase()]),
  )

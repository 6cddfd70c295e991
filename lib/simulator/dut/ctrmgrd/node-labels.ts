import type { Fields } from '../../databases/databases'
import { pythonBoolean, reprDict } from '../python-text'
import type { CtrmgrdLog } from './ctrmgrd-log'
import type { EventLoop } from './event-loop'
import type { KubeCommands } from './kube-commands'
import type { RemoteServer } from './remote-server'
import type { CtrmgrdSettings } from './settings'

/** ctrmgrd's label handler: STATE_DB KUBE_LABELS is carried to the node, again and again until it works. */
export class NodeLabels {
  /** What was wanted last, whether or not it could be carried to the node. */
  #wanted: Fields = {}
  #retrying = false

  constructor(
    private readonly log: CtrmgrdLog,
    private readonly commands: KubeCommands,
    private readonly loop: EventLoop,
    private readonly settings: CtrmgrdSettings,
    private readonly server: RemoteServer,
  ) {}

  async onLabels(key: string, labels: Fields): Promise<void> {
    if (key !== 'SET') return
    this.#wanted = labels
    const { isConnected } = this.server
    if (isConnected && !this.#retrying) return this.#update()
    this.log.debug(
      'on_update',
      `Skip label update: connected:${pythonBoolean(isConnected)} pending:${pythonBoolean(this.#retrying)}`,
    )
  }

  // A retry comes whether the device has left the cluster meanwhile or not.
  async #update(): Promise<void> {
    this.#retrying = false
    const ret = await this.commands.writeLabels(this.#wanted)
    this.#retrying = ret !== 0
    if (this.#retrying) this.loop.after(this.settings.retryLabels, () => this.#update())
    this.log.debug(
      'update_node_labels',
      `ret=${ret} set=${reprDict(this.#wanted)} pending=${pythonBoolean(this.#retrying)}`,
    )
  }
}

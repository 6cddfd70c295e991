import type { DutParts } from '../dut-parts'
import { pythonBoolean, reprDict } from '../python-text'
import type { CtrmgrdLog } from './ctrmgrd-log'
import type { EventLoop } from './event-loop'
import type { KubeCommands } from './kube-commands'
import type { RemoteServer } from './remote-server'
import type { CtrmgrdSettings } from './settings'

/** ctrmgrd's label handler: STATE_DB KUBE_LABELS is carried to the node, again and again until it works. */
export class NodeLabels {
  constructor(
    private readonly parts: DutParts,
    private readonly log: CtrmgrdLog,
    private readonly commands: KubeCommands,
    private readonly loop: EventLoop,
    private readonly settings: CtrmgrdSettings,
    private readonly server: RemoteServer,
  ) {}

  async onLabels(key: string, labels: Readonly<Record<string, string>>): Promise<void> {
    if (key !== 'SET') return
    const { isConnected, isPending } = this.server
    if (!isConnected || isPending) {
      this.log.debug(
        'update_node_labels',
        `Skip label update: connected:${pythonBoolean(isConnected)} pending:${pythonBoolean(isPending)}`,
      )
      return
    }
    const ret = await this.commands.writeLabels(labels)
    const failed = ret !== 0
    this.log.debug(
      'update_node_labels',
      `ret=${ret} set=${reprDict(labels)} pending=${pythonBoolean(failed)}`,
    )
    if (failed)
      this.loop.after(this.settings.retryLabels, () =>
        this.onLabels(key, this.parts.databases.state.hgetall('KUBE_LABELS|SET')),
      )
  }
}

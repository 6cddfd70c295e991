import { type V1DaemonSet } from './api/client-node'
import { type KubeClient } from './kube-client'
import { isAlreadyThere } from './api/kube-error'
import { type PodQuery } from './api/queries'
import { ofTheRun, type Placement, RUN_LABEL } from './templates/of-the-run'
import { type DaemonSetParameters } from './templates/parameters'
import { type OwnParameters, type Template } from './templates/template'

type DaemonSets = Pick<
  KubeClient,
  'createDaemonSet' | 'getDaemonSet' | 'replaceDaemonSet' | 'deleteDaemonSet'
>

/**
 * A DaemonSet that the run deploys from a template. Nothing is sent before its manifest has passed every check. The run's
 * sweep on the vmhost (`recordApiUndo`) finds it by its label, should the runner die.
 */
export class Deployment {
  #manifest: V1DaemonSet

  /** @throws TemplateError when parameters and template don't fit; nothing was sent */
  constructor(
    private readonly kube: DaemonSets,
    private readonly placement: Placement,
    private readonly template: Template,
    private parameters: DaemonSetParameters,
    private own: OwnParameters = {},
  ) {
    this.#manifest = this.#rendered(parameters, own)
  }

  get name(): string {
    return this.#manifest.metadata?.name ?? ''
  }

  get namespace(): string {
    return this.#manifest.metadata?.namespace ?? 'default'
  }

  /** Its pods on one node of the run. */
  pods(node: string): PodQuery {
    const labels = this.#manifest.spec?.selector.matchLabels ?? {}
    return { namespace: this.namespace, labels, node }
  }

  /** Creates it; one that this run has made already is replaced. Throws when it is somebody else's. */
  async apply(): Promise<V1DaemonSet> {
    try {
      return await this.kube.createDaemonSet(this.#manifest)
    } catch (error) {
      if (!isAlreadyThere(error)) throw error
      const found = await this.kube.getDaemonSet(this.namespace, this.name)
      if (found.metadata?.labels?.[RUN_LABEL] !== this.placement.run)
        throw notOurs(this.namespace, this.name)
      return this.kube.replaceDaemonSet(this.#manifest)
    }
  }

  /** Changes some of its parameters, such as image and version; `rolledOut` tells when the nodes have followed. */
  async roll(change: DaemonSetParameters, own: OwnParameters = {}): Promise<V1DaemonSet> {
    const parameters = { ...this.parameters, ...change }
    const manifest = this.#rendered(parameters, { ...this.own, ...own })
    const replaced = await this.kube.replaceDaemonSet(manifest)
    this.parameters = parameters
    this.own = { ...this.own, ...own }
    this.#manifest = manifest
    return replaced
  }

  /** False where there was none. Its pods go after it: wait for `podsEnded`. */
  async remove(): Promise<boolean> {
    return this.kube.deleteDaemonSet(this.namespace, this.name)
  }

  #rendered(parameters: DaemonSetParameters, own: OwnParameters): V1DaemonSet {
    return ofTheRun(this.template.render(parameters, own), this.placement)
  }
}

export const notOurs = (namespace: string, name: string): Error =>
  new Error(
    `DaemonSet ${namespace}/${name} is there already, and no run of ours has made it.\n` +
      `  Next: if nobody needs it, kubectl -n ${namespace} delete daemonset ${name}`,
  )

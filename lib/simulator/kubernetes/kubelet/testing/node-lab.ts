import { dockerCommand } from '../../../docker/client/docker-command'
import { Machine } from '../../../machine/machine'
import { type ExecResult } from '../../../machine/types'
import { LabHands } from '../../contracts/lab-hands'
import {
  type Event,
  type KubeObject,
  type Pod,
  type PodContainer,
  type PodSpec,
} from '../../objects'
import { configmaps, secrets } from '../../resources/core'
import { events } from '../../resources/events'
import { pods } from '../../resources/pods'
import { RecordedLab } from '../../testing/recorded-lab'
import { TypicalRandom } from '../../testing/typical-random'
import { VirtualClock } from '../../testing/virtual-clock'

/** The recorded lab with a node that people type on: its machine has `docker`, its pods have the machine's files. Time is virtual. */
export class NodeLab extends LabHands {
  private constructor(
    lab: RecordedLab,
    clock: VirtualClock,
    readonly machine: Machine,
  ) {
    super(lab, clock)
  }

  static override async begin(chance = 0.5, kubernetes?: string): Promise<NodeLab> {
    const clock = new VirtualClock()
    const random = new TypicalRandom(chance)
    const machine = new Machine({ hostname: 'vlab-01', users: [], clock, random })
    const host = { machine, publish: () => () => undefined, listensAt: () => undefined }
    const hands = new NodeLab(
      await RecordedLab.start(clock, random, host, kubernetes),
      clock,
      machine,
    )
    machine.install(dockerCommand(hands.lab.runtime))
    await hands.controlPlaneRuns()
    await hands.join()
    await hands.until('the node is Ready and clean', () => {
      const { spec, status } = hands.node!
      return status.conditions?.at(-1)?.status === 'True' && spec.taints === undefined
    })
    return hands
  }

  /** A pod of one container, `main`, that is bound to the node already. */
  create(
    name: string,
    {
      main = {},
      metadata = {},
      ...spec
    }: Partial<PodSpec> & {
      main?: Partial<PodContainer>
      metadata?: Partial<Pod['metadata']>
    } = {},
  ): void {
    this.api.create(pods, {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name, namespace: 'default', ...metadata },
      spec: {
        nodeName: 'vlab-01',
        hostNetwork: true,
        containers: [{ name: 'main', image: 'lab/busybox:1', command: ['sleep', '9999'], ...main }],
        ...spec,
      },
      status: {},
    })
  }

  found(name: string): Pod | undefined {
    return this.api.find(pods, { namespace: 'default', name })
  }

  async runs(name: string): Promise<void> {
    await this.until(`${name} runs`, () =>
      Boolean(this.found(name)?.status.containerStatuses?.every(({ state }) => state.running)),
    )
  }

  /** How the container `main` is now, in a word or two, as `kubectl get pods` has it. */
  why(name: string): string | undefined {
    const { state } = this.found(name)?.status.containerStatuses?.[0] ?? {}
    return state?.waiting?.reason ?? state?.terminated?.reason ?? Object.keys(state ?? {})[0]
  }

  keep(kind: 'ConfigMap' | 'Secret', name: string, data: Readonly<Record<string, string>>): void {
    const metadata = { name, namespace: 'default' }
    const resource = kind === 'ConfigMap' ? configmaps : secrets
    const content = kind === 'ConfigMap' ? { data } : { stringData: data }
    const object = { kind, apiVersion: 'v1', metadata, ...content } as KubeObject
    if (this.api.find<KubeObject>(resource, metadata))
      this.api.modify<KubeObject>(resource, metadata, (draft) => Object.assign(draft, content))
    else this.api.create<KubeObject>(resource, object)
  }

  /** Types a line on the node, as root. */
  async type(line: string): Promise<ExecResult> {
    let result: ExecResult | undefined
    void this.machine.exec(line).then((ended) => (result = ended))
    await this.until(`${line} has ended`, () => result !== undefined)
    return result!
  }

  /** What a command in the container `main` of a pod prints, its complaints included. */
  async inside(pod: string, script: string): Promise<string> {
    const found = await this.type(`docker ps -q -f name=k8s_main_${pod}_`)
    const [id = ''] = found.stdout.split('\n')
    const { stdout, stderr } = await this.type(`docker exec ${id} sh -c '${script}'`)
    return stdout + stderr
  }

  /** The events of a pod with that reason. */
  said(reason: string, pod: string): Event[] {
    return this.api
      .list(events, 'default')
      .filter((event) => event.reason === reason && event.involvedObject.name === pod)
  }
}

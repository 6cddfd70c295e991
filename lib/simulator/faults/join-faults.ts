import type { Dut } from '../dut/dut'
import { kubeletCommand } from '../dut/small-commands'
import { kubectlCommand } from '../kubectl/kubectl'
import { keyOf } from '../kubernetes/api/store'
import type { KubeObject } from '../kubernetes/objects'
import { type CommandWrap, decorateCommand } from '../seams/decorate-command'
import { override } from '../seams/decorate'
import { onEveryCluster } from '../seams/every-cluster'
import type { Simulation } from '../simulation/simulation'
import { dutsNamed, whichDut } from '../switches/named-machines'
import { type End, endAll, type Switchable } from '../switches/switchable'

const joinSlow: Switchable = {
  name: 'join-slow',
  what: '`kubeadm join` takes longer than usual, as on a slow switch.',
  parameters: {
    ...whichDut,
    seconds: { meaning: 'how many simulated seconds longer', byDefault: '60' },
  },
  apply: (simulation, { dut, seconds }) =>
    aroundJoin(simulation, dut, async (args, { machine, signal }, join) => {
      await machine.clock.delay(Number(seconds) * 1000, signal)
      return join(args)
    }),
}

const joinHangs: Switchable = {
  name: 'join-hangs',
  what: '`kubeadm join` does not come to an end; it goes on when the fault ends.',
  parameters: whichDut,
  apply(simulation, { dut }) {
    const over = new AbortController()
    const end = aroundJoin(simulation, dut, async (args, { signal }, join) => {
      await new Promise<void>((resolve, reject) => {
        over.signal.addEventListener('abort', () => resolve())
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
      return join(args)
    })
    return endAll([end, () => over.abort()])
  },
}

const nodeIpIpv6: Switchable = {
  name: 'node-ip-ipv6',
  what: 'The DUT has a global IPv6 address: with --node-ip=:: its node is registered under it.',
  parameters: { ...whichDut, address: { meaning: 'the address', byDefault: 'fc0a::65' } },
  apply: (simulation, { dut, address = '' }) =>
    onDuts(simulation, dut, ({ parts }) =>
      override(parts, 'addresses', { ...parts.addresses, ipv6: address }),
    ),
}

const cgroupMismatch: Switchable = {
  name: 'cgroup-mismatch',
  what: 'Docker on the DUT uses another cgroup driver than the kubelet is told: the node never registers.',
  parameters: whichDut,
  apply: (simulation, { dut }) =>
    onDuts(simulation, dut, ({ docker: { options } }) =>
      override(
        options,
        'cgroupDriver',
        options.cgroupDriver === 'systemd' ? 'cgroupfs' : 'systemd',
      ),
    ),
}

const versionSkew: Switchable = {
  name: 'version-skew',
  what: "The DUT's kubeadm, kubelet and kubectl are newer than the cluster by more than one minor version: kubeadm refuses to join it.",
  parameters: { ...whichDut, version: { meaning: 'their version', byDefault: 'v1.28.3' } },
  apply: (simulation, { dut, version = '' }) =>
    onDuts(simulation, dut, ({ machine, parts }) => {
      const restore = override(parts, 'variant', { ...parts.variant, kubernetes: version })
      const install = (): void =>
        machine.install(
          kubeletCommand(parts.variant),
          kubectlCommand(parts.network, { version: parts.variant.kubernetes }),
        )
      install()
      return () => {
        restore()
        install()
      }
    }),
}

const minikubeCa = '/var/lib/minikube/certs/ca.crt'

const caPathNotPatched: Switchable = {
  name: 'ca-path-not-patched',
  what: "Something in the cluster writes minikube's own CA path back into the kubelet ConfigMap: the kubelet of a joining DUT cannot start.",
  parameters: {},
  apply: (simulation) =>
    onEveryCluster(simulation, ({ kubernetes: { store } }) => {
      const others = new Map<string, KubeObject>()
      const writeBack = (): void => {
        for (const map of store.list('configmaps') as ConfigMap[]) {
          const { kubelet } = map.data ?? {}
          const wrong = kubelet?.replace(/(clientCAFile: ).*/, `$1${minikubeCa}`)
          if (wrong === undefined || wrong === kubelet) continue
          others.set(keyOf(map), map)
          store.put('configmaps', keyOf(map), {
            ...map,
            data: { ...map.data, kubelet: wrong },
          } as ConfigMap)
        }
      }
      writeBack()
      const unsubscribe = store.subscribe(({ resource }) => {
        if (resource === 'configmaps') setImmediate(writeBack)
      })
      return () => {
        unsubscribe()
        for (const [key, map] of others)
          if (store.get('configmaps', key)) store.put('configmaps', key, map)
      }
    }),
}

interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>
}

const onDuts = (simulation: Simulation, name: string | undefined, act: (dut: Dut) => End): End =>
  endAll(dutsNamed(simulation, name).map(act))

const aroundJoin = (simulation: Simulation, name: string | undefined, wrap: CommandWrap): End =>
  onDuts(simulation, name, ({ machine }) =>
    decorateCommand(machine, 'kubeadm', (args, context, original) =>
      args[0] === 'join' ? wrap(args, context, original) : original(args),
    ),
  )

export const joinFaults: readonly Switchable[] = [
  joinSlow,
  joinHangs,
  nodeIpIpv6,
  cgroupMismatch,
  versionSkew,
  caPathNotPatched,
]

import { bootSimulation, endSimulation } from '../../simulation/boot-simulation'
import { VirtualClock } from '../../kubernetes/testing/virtual-clock'
import type { Machine } from '../../machine/machine'
import type { Simulation } from '../../simulation/simulation'
import { faults } from '../../faults/catalogue'
import { mutants } from '../../mutants/catalogue'
import { Switches } from '../../switches/switches'
import { observe } from '../observe'
import type { TestbedEvent } from '../testbed-event'

const apiPort = 6443
const kubectl = 'minikube kubectl -p kubesonic --'

const daemonSet = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: canary }
spec:
  selector: { matchLabels: { app: canary } }
  template:
    metadata: { labels: { app: canary } }
    spec:
      nodeSelector: { canary: "true" }
      hostNetwork: true
      containers: [{ name: canary, image: "k8s.gcr.io/pause:3.5" }]
`

export type Chapters = 'the cluster starts' | 'all'

/** Two DUTs join a cluster by SONiC's own command line, run a pod each and leave: what the event log tells of it. */
export async function eventsOfAStory(
  seed: number,
  chapters: Chapters = 'all',
): Promise<TestbedEvent[]> {
  const clock = new VirtualClock()
  const simulation = await bootSimulation({
    clock,
    seed,
    duts: [{ variant: 'master' }, { variant: '202511' }],
    kubernetes: 'v1.22.2',
    minikube: 'v1.34.0',
    publicKey: '',
    apiPort,
    runnerPort: 0,
    dutPassword: undefined,
  })
  const switches = {
    fault: new Switches(faults, simulation),
    mutant: new Switches(mutants, simulation),
  }
  const events: TestbedEvent[] = []
  const end = observe(simulation, switches, (event) => events.push(event))
  try {
    await tell(simulation, clock, switches.fault, events, chapters)
  } finally {
    await end()
    await endSimulation(simulation)
  }
  return events
}

async function tell(
  { vmhost, duts }: Simulation,
  clock: VirtualClock,
  faultSwitches: Switches,
  events: readonly TestbedEvent[],
  chapters: Chapters,
): Promise<void> {
  const run = async (machine: Machine, script: string): Promise<void> => {
    let over = false
    const running = machine.exec(`set -e\n${script}`).finally(() => (over = true))
    await clock.until(`the script on ${machine.hostname} ends`, () => over)
    const { exitCode, stdout, stderr } = await running
    if (exitCode !== 0) throw new Error(`${machine.hostname}: ${stdout}${stderr}`)
  }
  const both = (what: string, wanted: RegExp): Promise<void> =>
    clock.until(what, () => duts.every(({ machine: { hostname } }) => events.findLast((event) => event.what.includes(hostname) && wanted.test(event.what)))) // prettier-ignore
  await run(
    vmhost.machine,
    `minikube start -p kubesonic --driver=docker --force --kubernetes-version=v1.22.2 --listen-address=0.0.0.0 \
      --apiserver-port=${apiPort} --ports=${apiPort}:${apiPort} --apiserver-ips=${vmhost.address}
    ${kubectl} get configmap kubelet-config-1.22 -n kube-system -o yaml |
      sed 's|/var/lib/minikube/certs/ca.crt|/etc/kubernetes/pki/ca.crt|' | ${kubectl} apply -f -
    ${kubectl} apply -f - <<'END'${daemonSet}END`,
  )
  if (chapters !== 'all') return
  const { certificate, key } = vmhost.clusters.get('kubesonic')!.kubernetes.pki.apiserver
  for (const { machine } of duts) {
    machine.fs.writeText('/etc/sonic/credentials/restapiserver.crt', certificate)
    machine.fs.writeText('/etc/sonic/credentials/restapiserver.key', key)
    await run(
      machine,
      `echo '${vmhost.address} control-plane.minikube.internal' >> /etc/hosts
      sonic-db-cli STATE_DB hset 'KUBERNETES_MASTER|SERVER' update_time '2026-01-01 00:00:00'
      systemctl restart ctrmgrd
      config kube server ip ${vmhost.address}`,
    )
  }
  await both('the nodes are Ready', /^vlab-.. Ready: True/)
  for (const { machine } of duts)
    await run(vmhost.machine, `${kubectl} label node ${machine.hostname} canary=true`)
  await both('the pods run', /^default\/canary-.* Running, on vlab-.., Ready: True/)
  await faultSwitches.switchOn('api-refused')
  await clock.pass(60)
  await faultSwitches.switchOff('api-refused')
  await clock.pass(60)
  for (const { machine } of duts) await run(machine, 'config kube server disable on')
  await both('the nodes are gone', /^vlab-.. deleted/)
}

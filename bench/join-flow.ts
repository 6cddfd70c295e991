import { noPodContainers, containerOfPodRuns } from '../lib/dut/pod-containers'
import { nodeAbsent, noPods, podRunning } from '../lib/kube/conditions'
import {
  TEST_CONTAINER,
  TEST_DAEMON_SET,
  TEST_POD_LABELS,
} from '../lib/kube/templates/test-daemonset'
import { beginRun } from '../lib/lifecycle/begin-run'
import { newRunId } from '../lib/lifecycle/run-id'
import { restore } from '../lib/lifecycle/restore'
import { Session } from '../lib/lifecycle/session'
import { insistOnClean, tearDown } from '../lib/lifecycle/tear-down'
import { loadTestbed } from '../lib/testbed/load-testbed'
import { seconds } from '../lib/wait/duration'
import { waitFor } from '../lib/wait/wait-for'
import { cost } from './cost'
import { type Measurement } from './measurement'
import { startSimulatedTestbed } from './simulated-testbed'

const timeLimitMs = 2000
const roundTripLimit = 25

/** What the framework itself adds to join → deploy → remove → disjoin: simulated delays are 0. */
export const joinFlow = async (): Promise<Measurement[]> => {
  const simulated = await startSimulatedTestbed(['--pace', '0'])
  try {
    return await measure(simulated.file)
  } finally {
    await simulated.close()
  }
}

async function measure(file: string): Promise<Measurement[]> {
  const testbed = loadTestbed(file)
  const run = newRunId()
  const leases = await beginRun(testbed, run, { reason: 'a benchmark' })
  const session = await Session.open(testbed, run)
  await session.reach('clustered')
  const roundTrips = (): number =>
    session.vmhost.counters.roundTrips + session.dut.host.counters.roundTrips
  const connectionsBefore = session.kube.counters.connections
  const before = roundTrips()
  let connections = 0
  const { ms, cpuMs } = await cost(testbed, async () => {
    await flow(session)
    connections = session.kube.counters.connections - connectionsBefore
    await restore(session.dut.host, run)
  })
  const trips = roundTrips() - before
  await session.close()
  leases.beginTearDown()
  insistOnClean(await tearDown(testbed, run))
  await leases.close()
  return [
    {
      what: 'join, deploy, remove, disjoin, undo: overhead of the framework',
      measured: `${(ms / 1000).toFixed(2)} s`,
      against: `delays of the simulation: 0; ${(cpuMs / 1000).toFixed(2)} s of CPU, the twin's with it`,
      limit: `${timeLimitMs / 1000} s`,
      reached: ms <= timeLimitMs,
    },
    {
      what: 'the same: SSH round trips',
      measured: String(trips),
      against: '',
      limit: String(roundTripLimit),
      reached: trips <= roundTripLimit,
    },
    {
      what: 'the same: new TLS connections to the API',
      measured: String(connections),
      against: 'watches hold one each',
      limit: 'none per request',
      reached: connections <= 3,
    },
  ]
}

async function flow(session: Session): Promise<void> {
  const { kube, dut } = session
  await session.reach('joined')
  const node = await session.nodeName()
  const pods = { labels: TEST_POD_LABELS, node }
  await kube.labelNode(node, 'deployDaemonset', 'true')
  const pod = await waitFor(podRunning(kube, pods), { within: seconds(60) })
  const { name = '', uid = '' } = pod.metadata ?? {}
  await waitFor(containerOfPodRuns(dut.host, TEST_CONTAINER, { name, uid }), {
    within: seconds(10),
  })
  await kube.unlabelNode(node, 'deployDaemonset')
  await waitFor(noPods(kube, pods), { within: seconds(60) })
  await waitFor(noPodContainers(dut.host, TEST_DAEMON_SET), { within: seconds(10) })
  await dut.requestDisjoin()
  await waitFor(nodeAbsent(kube, node), { within: seconds(60) })
}

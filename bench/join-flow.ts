import { noPodContainers, containerOfPodRuns } from '../lib/dut/docker/pod-containers'
import { nodeAbsent, noPods, podRunning } from '../lib/kube/conditions'
import {
  TEST_CONTAINER,
  TEST_DAEMON_SET,
  TEST_POD_LABELS,
} from '../lib/kube/templates/test-daemonset'
import { restore } from '../lib/lifecycle/restore/restore'
import { type Session } from '../lib/lifecycle/session/session'
import { seconds } from '../lib/wait/duration'
import { waitFor } from '../lib/wait/wait-for'
import { cost } from './cost'
import { inSession } from './in-session'
import { type Measurement } from './measurement'

const timeLimitMs = 2000
const roundTripLimit = 25

/** What the framework itself adds to join → deploy → remove → disjoin: simulated delays are 0. */
export const joinFlow = (): Promise<Measurement[]> => inSession(['--pace', '0'], measure)

async function measure(session: Session): Promise<Measurement[]> {
  const roundTrips = (): number =>
    session.vmhost.counters.roundTrips + session.dut.host.counters.roundTrips
  const connectionsBefore = session.kube.counters.connections
  const before = roundTrips()
  let connections = 0
  const { ms, cpuMs } = await cost(session.testbed, async () => {
    await flow(session)
    connections = session.kube.counters.connections - connectionsBefore
    await restore(session.dut.host, session.run)
  })
  const trips = roundTrips() - before
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

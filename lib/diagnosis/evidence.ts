import { stringify } from 'yaml'
import { KUBERNETES_MASTER } from '../dut/databases/kubernetes-master'
import { type Command, root, sh } from '../host/command'
import { TEST_POD_LABELS } from '../kube/templates/test-daemonset'
import { type Session } from '../lifecycle/session/session'
import { seconds } from '../wait/duration'

/** One thing to look at after a failure. */
export interface Evidence {
  readonly fileName: string
  readonly mediaType: string
  readonly text: string
}

/** What the commands on the DUT are, and the file each becomes. */
const onDut: readonly (readonly [fileName: string, command: Command])[] = [
  ['show-kube-server-status.txt', sh`show kube server status; show kube server config`],
  [
    'databases.txt',
    root`for db in CONFIG_DB STATE_DB; do echo "$db" ${KUBERNETES_MASTER}; sonic-db-cli $db HGETALL ${KUBERNETES_MASTER}; done`,
  ],
  ['docker-ps.txt', root`docker ps -a`],
  ['ctrmgrd.log', root`journalctl -t ctrmgrd.py -n 100 --no-pager -o short-precise`],
  ['kubelet.log', root`journalctl -u kubelet -n 100 --no-pager -o short-precise`],
]

/** Gathers it all, in parallel, in at most 30 s. Never throws: what cannot be had says why in its place. */
export async function gatherEvidence(session: Session): Promise<readonly Evidence[]> {
  return Promise.all([
    ...onDut.map(([fileName, command]) => file(fileName, () => output(session, command))),
    ...fromApi(session).map(([fileName, look]) =>
      file(fileName, async () => stringify(await look())),
    ),
  ])
}

function fromApi(session: Session): readonly (readonly [string, () => Promise<unknown>])[] {
  return [
    ['node.yaml', async () => session.kube.getNode(await session.nodeName())],
    ['pods.yaml', () => session.kube.listPods({ labels: TEST_POD_LABELS })],
    ['daemonsets.yaml', () => session.kube.listDaemonSets()],
    ['events.yaml', () => session.kube.listEvents()],
  ]
}

async function output(session: Session, command: Command): Promise<string> {
  const { stdout, stderr } = await session.dut.host.attempt(command, { within: seconds(20) })
  return stderr === '' ? stdout : `${stdout}\n--- stderr\n${stderr}`
}

async function file(fileName: string, look: () => Promise<string>): Promise<Evidence> {
  const mediaType = fileName.endsWith('.yaml') ? 'application/yaml' : 'text/plain'
  try {
    return { fileName, mediaType, text: await look() }
  } catch (error) {
    return { fileName, mediaType: 'text/plain', text: `Not to be had: ${(error as Error).message}` }
  }
}

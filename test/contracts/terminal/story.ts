import type { RecordedLab } from './recorded-lab'

import { pullChapter } from './pull-chapter'
import { type Chapter, scene } from './scene'

const mark = (file: string) => (lab: RecordedLab) => lab.type('dut', `date +%s.%N > ${file}`)

const joins: Chapter = {
  title: 'a cluster is started, the DUT joins, runs a pod, and leaves',
  scale: 1 / 20,
  scenes: [
    scene('044'),
    scene('045'),
    scene('001'),
    scene('002'),
    scene('003'),
    scene('004'),
    scene('005'),
    scene('006'),
    scene('007'),
    scene('008'),
    scene('009'),
    scene('010', deployDaemonSet),
    scene('011'),
    scene('012'),
    scene('013', async (lab) => {
      await lab.prepareJoin()
      await lab.type('dut', "sonic-db-cli STATE_DB del 'KUBE_LABELS|SET'")
      await mark('/tmp/join-start')(lab)
    }),
    scene('014'),
    scene('015', (lab) => lab.becomeReady()),
    scene('016'),
    scene('017'),
    scene('018'),
    scene('019'),
    scene('020'),
    scene('021'),
    scene('022'),
    scene('023'),
    scene('024'),
    scene('025'),
    scene('026'),
    scene('027', podIs(/ Running /)),
    scene('028'),
    scene('029'),
    scene('030'),
    scene('031'),
    scene('032', podIs(/^$/)),
    scene('033'),
    scene('034'),
    scene('035', async (lab) => {
      await useImage(lab, 'k8s.gcr.io/nosuch:9.9')
      await lab.kubectl('label node vlab-01 deployDaemonset=true')
      await podIs(/ ErrImagePull /)(lab)
    }),
    scene('036', podIs(/ ImagePullBackOff /)),
    scene('037', async (lab) => {
      await useImage(lab, 'k8s.gcr.io/pause:3.5')
      await podIs(/1\/1 +Running /)(lab)
      await mark('/tmp/disjoin-start')(lab)
    }),
    scene('038', (lab) =>
      lab.until('dut', 'journalctl -t ctrmgrd.py -n 1', /'connected': 'false'/),
    ),
    scene('039'),
    scene('040', podIs(/^$/)),
    scene('041'),
    scene('042'),
  ],
}

const fails: Chapter = {
  title: 'joins that fail, each for another reason',
  scale: 1 / 100,
  scenes: [
    scene('046', async (lab) => {
      await lab.startCluster()
      await attempt({})(lab)
    }),
    scene('047', async (lab) => {
      await lab.prepareJoin()
      await lab.useCertificate('expired')
      await attempt({})(lab)
    }),
    scene('048', async (lab) => {
      await lab.useCertificate('foreign')
      await attempt({})(lab)
    }),
    scene('049', async (lab) => {
      await lab.useCertificate('without rights')
      await attempt({})(lab)
    }),
    scene('050', async (lab) => {
      await lab.prepareJoin()
      await lab.type('dut', "sed -i '/control-plane/d' /etc/hosts")
      await attempt({})(lab)
    }),
    scene('051', async (lab) => {
      await lab.prepareJoin()
      await attempt({ insecure: 'False' })(lab)
    }),
    scene('052', attempt({ ip: '10.250.0.77' })),
    scene('043', async (lab) => {
      await lab.cluster.setApi('refuses')
      await lab.settleDut()
      await mark('/tmp/s')(lab)
      await lab.type('dut', 'config kube server disable off')
      await lab.until('dut', 'journalctl -t ctrmgrd.py -n 1', /No change in server config/)
      await lab.type('dut', 'config kube server ip 10.250.0.1')
      await failures(lab, 2)
    }),
  ],
}

const breaks: Chapter = {
  title: 'a joined DUT whose kubelet, API server or node goes away',
  scale: 1 / 50,
  scenes: [
    scene('053', async (lab) => {
      await lab.startCluster()
      await deployDaemonSet(lab)
      await lab.type('vmhost', 'minikube kubectl -- apply -f /tmp/daemonset.yaml')
      await lab.prepareJoin()
      await lab.settleDut()
      await lab.askForJoin()
      await lab.becomeReady()
      await runPod(lab)
      await lab.type('dut', 'systemctl stop kubelet')
      await lab.until('vmhost', 'minikube kubectl -- get nodes', /NotReady/)
    }),
    scene('054'),
    scene('055', (lab) => lab.kubectl('label node vlab-01 deployDaemonset-')),
    scene('056', async (lab) => {
      await lab.type('dut', 'systemctl start kubelet')
      await podIs(/^$/)(lab)
      await runPod(lab)
      await mark('/tmp/a')(lab)
      await lab.cluster.setApi('refuses')
    }),
    scene('057'),
    scene('058'),
    scene('059', async (lab) => {
      await lab.cluster.setApi('serves')
      await lab.until('vmhost', 'minikube kubectl -- get nodes', /vlab-01 +Ready/)
    }),
    scene('060'),
    scene('061'),
    scene('062', async (lab) => {
      await mark('/tmp/a')(lab)
      await lab.kubectl('delete node vlab-01')
      await lab.until(
        'dut',
        'journalctl -u kubelet --since @$(cat /tmp/a)',
        /Error updating node status/,
      )
    }),
  ],
}

const powerCut: Chapter = {
  title: 'a joined DUT loses its power',
  scale: 1 / 100,
  scenes: [
    scene('073', async (lab) => {
      await lab.startCluster()
      await deployDaemonSet(lab)
      await lab.type('vmhost', 'minikube kubectl -- apply -f /tmp/daemonset.yaml')
      await lab.prepareJoin()
      await lab.settleDut()
      await lab.askForJoin()
      await lab.becomeReady()
      await runPod(lab)
      lab.dut.powerOff()
      await lab.dut.powerOn()
      await lab.until('dut', 'journalctl -b -t ctrmgrd.py -n 1', /'connected': 'false'/)
    }),
  ],
}

/** Every transcript is in one of the chapters. */
export const story: readonly Chapter[] = [joins, fails, breaks, powerCut, pullChapter]

async function deployDaemonSet(lab: RecordedLab): Promise<void> {
  await lab.type('vmhost', `cat > /tmp/daemonset.yaml <<'EOF'\n${daemonSet}EOF`)
}

async function useImage(lab: RecordedLab, image: string): Promise<void> {
  const containers = [{ name: 'mock-ds-container', image }]
  const patch = JSON.stringify({ spec: { template: { spec: { containers } } } })
  await lab.kubectl(`patch ds test-daemonset -p '${patch}'`)
}

async function runPod(lab: RecordedLab): Promise<void> {
  await lab.kubectl('label node vlab-01 deployDaemonset=true')
  await podIs(/1\/1 +Running /)(lab)
}

function podIs(status: RegExp) {
  return (lab: RecordedLab): Promise<void> =>
    lab.until('vmhost', 'minikube kubectl -- get pods --no-headers', status)
}

/** A settled DUT is asked to join with these fields, and has failed once. */
function attempt(fields: Readonly<Record<string, string>>) {
  return async (lab: RecordedLab): Promise<void> => {
    await lab.settleDut()
    await mark('/tmp/s')(lab)
    await lab.askForJoin(fields)
    await failures(lab, 1)
  }
}

const failures = (lab: RecordedLab, count: number): Promise<void> =>
  lab.until(
    'dut',
    "journalctl -t ctrmgrd.py --since @$(cat /tmp/s) | grep -c 'kube_join_master failed'",
    new RegExp(`^${count}$`, 'm'),
  )

const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: test-daemonset
spec:
  selector:
    matchLabels:
      group: test-ds-pod
  template:
    metadata:
      labels:
        group: test-ds-pod
    spec:
      nodeSelector:
        deployDaemonset: "true"
      hostNetwork: true
      containers:
      - image: k8s.gcr.io/pause:3.5
        name: mock-ds-container
`

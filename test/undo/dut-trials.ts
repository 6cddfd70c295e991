import { CertManager } from '../../lib/cluster/cert-manager'
import { type DutFacts } from '../../lib/dut/dut-facts'
import { DutKubeConfig } from '../../lib/dut/dut-kube-config'
import { root } from '../../lib/host/command'
import { type Host } from '../../lib/host/host'
import { Secret } from '../../lib/testbed/testbed'
import { changesOf } from './changes-of'
import { kernel, kubeletWasHere, netStays } from './kubelet-was-here'
import { type Trial } from './trial'

const row = root`
  sonic-db-cli CONFIG_DB HSET 'KUBERNETES_MASTER|SERVER' ip 10.9.9.9 disable True > /dev/null
  sonic-db-cli STATE_DB HSET 'KUBERNETES_MASTER|SERVER' update_time '2026-11-23 08:16:28' > /dev/null`
const asked = root`
  ${row}
  sonic-db-cli CONFIG_DB HSET 'KUBERNETES_MASTER|SERVER' disable False > /dev/null`
const credentials = root`
  mkdir -p /etc/sonic/credentials
  echo certificate > /etc/sonic/credentials/restapiserver.crt
  echo key > /etc/sonic/credentials/restapiserver.key
  chmod 600 /etc/sonic/credentials/restapiserver.key`
const field = (name: string): string => `/var/state/CONFIG_DB/KUBERNETES_MASTER|SERVER/${name}`

const filesOfOthers = root`
  mkdir -p /etc/kubernetes/pki /etc/sonic /var/lib/kubelet
  echo CA > /etc/kubernetes/pki/ca.crt
  chmod 700 /etc/kubernetes/pki
  ln -s pki /etc/kubernetes/link
  echo theirs > /etc/sonic/kube_admin.conf
  : > /tmp/tmp0_kube_join
  echo '<none> sha256:a theirs:1' > /var/state/images`
const joinWasHere = root`
  echo other > /etc/kubernetes/pki/ca.crt
  mkdir -p '/var/lib/kubelet/pods/a b' /etc/cni/net.d /var/lib/cni/networks
  mkdir -p /.kube/cache /root/.kube/http-cache /var/state/containers
  echo conf > /etc/cni/net.d/10-x.conf
  echo ours > /etc/sonic/kube_admin.conf
  : > /tmp/tmp1_kube_join
  : > /tmp/tmp2kube_hints_
  : > /var/lock/kube_join.lock
  : > /var/state/containers/k8s_POD_x
  : > /var/state/containers/snmp
  echo active > /var/state/kubelet
  printf '%s\n' 'sha256:d sha256:b pulled:1' '<none> sha256:c loaded:1' >> /var/state/images`

/** What the suite changes on a DUT. */
export async function trialsOfDut(): Promise<readonly Trial[]> {
  const change = await changesOf(everything)
  const byCommandLine = await changesOf((host) =>
    new DutKubeConfig(host, '10.250.0.101').requestJoinByCli({ address: '10.9.9.8', port: 6444 }),
  )
  return [
    { change: change('API server name') },
    { change: change('join credentials'), given: root`mkdir -p /etc/sonic` },
    { change: change('kubelet flags'), given: root`mkdir -p /etc/default` },
    {
      change: change('kernel settings'),
      given: kernel,
      meanwhile: kubeletWasHere,
      stays: netStays,
    },
    {
      change: change('files and containers'),
      given: filesOfOthers,
      meanwhile: joinWasHere,
      stays: ['/var/state/containers', '/var/state/containers/snmp', '/var/state/images'],
    },
    { change: change('boot gate'), stays: ['/var/state/STATE_DB'] },
    {
      change: change('join'),
      given: row,
      meanwhile: root`sonic-db-cli STATE_DB HSET 'KUBE_LABELS|SET' hwsku x > /dev/null`,
    },
    {
      name: 'join of a DUT that had no rows',
      change: change('join'),
      stays: ['/var/state/CONFIG_DB'],
    },
    { name: 'join by the command line', change: byCommandLine('join'), given: row },
    {
      change: change('join again'),
      given: row,
      stays: ['disable', 'insecure', 'ip', 'port'].map(field),
    },
    { change: change('join credentials withheld'), given: credentials },
    { change: change('disjoin'), given: asked, stays: [field('disable')] },
    { change: change('disjoin by'), given: asked, stays: [field('disable')] },
  ]
}

async function everything(host: Host): Promise<void> {
  const apiServer = { address: '10.250.0.1', port: 6444 }
  const dut = new DutKubeConfig(host, '10.250.0.101')
  const key = new Secret('-----BEGIN PRIVATE KEY-----\nkey\n-----END PRIVATE KEY-----\n')
  await dut.nameApiServer(apiServer.address)
  await new CertManager(host).install({ ca: 'CA\n', certificate: 'certificate\n', key })
  await dut.pinKubelet({ kubeletDefaults: '', dockerCgroupDriver: 'systemd' } as DutFacts)
  await dut.recordTraces()
  await dut.passBootGate({ stateRow: {} } as unknown as DutFacts)
  await dut.requestJoin(apiServer)
  await dut.requestJoin(apiServer)
  await new CertManager(host).withhold()
  await dut.requestDisjoin()
  await dut.requestDisjoinByCli()
}

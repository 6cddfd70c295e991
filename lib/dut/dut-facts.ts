import { API_SERVER_NAME } from '../cluster/profile'
import { root } from '../host/command'
import { factWord, parseFacts } from '../host/facts'
import { type Host } from '../host/host'
import { type DatabaseRow, parseDatabaseRow } from './databases/database-row'
import { KUBERNETES_MASTER } from './databases/kubernetes-master'

/** What the DUT is like before anything is changed on it. */
export interface DutFacts {
  readonly hostname: string
  /** Its own, of both families, but those of the loopback and of links. */
  readonly addresses: readonly string[]
  /** The image has `ctrmgrd.service`: it was built with Kubernetes. Public images are not. */
  readonly hasCtrmgrd: boolean
  /** `v1.22.2`; empty without kubeadm. */
  readonly kubeadm: string
  readonly dockerCgroupDriver: string
  /** Addresses that /etc/hosts has for the API server's name already. */
  readonly apiServerAddresses: readonly string[]
  readonly kubeletDefaults: string
  readonly configRow: DatabaseRow
  readonly stateRow: DatabaseRow
}

/** Looks at the DUT in one round trip. Changes nothing. */
export async function dutFacts(dut: Host): Promise<DutFacts> {
  const { stdout } = await dut.run(root`
    ${factWord}
    fact hostname "$(hostname)"
    fact addresses "$(hostname -I)"
    fact ctrmgrd "$(systemctl list-unit-files ctrmgrd.service 2>/dev/null | grep -c '^ctrmgrd.service')"
    fact kubeadm "$(kubeadm version -o short 2>/dev/null)"
    fact cgroupDriver "$(docker info --format '{{.CgroupDriver}}' 2>/dev/null)"
    fact apiServer "$(grep -v '^ *#' /etc/hosts | grep -w ${API_SERVER_NAME} | awk '{print $1}' | tr '\n' ' ')"
    fact kubeletDefaults "$(cat /etc/default/kubelet 2>/dev/null | base64 | tr -d '\n')"
    fact configRow "$(sonic-db-cli CONFIG_DB HGETALL ${KUBERNETES_MASTER})"
    fact stateRow "$(sonic-db-cli STATE_DB HGETALL ${KUBERNETES_MASTER})"
  `)
  const facts = parseFacts(stdout)
  return {
    hostname: facts('hostname'),
    addresses: facts('addresses').split(' ').filter(Boolean),
    hasCtrmgrd: facts('ctrmgrd') !== '0',
    kubeadm: facts('kubeadm'),
    dockerCgroupDriver: facts('cgroupDriver'),
    apiServerAddresses: facts('apiServer').split(' ').filter(Boolean),
    kubeletDefaults: Buffer.from(facts('kubeletDefaults'), 'base64').toString('utf8'),
    configRow: parseDatabaseRow(facts('configRow')),
    stateRow: parseDatabaseRow(facts('stateRow')),
  }
}

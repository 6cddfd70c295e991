import { type FieldPath } from './mistakes'
import { checkRegistry } from './registry-section'
import { type SshSection, type TestbedFile } from './schema'

type Report = (path: FieldPath, what: string) => void

/** What no field can say by itself: the mistakes between fields. */
export function checkRelations(file: TestbedFile, report: Report): void {
  checkDuts(file, report)
  checkVersions(file, report)
  checkSsh(file.vmhost.ssh, ['vmhost', 'ssh'], report)
  file.duts.forEach((dut, i) => checkSsh(dut.ssh, ['duts', i, 'ssh'], report))
  checkTolerated(file, report)
  if (file.registry) checkRegistry(file.registry, report)
}

function checkTolerated({ duts, receipt }: TestbedFile, report: Report): void {
  const names = ['vmhost', ...duts.map(({ name }) => name)]
  receipt.tolerate.forEach(({ machine }, i) => {
    if (machine !== undefined && !names.includes(machine))
      report(
        ['receipt', 'tolerate', i, 'machine'],
        `is no machine of this testbed; write ${names.join(' or ')}, or leave it out for all`,
      )
  })
}

function checkDuts({ vmhost, duts }: TestbedFile, report: Report): void {
  const names = new Map<string, number>()
  const addresses = new Map([[vmhost.address, 'the vmhost']])
  duts.forEach(({ name, address }, i) => {
    const node = name.toLowerCase()
    const twin = names.get(node)
    if (node === 'vmhost')
      report(['duts', i, 'name'], "is the vmhost's name; write the DUT's hostname")
    if (twin !== undefined)
      report(
        ['duts', i, 'name'],
        `makes the same node as duts[${twin}]; every DUT has its own name`,
      )
    const holder = addresses.get(address)
    if (holder !== undefined)
      report(['duts', i, 'address'], `is the address of ${holder}; every machine has its own`)
    if (twin === undefined) names.set(node, i)
    if (holder === undefined) addresses.set(address, `duts[${i}]`)
  })
}

function checkSsh({ become, password }: SshSection, path: FieldPath, report: Report): void {
  if (become === 'sudo-password' && !password)
    report([...path, 'become'], 'needs a password; add password: "${SOME_VARIABLE}" beside it')
}

/** minikube refuses what is older than this (its OldestKubernetesVersion). */
const oldestKubernetes = [
  { minikube: [1, 37], kubernetes: [1, 28], advice: 'take minikube v1.36.0 or older' },
  { minikube: [1, 34], kubernetes: [1, 20], advice: 'take Kubernetes v1.20.0 or newer' },
] as const

function checkVersions({ cluster }: TestbedFile, report: Report): void {
  if (cluster.existing) return
  const { kubernetes, minikube } = cluster
  const rule = oldestKubernetes.find((row) => !olderThan(minikube.version, row.minikube))
  if (rule && olderThan(kubernetes, rule.kubernetes))
    report(
      ['cluster', 'kubernetes'],
      `is too old for minikube ${minikube.version}, which starts v${rule.kubernetes.join('.')}.0 and newer; ${rule.advice}`,
    )
}

/** Of `v1.22.2` and `[1, 28]`. */
function olderThan(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.slice(1).split('.').map(Number)
  return ownMajor < major || (ownMajor === major && ownMinor < minor)
}

import { type ToleratedDifference } from '../../testbed/testbed'
import { globbed } from './glob'
import { absent, type Difference, type Receipt } from './receipt'

/** A difference, and what it means. */
export interface JudgedDifference extends Difference {
  /** `differs`: the machine is not as it was. `kept`: by a rule of ours. `tolerated`: by the testbed file. */
  readonly verdict: 'differs' | 'kept' | 'tolerated'
  /** Why it does not count; empty where it does. */
  readonly reason: string
}

/** The verdict on one machine. */
export interface ReceiptVerdict {
  readonly machine: string
  readonly compared: Receipt['compared']
  readonly differences: readonly JudgedDifference[]
  /** Why the machine cannot be said to be as it was, a line each; empty where it can. */
  readonly complaints: readonly string[]
}

/** Holds a receipt against the rules of what may differ, and against what the testbed file tolerates. */
export function judge(
  machine: string,
  receipt: Receipt,
  tolerate: readonly ToleratedDifference[],
): ReceiptVerdict {
  const differences = receipt.differences.map((difference) => {
    const kept = reasonToKeep(difference, receipt.differences)
    const plain = { ...difference, class: difference.class.replace(/^~/, '') }
    if (kept !== undefined) return { ...plain, verdict: 'kept' as const, reason: kept }
    const tolerated = tolerate.find((each) => tolerates(each, machine, plain))
    return tolerated
      ? { ...plain, verdict: 'tolerated' as const, reason: tolerated.reason }
      : { ...plain, verdict: 'differs' as const, reason: '' }
  })
  const complaints = differences.filter(({ verdict }) => verdict === 'differs').map(inWords)
  if (!receipt.compared) complaints.push(`it could not be compared: ${receipt.why ?? 'unknown'}`)
  return { machine, compared: receipt.compared, differences, complaints }
}

const inWords = ({ class: name, item, was, is }: Difference): string =>
  `${name}: ${item} was ${shown(was)}, is ${shown(is)}`

const shown = (value: string): string => (value === '' ? 'empty' : value)

const tolerates = (each: ToleratedDifference, machine: string, found: Difference): boolean =>
  (each.machine === undefined || each.machine === machine) &&
  each.class === found.class &&
  globbed(each.item).test(found.item)

/** Classes that are looked at, and may differ. */
const mayDiffer: Readonly<Record<string, string>> = {
  '~cache': 'cluster.cache: keep: what minikube downloaded stays for the next run',
  '~modules': 'a kernel module may be in use by others; its settings are put back',
  '~kernel settings': 'this machine is a container: whoever shares its kernel sets it, too',
  '~boots': 'the machine was booted meanwhile',
  '~boot gate': 'ctrmgrd does nothing until 300 s after a boot',
  '~times': 'tells when ctrmgrd wrote last, not what it is',
  '~others': 'belongs to somebody else',
  '~journals': 'is the journal of another run',
  '~handed over': 'the run gave it to Kubernetes, and back',
  '~switches': "is the dead-man's switch of another run",
}

/** What a cluster changes on its vmhost. */
const ofCluster = [
  ...['containers', 'minikube', 'kubeconfig', 'images', 'cache', 'processes', 'temporary files'],
  ...['firewall', 'docker firewall', 'kernel settings', 'kubesonic files'],
]

/** What the runs of a machine have in common: the last one out removes it. */
const ofRuns = ({ class: name, item }: Difference): boolean =>
  (name === 'units' && item.includes('kubesonic-')) ||
  (name === 'locks' && item === '/run/minikube/started')

/** What ctrmgrd's own first reset after a boot leaves, with no cluster configured. */
const ofBootGate = ({ class: name, item }: Difference): boolean =>
  (name === 'STATE_DB' && item.startsWith('KUBERNETES_MASTER|SERVER ')) ||
  (name === 'CNI' && item.startsWith('/etc/cni/net.d')) ||
  (name === 'locks' && item === '/var/lock/kube_join.lock')

/** The feature whose row, local container or label it is of. */
const featureOf = ({ class: name, item }: Difference): string | undefined =>
  /^STATE_DB\tFEATURE\|(\S+) |^STATE_DB\tKUBE_LABELS\|SET (\S+)_local$|^local containers\t(\S+)/
    .exec(`${name}\t${item}`)
    ?.slice(1)
    .find(Boolean)

/** Of a feature's row, or of its container, whether it runs. */
const tellsWhetherItRuns = ({ class: name, item }: Difference): boolean =>
  /^STATE_DB\tFEATURE\|.* system_state$|^local containers\t.* runs$/.test(`${name}\t${item}`)

/** The boot service is there until it has ended; it comes before what a boot starts last. */
const stillStarts = (difference: Difference): boolean =>
  tellsWhetherItRuns(difference) ||
  (difference.class === 'units' &&
    (difference.item === 'kubesonic-restore.service' ||
      /^(inactive|activating),/.test(difference.is)))

/** What a DUT does to a feature that the run did not hand over. */
function reasonOfFeature(difference: Difference, all: readonly Difference[]): string | undefined {
  const feature = featureOf(difference)
  const isOurs = all.some((each) => each.class === '~handed over' && each.item === feature)
  if (feature === undefined || isOurs) return undefined
  if (tellsWhetherItRuns(difference))
    return 'the DUT starts and stops its features by itself, and the run did not hand this one over'
  const began = all.some(
    ({ class: name, item, was }) =>
      name === 'STATE_DB' && item === `FEATURE|${feature} system_state` && was === absent,
  )
  return began && difference.was === absent
    ? 'the DUT started this feature meanwhile, for the first time since its boot, and the run did not hand it over'
    : undefined
}

function reasonToKeep(difference: Difference, all: readonly Difference[]): string | undefined {
  const rule = mayDiffer[difference.class]
  if (rule !== undefined) return rule
  const cluster = all.find((each) => each.class === '~journals' && each.item.endsWith('-cluster'))
  if (cluster && ofCluster.includes(difference.class))
    return cluster.is === 'absent'
      ? `the cluster of ${cluster.item} has gone meanwhile, by its own journal and receipt`
      : `the cluster of ${cluster.item} stays: it is kept, or other runs use it`
  const run = all.find((each) => each.class === '~journals' && !each.item.endsWith('-cluster'))
  if (run && ofRuns(difference))
    return `run ${run.item} ${run.is === 'absent' ? 'has gone meanwhile' : 'uses the machine, too'}`
  const gate = all.find((each) => each.class === '~boot gate')
  if (gate?.is === 'past its gate' && ofBootGate(difference))
    return 'ctrmgrd reset the node by itself, as it does once after every boot'
  const booted = all.some((each) => each.class === '~boots')
  if (booted && difference.class === 'STATE_DB')
    return 'the machine was booted meanwhile, and STATE_DB lives in memory'
  if (booted && difference.class === 'locks' && difference.is === 'absent')
    return 'the machine was booted meanwhile, and its locks live in memory'
  if (booted && stillStarts(difference))
    return 'the machine was booted meanwhile, and looked at while its services were still starting'
  const feature = reasonOfFeature(difference, all)
  if (feature !== undefined) return feature
  const others = all.some((each) => each.class === '~others')
  if (others && difference.class === 'docker firewall')
    return "other people's containers or networks came or went meanwhile, and Docker's rules with them"
  return undefined
}

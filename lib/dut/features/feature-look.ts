import { type Command, root } from '../../host/command'
import { type Host } from '../../host/host'
import { askForRows, describeRows, type FeatureRows, rowsIn } from './feature-rows'

/** All that one look at a feature on the DUT tells, in one round trip. */
export interface FeatureLook extends FeatureRows {
  /** `active`, `inactive`, `failed`, `activating`: what systemd says of the feature's unit. */
  readonly unit: string
  /** Whether the container that systemd runs, which has the feature's own name, is running. */
  readonly localRuns: boolean
  /** Ids, twelve digits each, of running containers of pods that are named after the feature. */
  readonly kubeContainers: readonly string[]
  /** What keeps a running container of a pod from starting its application, by container id. */
  readonly blocked: ReadonlyMap<string, string>
}

/** Stands between the parts of what `askForLook` prints. */
export const mark = '--'

/**
 * `docker ps` lists what runs. What a frozen container says is in the journal where /dev/log is the host's, and in
 * /var/log/syslog where the container has an rsyslog of its own. Both are long: they are read only while a container of
 * Kubernetes runs that STATE_DB does not know as the feature's.
 */
export const askForLook = (feature: string): Command => root`
  ${askForRows(feature)}
  echo ${mark}
  systemctl is-active ${feature} || :
  echo ${mark}
  running=$(docker ps --format '{{.ID}} {{.Names}}')
  printf '%s\n' "$running"
  echo ${mark}
  blocked() { grep -hF ${`Blocking .... feat:${feature} docker_id:`} | tail -n 20; }
  known=$(sonic-db-cli STATE_DB HGET ${`FEATURE|${feature}`} container_id)
  if printf '%s\n' "$running" | grep -F ${` k8s_${feature}_`} | grep -qv "^\${known:-none} "; then
    journalctl -t container_startup.py -n 2000 -o cat --no-pager 2> /dev/null | blocked || :
    [ ! -r /var/log/syslog ] || tail -n 5000 /var/log/syslog | blocked || :
  fi`

export async function lookAtFeature(dut: Host, feature: string): Promise<FeatureLook> {
  const { stdout } = await dut.run(askForLook(feature))
  return lookIn(feature, stdout)
}

/** Reads what `askForLook` prints; what comes after it does not matter. */
export function lookIn(feature: string, text: string): FeatureLook {
  const [rows = '', unit = '', containers = '', log = ''] = text.split(`${mark}\n`)
  const running = containers.split('\n').flatMap(containerIn)
  const kubeContainers = running
    .filter(({ name }) => name.startsWith(`k8s_${feature}_`))
    .map(({ id }) => id)
  const blockings = log.split('\n').flatMap(blockingIn)
  return {
    ...rowsIn(feature, rows),
    unit: unit.trim(),
    localRuns: running.some(({ name }) => name === feature),
    kubeContainers,
    blocked: new Map(blockings.filter(([id]) => kubeContainers.includes(id))),
  }
}

/** Why a running container of Kubernetes does not start its application; undefined where none is held up. */
export const whyFrozen = ({ blocked }: FeatureLook): string | undefined =>
  [...blocked.values()].at(-1)

/** The same look without containers that a roll takes away: what holds them up holds nothing up any more. */
export const withoutOutgoing = (look: FeatureLook, outgoing: readonly string[]): FeatureLook => ({
  ...look,
  kubeContainers: look.kubeContainers.filter((id) => !outgoing.includes(id)),
  blocked: new Map([...look.blocked].filter(([id]) => !outgoing.includes(id))),
})

/**
 * A roll can end stuck for ever: kubelet was quicker than the unit's ExecStop, STATE_DB keeps the container that is gone,
 * and `container wait` waits for it until systemd gives up (real-lab-containers 1). Undefined where it is not so.
 */
export function whyStuck(look: FeatureLook): string | undefined {
  const { currentOwner, containerId, kubeContainers, unit } = look
  const isGone =
    currentOwner === 'kube' && containerId !== '' && !kubeContainers.includes(containerId)
  if (!isGone || unit !== 'failed') return undefined
  return `stuck: STATE_DB still has container ${containerId}, which Docker has no more, and systemd has given the unit up`
}

/**
 * Under cgroup v2 container_startup.py does not find its container's id, and writes an empty one (facts §1.8). `container
 * wait` then waits on for an id, and local mode comes back while the container of Kubernetes runs. Undefined where it is
 * not so.
 */
export const whyNameless = (look: FeatureLook): string | undefined =>
  look.currentOwner === 'kube' && look.remoteState === 'running' && look.containerId === ''
    ? "STATE_DB has no id of the container that Kubernetes runs, so nobody on the DUT waits for its end, and local mode comes back beside it after revert_to_local_on_wait_seconds; the image's container_startup.py finds its id under cgroup v1 only"
    : undefined

export function describeLook(look: FeatureLook): string {
  const { unit, localRuns, kubeContainers } = look
  const frozen = whyFrozen(look)
  return [
    describeRows(look),
    `unit ${unit}`,
    `local container ${localRuns ? 'runs' : 'does not run'}`,
    `containers of Kubernetes: ${kubeContainers.join(' ') || 'none'}`,
    ...(frozen === undefined ? [] : [`frozen: "${frozen}"`]),
    ...[whyStuck(look)].filter((text) => text !== undefined),
  ].join(', ')
}

function containerIn(line: string): { id: string; name: string }[] {
  const [id, name] = line.trim().split(' ')
  return id && name ? [{ id, name }] : []
}

function blockingIn(line: string): [id: string, why: string][] {
  const found = /docker_id:([\da-f]*) msg:(.*)/.exec(line)
  return found ? [[found[1] ?? '', (found[2] ?? '').trim()]] : []
}

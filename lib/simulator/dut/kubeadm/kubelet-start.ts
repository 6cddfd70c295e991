import { setTimeout as sleep } from 'node:timers/promises'
import { ApiFailure, askApi } from '../api-access'
import { kubernetesRelease } from '../../kubernetes/release/kubernetes-release'
import { type DutParts, nodeNameOf } from '../dut-parts'
import { type ClusterAccess, kubeletKubeconfig } from '../kubeconfig'
import { configFile, flagsFile } from '../kubelet/kubelet-settings'
import type { KubeletOutcome } from '../kubelet/kubelet-service'
import { bootstrapConf } from '../kubelet/tls-bootstrap'
import { JoinError } from './join-error'
import type { JoinRun } from './join-run'
import { klog } from './klog'

const caFile = '/etc/kubernetes/pki/ca.crt'
const minikubeCa = '/var/lib/minikube/certs/ca.crt'
const patienceMs = 300_000
/** At pace 0 a busy runner may need seconds for what takes none in the simulation. */
const leastPatienceMs = 15_000

/** A node of that name that is Ready belongs to somebody. */
export async function refuseReadyNode(
  { parts, signal, nodeName }: JoinRun,
  access: ClusterAccess,
): Promise<void> {
  const node = await askApi<{ status: { conditions?: { type: string; status: string }[] } }>(
    parts,
    access,
    `/api/v1/nodes/${nodeName}`,
    signal,
  ).catch((error: unknown) => {
    if (error instanceof ApiFailure && error.status === 404) return undefined
    if (error instanceof ApiFailure)
      throw new JoinError('kubelet-start', `cannot get Node "${nodeName}": ${error.message}`)
    throw error
  })
  if (node?.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'))
    throw new JoinError(
      'kubelet-start',
      `a Node with name "${nodeName}" and status "Ready" already exists in the cluster. You must delete the existing Node or change the name of this new joining Node`,
    )
}

/** Of what the cluster gives its kubelets, what kubeadm itself would have chosen otherwise. */
export function warnOfClientCa({ err, pid }: JoinRun, kubeletConfig: string): void {
  const clientCa = /clientCAFile: (\S+)/.exec(kubeletConfig)?.[1]
  if (clientCa !== undefined && clientCa !== minikubeCa)
    err.push(
      klog(
        'W',
        pid,
        'utils.go:69',
        `The recommended value for "authentication.x509.clientCAFile" in "KubeletConfiguration" is: ${minikubeCa}; the provided value is: ${clientCa}`,
      ),
    )
}

/** What the kubelet needs to start and to ask for its certificate. */
export function writeFiles(run: JoinRun, access: ClusterAccess, kubeletConfig: string): void {
  const { fs, out } = run
  const bytes = (text: string): string => Buffer.from(text).toString('base64')
  const user = access.token
    ? `    token: ${access.token}\n`
    : `    client-certificate-data: ${bytes(access.certificate)}\n    client-key-data: ${bytes(access.key)}\n`
  fs.writeText(bootstrapConf, kubeletKubeconfig(access, user), { mode: 0o600 })
  fs.writeText(caFile, access.ca)
  out.push(`[kubelet-start] Writing kubelet configuration to file "${configFile}"`)
  fs.writeText(configFile, kubeletConfig)
  out.push(`[kubelet-start] Writing kubelet environment file with flags to file "${flagsFile}"`)
  fs.writeText(flagsFile, `KUBELET_KUBEADM_ARGS="${kubeadmFlags(run).join(' ')}"\n`)
}

/** In the order of their names; the node's own only where it is not the machine's. */
function kubeadmFlags({ parts, nodeName }: JoinRun): string[] {
  return [
    runtimeFlags(parts),
    ...(nodeName === nodeNameOf(parts) ? [] : [`--hostname-override=${nodeName}`]),
    `--pod-infra-container-image=${parts.variant.sandboxImage}`,
  ].sort()
}

/** Up to 1.23 the kubelet drives Docker itself; later through a socket. */
function runtimeFlags({ variant }: DutParts): string {
  const { minor, criSocket } = kubernetesRelease(variant.kubernetes)
  return minor < 24 ? '--network-plugin=cni' : `--container-runtime-endpoint=${criSocket}`
}

/** How long the real kubeadm goes on hoping, and what it says then. */
export async function failUnlessRegistered(
  { parts, out, signal }: JoinRun,
  outcome: KubeletOutcome | 'timeout',
): Promise<void> {
  if (outcome === 'registered') return
  if (outcome === 'cgroup-mismatch') {
    await parts.clock.delay(126_000, signal)
    throw new JoinError(
      'kubelet-start',
      'error uploading crisocket: timed out waiting for the condition',
    )
  }
  await parts.clock.delay(116_500, signal)
  out.push('[kubelet-check] Initial timeout of 40s passed.', ...unhealthy)
  throw new JoinError('kubelet-start', 'timed out waiting for the condition')
}

/** Resolves when kubeadm would give up on a kubelet that neither registers nor fails. */
export async function longEnough({ parts, signal }: JoinRun): Promise<'timeout'> {
  await sleep(Math.max(leastPatienceMs, patienceMs * parts.clock.scale), undefined, {
    signal,
    ref: false,
  })
  return 'timeout'
}

const unhealthy = [
  "[kubelet-check] It seems like the kubelet isn't running or healthy.",
  `[kubelet-check] The HTTP call equal to 'curl -sSL http://localhost:10248/healthz' failed with error: Get "http://localhost:10248/healthz": dial tcp [::1]:10248: connect: connection refused.`,
  '',
  '\tUnfortunately, an error has occurred:',
  '\t\ttimed out waiting for the condition',
  '',
  '\tThis error is likely caused by:',
  '\t\t- The kubelet is not running',
  '\t\t- The kubelet is unhealthy due to a misconfiguration of the node in some way (required cgroups disabled)',
  '',
  '\tIf you are on a systemd-powered system, you can try to troubleshoot the error with the following commands:',
  "\t\t- 'systemctl status kubelet'",
  "\t\t- 'journalctl -xeu kubelet'",
]

import type { CommandContext, CommandOutput } from '../../machine/types'
import { askApi } from '../api-access'
import { type DutParts } from '../dut-parts'
import { type ClusterAccess, readKubeconfig } from '../kubeconfig'
import type { KubeletService } from '../kubelet/kubelet-service'
import { bootstrapConf, kubeletConf } from '../kubelet/tls-bootstrap'
import { kubernetesRelease } from '../../kubernetes/release/kubernetes-release'
import { fetchKubeletConfiguration } from './cluster-configuration'
import { configMap, discover } from './discovery'
import { failed, phaseFailure } from './failure'
import { JoinError } from './join-error'
import { discoverByToken } from './token-discovery'
import { inPhase, type JoinRun } from './join-run'
import type { JoinOptions } from './join-options'
import { klog } from './klog'
import {
  failUnlessRegistered,
  longEnough,
  refuseReadyNode,
  warnOfClientCa,
  writeFiles,
} from './kubelet-start'
import { checkHost, insistOnRoot } from './preflight'

/** `kubeadm join --discovery-file`: the phases of the real one, with its texts, times and files. */
export async function join(
  parts: DutParts,
  kubelet: KubeletService,
  options: JoinOptions,
  context: CommandContext,
): Promise<CommandOutput> {
  const { nodeName } = options
  const { signal, fs } = context
  const run: JoinRun = {
    parts,
    kubelet,
    signal,
    fs,
    nodeName,
    pid: parts.machine.processes.nextPid(),
    out: { push: (...lines) => context.stream(text(lines)) },
    err: { push: (...lines) => context.streamError(text(lines)) },
  }
  try {
    await follow(run, options, context)
  } catch (error) {
    if (!(error instanceof JoinError)) throw error
    return failed(phaseFailure(error))
  }
  return {}
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

/** All phases, or the one that was asked for. */
async function follow(run: JoinRun, options: JoinOptions, context: CommandContext): Promise<void> {
  const { phase } = options
  if (phase !== 'kubelet-start') await checkTheHost(run, options, context)
  const access = await discoverCluster(run, options)
  const kubeletConfiguration = await readCluster(run, access)
  if (phase !== 'preflight') await startKubelet(run, access, kubeletConfiguration)
  if (phase === undefined) run.out.push('', ...joined, '')
}

async function checkTheHost(
  run: JoinRun,
  options: JoinOptions,
  context: CommandContext,
): Promise<void> {
  const { parts, signal } = run
  run.out.push('[preflight] Running pre-flight checks')
  insistOnRoot(context, options.ignored)
  const checked = checkHost(parts, context, options, (line) => run.err.push(line))
  await Promise.all([parts.clock.delay(5600, signal), checked])
}

function discoverCluster(
  run: JoinRun,
  { endpoint, token, pins, discoveryFile }: JoinOptions,
): Promise<ClusterAccess> {
  if (endpoint !== undefined) return discoverByToken(run, endpoint, token, pins)
  return discover(run, discoveryFile)
}

async function readCluster(run: JoinRun, access: ClusterAccess): Promise<string> {
  run.out.push('[preflight] Reading configuration from the cluster...')
  run.out.push(
    "[preflight] FYI: You can look at this config file with 'kubectl -n kube-system get cm kubeadm-config -o yaml'",
  )
  const kubeletConfiguration = await fetchKubeletConfiguration(run, access)
  const { variant } = run.parts
  if (variant.kubernetes === 'v1.20.2')
    run.err.push(
      klog(
        'W',
        run.pid,
        'configset.go:77',
        `Warning: No kubeproxy.config.k8s.io/v1alpha1 config is loaded. Continuing without it: ${await whyNoProxy(run, access)}`,
      ),
    )
  warnOfClientCa(run, kubeletConfiguration)
  return kubeletConfiguration
}

/** minikube's cluster has none for kubeadm, and a token may not even ask. */
async function whyNoProxy(run: JoinRun, access: ClusterAccess): Promise<string> {
  const missing = 'configmaps "kube-proxy" not found'
  if (!access.token) return missing
  return configMap(run, access, 'kube-proxy').then(
    () => missing,
    (error: unknown) => (error as Error).message,
  )
}

async function startKubelet(
  run: JoinRun,
  access: ClusterAccess,
  kubeletConfiguration: string,
): Promise<void> {
  const { parts, kubelet, signal, fs, nodeName } = run
  await refuseReadyNode(run, access)
  writeFiles(run, access, kubeletConfiguration)
  const outcome = kubelet.nextOutcome()
  const unit = parts.systemd.find('kubelet')
  await unit?.stop()
  signal.throwIfAborted()
  parts.systemd.reload()
  await unit?.start()
  run.out.push(
    '[kubelet-start] Starting the kubelet',
    '[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap...',
  )
  await failUnlessRegistered(run, await Promise.race([outcome, longEnough(run)]))
  signal.throwIfAborted()
  fs.remove(bootstrapConf)
  const annotation = {
    metadata: {
      annotations: {
        'kubeadm.alpha.kubernetes.io/cri-socket': kubernetesRelease(parts.variant.kubernetes)
          .criSocket,
      },
    },
  }
  const patch = {
    method: 'PATCH',
    body: annotation,
    contentType: 'application/strategic-merge-patch+json',
    userAgent: 'kubeadm',
  } as const
  await inPhase('kubelet-start', 'error uploading crisocket: ', () =>
    askApi(parts, ownAccess(run, access), `/api/v1/nodes/${nodeName}`, signal, patch),
  )
}

/** A token gets a node its certificate, and no more. */
const ownAccess = ({ fs }: JoinRun, access: ClusterAccess): ClusterAccess =>
  access.token ? readKubeconfig(fs.readText(kubeletConf), fs) : access

const joined = [
  'This node has joined the cluster:',
  '* Certificate signing request was sent to apiserver and a response was received.',
  '* The Kubelet was informed of the new secure connection details.',
  '',
  "Run 'kubectl get nodes' on the control-plane to see this node join the cluster.",
]

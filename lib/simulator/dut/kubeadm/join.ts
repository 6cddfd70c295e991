import type { CommandContext, CommandOutput } from '../../machine/types'
import { askApi } from '../api-access'
import { type DutParts } from '../dut-parts'
import type { ClusterAccess } from '../kubeconfig'
import type { KubeletService } from '../kubelet/kubelet-service'
import { bootstrapConf } from '../kubelet/tls-bootstrap'
import { kubernetesRelease } from '../../kubernetes/release/kubernetes-release'
import { fetchKubeletConfiguration } from './cluster-configuration'
import { discover } from './discovery'
import { failed, phaseFailure } from './failure'
import { JoinError } from './join-error'
import { discoverByToken } from './token-discovery'
import { inPhase, type JoinRun } from './join-run'
import type { JoinOptions } from './join-options'
import { klog } from './klog'
import { failUnlessRegistered, longEnough, refuseReadyNode, writeFiles } from './kubelet-start'
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
    out: [],
    err: [],
  }
  let exitCode = 0
  try {
    const access = await discoverCluster(run, options, context)
    const kubeletConfiguration = await readCluster(run, access)
    await startKubelet(run, access, kubeletConfiguration)
    run.out.push('', ...joined)
  } catch (error) {
    if (!(error instanceof JoinError)) throw error
    const failure = failed(phaseFailure(error))
    run.err.push((failure.stderr ?? '').trimEnd())
    exitCode = failure.exitCode ?? 1
  }
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
  return {
    stdout: `${text(run.out)}${exitCode === 0 ? '\n' : ''}`,
    stderr: text(run.err),
    exitCode,
  }
}

async function discoverCluster(
  run: JoinRun,
  options: JoinOptions,
  context: CommandContext,
): Promise<ClusterAccess> {
  const { parts, signal } = run
  run.out.push('[preflight] Running pre-flight checks')
  insistOnRoot(context, options.ignored)
  const checked = checkHost(parts, context, options, (line) => run.err.push(line))
  await Promise.all([parts.clock.delay(5600, signal), checked])
  const { endpoint, token, pins } = options
  if (endpoint !== undefined) return discoverByToken(run, endpoint, token, pins)
  return discover(run, options.discoveryFile)
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
        'Warning: No kubeproxy.config.k8s.io/v1alpha1 config is loaded. Continuing without it: configmaps "kube-proxy" not found',
      ),
    )
  return kubeletConfiguration
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
    askApi(parts, access, `/api/v1/nodes/${nodeName}`, signal, patch),
  )
}

const joined = [
  'This node has joined the cluster:',
  '* Certificate signing request was sent to apiserver and a response was received.',
  '* The Kubelet was informed of the new secure connection details.',
  '',
  "Run 'kubectl get nodes' on the control-plane to see this node join the cluster.",
]

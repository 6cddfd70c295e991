import type { CommandOutput } from '../../machine/types'
import { askApi } from '../api-access'
import { type DutParts, nodeNameOf } from '../dut-parts'
import type { ClusterAccess } from '../kubeconfig'
import type { KubeletService } from '../kubelet/kubelet-service'
import { bootstrapConf } from '../kubelet/tls-bootstrap'
import { configMap, discover } from './discovery'
import { JoinError } from './join-error'
import { inPhase, type JoinRun } from './join-run'
import type { JoinOptions } from './kubeadm-command'
import { klog } from './klog'
import { failUnlessRegistered, longEnough, refuseReadyNode, writeFiles } from './kubelet-start'
import { checkHost, preflightWarnings } from './preflight'

/** `kubeadm join --discovery-file`: the phases of the real one, with its texts, times and files. */
export async function join(
  parts: DutParts,
  kubelet: KubeletService,
  options: JoinOptions,
  signal: AbortSignal,
): Promise<CommandOutput> {
  const nodeName = options.nodeName ?? nodeNameOf(parts)
  const run: JoinRun = {
    parts,
    kubelet,
    signal,
    nodeName,
    pid: parts.machine.processes.nextPid(),
    out: [],
    err: [],
  }
  let exitCode = 0
  try {
    const access = await preflight(run, options.discoveryFile)
    await startKubelet(run, access)
    run.out.push('', ...joined)
  } catch (error) {
    if (!(error instanceof JoinError)) throw error
    run.err.push(
      `error execution phase ${error.phase}: ${error.message}`,
      'To see the stack trace of this error execute with --v=5 or higher',
    )
    exitCode = 1
  }
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
  return {
    stdout: `${text(run.out)}${exitCode === 0 ? '\n' : ''}`,
    stderr: text(run.err),
    exitCode,
  }
}

async function preflight(run: JoinRun, discoveryFile: string): Promise<ClusterAccess> {
  const { parts, signal } = run
  run.out.push('[preflight] Running pre-flight checks')
  run.err.push(...preflightWarnings(parts))
  await parts.clock.delay(5600, signal)
  checkHost(parts)
  const access = await discover(run, discoveryFile)
  run.out.push('[preflight] Reading configuration from the cluster...')
  run.out.push(
    "[preflight] FYI: You can look at this config file with 'kubectl -n kube-system get cm kubeadm-config -o yaml'",
  )
  await inPhase(
    'preflight',
    'unable to fetch the kubeadm-config ConfigMap: failed to get config map: ',
    () => configMap(run, access, 'kubeadm-config'),
  )
  const { variant } = parts
  if (variant.kubernetes === 'v1.20.2')
    run.err.push(
      klog(
        'W',
        run.pid,
        'configset.go:77',
        'Warning: No kubeproxy.config.k8s.io/v1alpha1 config is loaded. Continuing without it: configmaps "kube-proxy" not found',
      ),
    )
  return access
}

async function startKubelet(run: JoinRun, access: ClusterAccess): Promise<void> {
  const { parts, kubelet, signal, nodeName } = run
  await refuseReadyNode(run, access)
  const release = parts.variant.kubernetes.slice(1).split('.').slice(0, 2).join('.')
  const text =
    (await inPhase('kubelet-start', '', () => configMap(run, access, `kubelet-config-${release}`)))[
      'kubelet'
    ] ?? ''
  writeFiles(run, access, text)
  const outcome = kubelet.nextOutcome()
  const unit = parts.systemd.find('kubelet')
  await unit?.stop()
  await unit?.start()
  run.out.push(
    '[kubelet-start] Starting the kubelet',
    '[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap...',
  )
  await failUnlessRegistered(run, await Promise.race([outcome, longEnough(run)]))
  parts.machine.fs.remove(bootstrapConf)
  const annotation = {
    metadata: {
      annotations: { 'kubeadm.alpha.kubernetes.io/cri-socket': '/var/run/dockershim.sock' },
    },
  }
  const patch = {
    method: 'PATCH',
    body: annotation,
    contentType: 'application/strategic-merge-patch+json',
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

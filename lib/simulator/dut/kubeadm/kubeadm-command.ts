import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { DutParts } from '../dut-parts'
import { versionInfo } from '../../kubernetes/release/version-info'
import type { KubeletService } from '../kubelet/kubelet-service'
import { join } from './join'
import { reset } from './reset'

/** `kubeadm version|reset|join` of a device. */
export const kubeadmCommand = (parts: DutParts, kubelet: KubeletService): SimulatedCommand => ({
  name: 'kubeadm',
  run(args, context) {
    const [verb, ...rest] = args
    if (verb === 'version') return version(parts.variant.kubernetes, rest)
    if (verb !== 'reset' && verb !== 'join')
      return {
        stderr: `Error: unknown command "${verb ?? ''}" for "kubeadm"\nRun 'kubeadm --help' for usage.\n`,
        exitCode: 1,
      }
    if (context.user.uid !== 0) return notRoot(context)
    context.altered(`kubeadm ${verb}`)
    if (verb === 'reset') return reset(parts, context)
    return join(parts, kubelet, joinOptions(rest), context)
  },
})

export interface JoinOptions {
  readonly discoveryFile: string
  readonly nodeName: string | undefined
}

const joinOptions = (args: readonly string[]): JoinOptions => ({
  discoveryFile: valueOf(args, '--discovery-file') ?? '',
  nodeName: valueOf(args, '--node-name'),
})

function valueOf(args: readonly string[], name: string): string | undefined {
  const attached = args.find((arg) => arg.startsWith(`${name}=`))
  if (attached) return attached.slice(name.length + 1)
  const at = args.indexOf(name)
  return at >= 0 ? args[at + 1] : undefined
}

const notRoot = ({ user }: CommandContext): CommandOutput => ({
  stderr: `error execution phase preflight: [preflight] Some fatal errors occurred:\n\t[ERROR IsPrivilegedUser]: user is not running as root (uid ${user.uid})\n[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\`\nTo see the stack trace of this error execute with --v=5 or higher\n`,
  exitCode: 1,
})

function version(kubernetes: string, args: readonly string[]): CommandOutput {
  const format =
    valueOf(args, '-o') ??
    valueOf(args, '--output') ??
    args.find((arg) => arg.startsWith('-o'))?.slice(2)
  const facts = versionInfo(kubernetes)
  if (format === 'short') return { stdout: `${kubernetes}\n` }
  if (format === 'json') return { stdout: `${JSON.stringify({ clientVersion: facts }, null, 2)}\n` }
  const fields = Object.entries(facts).map(
    ([name, value]) => `${name[0]?.toUpperCase()}${name.slice(1)}:"${value}"`,
  )
  return { stdout: `kubeadm version: &version.Info{${fields.join(', ')}}\n` }
}

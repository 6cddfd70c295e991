import { FlagError } from '../../go/command-line'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import { type DutParts, nodeNameOf } from '../dut-parts'
import type { KubeletService } from '../kubelet/kubelet-service'
import { failed, KubeadmFailure } from './failure'
import { ignoredChecks, parseFlags } from './flags'
import { join } from './join'
import { joinOptions } from './join-options'
import { reset } from './reset'
import { token } from './token'
import { version } from './version'

type Verb = (
  args: readonly string[],
  context: CommandContext,
) => CommandOutput | Promise<CommandOutput>

/** They are for control planes, or print what nobody asks a switch for. */
const others = ['alpha', 'certs', 'completion', 'config', 'help', 'init', 'upgrade', '--help', '-h']

/** `kubeadm version|reset|join|token` of a device. */
export const kubeadmCommand = (parts: DutParts, kubelet: KubeletService): SimulatedCommand => {
  const verbs: Readonly<Record<string, Verb>> = {
    version: (args) => version(parts.variant.kubernetes, parseFlags('version', args).value('output')), // prettier-ignore
    token: (args, context) => token(parts, parseFlags('token', args), context),
    reset(args, context) {
      const line = parseFlags('reset', args)
      if (context.user.uid === 0) context.altered('kubeadm reset')
      return reset(parts, context, { isForced: line.is('force'), ignored: ignoredChecks(line) })
    },
    join(args, context) {
      const options = joinOptions(parseFlags('join', args), nodeNameOf(parts), context.fs)
      if (context.user.uid === 0) context.altered('kubeadm join')
      return join(parts, kubelet, options, context)
    },
  }
  return {
    name: 'kubeadm',
    readStdin: (args) => args[0] === 'reset' && !/^(-f|--force)$/m.test(args.join('\n')),
    async run(args, context) {
      const [name = 'help', ...rest] = args
      const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
      if (!verb) return withoutVerb(name, args, context)
      try {
        return await verb(rest, context)
      } catch (error) {
        if (error instanceof FlagError) return failed(new KubeadmFailure(error.message))
        if (error instanceof KubeadmFailure) return failed(error)
        throw error
      }
    },
  }
}

function withoutVerb(
  name: string,
  args: readonly string[],
  { machine }: CommandContext,
): CommandOutput {
  if (!others.includes(name))
    return failed(
      new KubeadmFailure(
        name.startsWith('-') ? `unknown flag: ${name}` : `unknown command "${name}" for "kubeadm"`,
      ),
    )
  machine.reportUnknown(`kubeadm ${name}`, `kubeadm ${args.join(' ')}`)
  return { stderr: `kubeadm ${name}: not simulated\n`, exitCode: 127 }
}

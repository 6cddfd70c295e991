import { notSimulated } from '../../machine/commands/not-simulated'
import { FlagError } from '../../go/command-line'
import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import { type DutParts, nodeNameOf } from '../dut-parts'
import type { KubeletService } from '../kubelet/kubelet-service'
import { failed, KubeadmFailure } from './failure'
import { ignoredChecks, parseFlags } from './flags'
import { join } from './join'
import { joinOptions } from './join-options'
import { minorOf } from '../../kubernetes/release/kubernetes-release'
import { config } from './config'
import { phasesOf, takePhase } from './phases'
import { reset, resetPhase } from './reset'
import { version } from './version'

const tokens = () => require('./token') as typeof import('./token')

type Verb = (
  args: readonly string[],
  context: CommandContext,
) => CommandOutput | Promise<CommandOutput>

/** They are for control planes, or print what nobody asks a switch for. */
const others = ['alpha', 'certs', 'completion', 'help', 'init', 'upgrade', '--help', '-h']

/** `kubeadm version|reset|join|token|config` of a device. */
export const kubeadmCommand = (parts: DutParts, kubelet: KubeletService): SimulatedCommand => {
  const verbs: Readonly<Record<string, Verb>> = {
    version(args) {
      const line = parseFlags('version', args)
      const [extra] = line.words
      if (extra !== undefined)
        throw new KubeadmFailure(`unknown command ${JSON.stringify(extra)} for "kubeadm version"`)
      return version(parts.variant.kubernetes, line.value('output'))
    },
    config(args, context) {
      const isKnown = minorOf(parts.variant.kubernetes) === 20 && !args.includes('--help')
      const line = isKnown ? parseFlags('config', args) : undefined
      const answer = line && config(line, nodeNameOf(parts), context)
      return (
        answer ??
        notSimulated(context.machine, 'kubeadm config', `kubeadm config ${args.join(' ')}`)
      )
    },
    token: (args, context) => tokens().token(parts, parseFlags('token', args), context),
    reset(args, context) {
      const line = parseFlags('reset', args)
      if (context.user.uid === 0) context.altered('kubeadm reset')
      const asked = {
        isForced: line.is('force'),
        ignored: ignoredChecks(line),
        certificates: line.value('cert-dir') ?? '/etc/kubernetes/pki',
        // `docker` is what kubeadm drives this one by.
        lacksCrictl: !['/var/run/dockershim.sock', undefined].includes(line.value('cri-socket')),
      }
      const [word, phase = ''] = line.words
      if (word !== 'phase') return reset(parts, context, asked)
      if (phase === 'update-cluster-status')
        return notSimulated(
          context.machine,
          `kubeadm reset phase ${phase}`,
          `kubeadm reset ${args.join(' ')}`,
        )
      return resetPhase(phase, parts, context, asked) ?? { stdout: phasesOf('reset') }
    },
    join(args, context) {
      const line = parseFlags('join', args)
      const phase = takePhase(line)
      if (phase === 'none') return { stdout: phasesOf('join') }
      if (phase !== undefined && phase !== 'preflight' && phase !== 'kubelet-start')
        return notSimulated(
          context.machine,
          `kubeadm join phase ${phase}`,
          `kubeadm join ${args.join(' ')}`,
        )
      const options = { ...joinOptions(line, nodeNameOf(parts), context.fs), phase }
      if (context.user.uid === 0 && phase !== 'preflight') context.altered('kubeadm join')
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
  return notSimulated(machine, `kubeadm ${name}`, `kubeadm ${args.join(' ')}`)
}

import type { CommandContext, CommandOutput, SimulatedCommand } from '../../machine/types'
import type { DutParts } from '../dut-parts'
import { ContainerScript } from './container-script'
import type { FeatureScript, ScriptCall } from './feature-script'
import { FeatureScriptRun } from './feature-script-run'
import { scriptPath } from '../../sidecars/host-scripts'

const verbs = ['start', 'stop', 'wait', 'kill', 'id'] as const
const usage = 'usage: container [-h] [-t TIMEOUT] {start,stop,wait,kill,id} name\n'

/** SONiC's `container`; whatever it meets it ends with 0, but for `wait`, which becomes another program. */
export const containerCommand = (parts: DutParts): SimulatedCommand => ({
  name: 'container',
  path: '/usr/local/bin/container',
  async run(args, context) {
    const words = [...args]
    const at = words.findIndex((word) => word === '-t' || word === '--timeout')
    const grace = at < 0 ? undefined : Number(words.splice(at, 2)[1])
    const [verb = '', feature] = words
    const known = verbs.find((each) => each === verb)
    if (!known)
      return { stderr: `${usage}container: error: argument action: invalid choice: '${verb}' (choose from ${verbs.map((each) => `'${each}'`).join(', ')})\n`, exitCode: 2 } // prettier-ignore
    if (feature === undefined)
      return { stderr: `${usage}container: error: the following arguments are required: name\n`, exitCode: 2 } // prettier-ignore
    const run = new FeatureScriptRun(parts, null, false, context.signal)
    const script = new ContainerScript(parts, run)
    if (known === 'id') return { stdout: `${run.containerId(feature)}\n` }
    if (known === 'wait') return script.wait(feature)
    context.altered(`container ${known} ${feature}`)
    if (known === 'stop') await script.stop(feature, grace)
    else await script[known](feature)
    return {}
  },
})

/** `/usr/bin/<feature>.sh`, called by hand. */
export const featureScriptCommand = (script: FeatureScript): SimulatedCommand => ({
  name: `${script.feature}.sh`,
  path: scriptPath(script.feature),
  async run([verb = ''], { signal, altered }: CommandContext): Promise<CommandOutput> {
    const lines: string[] = []
    const call: ScriptCall = { signal, print: (line) => void lines.push(`${line}\n`) }
    const stdout = (): string => lines.join('')
    if (verb === 'wait') {
      const { exitCode, stderr } = await script.wait(call)
      return { stdout: stdout(), stderr, exitCode }
    }
    if (verb !== 'start' && verb !== 'stop' && verb !== 'kill') {
      const words = ['start', 'wait', 'stop'].map((each) => `${each} namespace(optional)`)
      return { stdout: `Usage: ${scriptPath(script.feature)} {${words.join('|')}}\n`, exitCode: 1 }
    }
    altered(`feature ${script.feature}: ${verb}`)
    const exitCode = await script[verb](call)
    return { stdout: stdout(), exitCode: exitCode ?? 0 }
  },
})

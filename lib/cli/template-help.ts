import { parametersSchema } from '../kube/templates/parameters'
import { textTable } from './text-table'

/** All that is asked of a parameter here; to tell what its values have in common takes the compiler seconds. */
interface Described {
  readonly description?: string | undefined
}

export function templateHelp(): string {
  const parameters: Readonly<Record<string, Described>> = parametersSchema.shape
  const rows = Object.entries(parameters).map(([name, { description = '' }]) => [
    `  ${name}`,
    description,
  ])
  return `usage: kubesonic template [NAME] [--param NAME=VALUE …] [--source]

Prints the DaemonSet that the suite would deploy from a template, checked to the last field; nothing is deployed.
Without NAME it lists the templates.

  --param NAME=VALUE   one parameter; may be repeated. Of a group, one value at a time: nodeSelector.snmp_enabled=true,
                       env.DEBUG=1, resources.limits.memory=64Mi. Of a list, again for each: volumes=/on/host:/inside:ro
  --source             the template itself, to start one of your own from
  --templates PATH     a folder or file of templates of your own; may be repeated
  --testbed FILE       a testbed file, for the templates that it names; default: KUBESONIC_TESTBED

Parameters:
${textTable(rows)}
A template may have parameters of its own: any other \${word} in it.

Exit code: 0 printed · 2 bad input: file, line, parameter and fix are named.
`
}

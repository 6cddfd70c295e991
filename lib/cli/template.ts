import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { readParameters } from '../kube/templates/read-parameters'
import { TemplateCatalogue } from '../kube/templates/template-catalogue'
import { BadInput } from '../testbed/bad-input'
import { loadTestbed } from '../testbed/load-testbed'
import { exitCodes } from './exit-codes'
import { templateHelp } from './template-help'

/** `kubesonic template NAME --param k=v`: prints the manifest that the suite would deploy. */
export async function templateCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args)
  if (values.help) {
    process.stdout.write(templateHelp())
    return exitCodes.passed
  }
  const [name, ...more] = positionals
  if (more.length > 0) throw wrong(`one template at a time, not ${positionals.join(' and ')}`)
  const catalogue = new TemplateCatalogue(places(values))
  if (name === undefined) {
    process.stdout.write(`${catalogue.names.join('\n')}\n`)
    return exitCodes.passed
  }
  const template = catalogue.get(name)
  const { parameters, own } = readParameters(values.param ?? [])
  process.stdout.write(
    values.source ? template.text : stringify(template.render(parameters, own), { lineWidth: 0 }),
  )
  return exitCodes.passed
}

interface Values {
  readonly testbed?: string | undefined
  readonly templates?: readonly string[] | undefined
}

/** The testbed's own first, then those named here: the last of a name wins. */
function places({ testbed, templates = [] }: Values): readonly string[] {
  const file = testbed ?? process.env['KUBESONIC_TESTBED']
  return [...(file ? loadTestbed(file).templates : []), ...templates]
}

function parsed(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args)
  } catch (error) {
    throw wrong((error as Error).message)
  }
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      param: { type: 'string', multiple: true },
      templates: { type: 'string', multiple: true },
      source: { type: 'boolean' },
      testbed: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })

const wrong = (what: string): BadInput =>
  new BadInput(`kubesonic template: ${what}\n  Next: kubesonic template --help`)
